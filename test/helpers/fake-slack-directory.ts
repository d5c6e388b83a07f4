import {
  type FakeArguments,
  type FakeMethod,
  FakeRefusal,
  isYes,
  optionalText,
  pageOf,
  requiredText,
} from './fake-slack-arguments.ts';
import {
  FAKE_IDS,
  type FakeChannel,
  type FakeMessage,
  type FakeUser,
  type FakeUsergroup,
  type FakeWorkspace,
  shownMessage,
  teamOf,
} from './fake-slack-workspace.ts';

/**
 * The methods that read who and what is there: `conversations.*`, `users.*`, `usergroups.*`. With `emails` a user is shown
 * with the address (the scope `users:read.email`).
 */
export function directoryMethods(workspace: FakeWorkspace, emails: boolean): Readonly<Record<string, FakeMethod>> {
  return {
    'conversations.info': (args) => ({ channel: shownChannel(workspace, workspace.channelOf(args)) }),
    'conversations.list': (args) => listChannels(workspace, args),
    'conversations.members': (args) => {
      const { page, next_cursor } = pageOf(workspace.membersOf(workspace.channelOf(args)), args);
      return { members: page, response_metadata: { next_cursor } };
    },
    'conversations.open': (args) => ({
      channel: { id: workspace.directMessage(userOf(workspace, args, 'users').id).id },
    }),
    'conversations.history': (args) => history(workspace, args),
    'conversations.replies': (args) => replies(workspace, args),
    'users.info': (args) => ({ user: shownUser(userOf(workspace, args, 'user'), emails) }),
    'users.lookupByEmail': (args) => {
      const email = requiredText(args, 'email').toLowerCase();
      const user = [...workspace.users.values()].find((one) => !one.deleted && one.email?.toLowerCase() === email);
      if (user === undefined) throw new FakeRefusal('users_not_found');
      return { user: shownUser(user, emails) };
    },
    'users.list': (args) => {
      const { page, next_cursor } = pageOf([...workspace.users.values()], args);
      return { members: page.map((user) => shownUser(user, emails)), response_metadata: { next_cursor } };
    },
    'usergroups.list': (args) => ({
      usergroups: [...workspace.usergroups.values()].map((group) =>
        shownUsergroup(group, isYes(args, 'include_users')),
      ),
    }),
    'usergroups.users.list': (args) => {
      const group = workspace.usergroups.get(requiredText(args, 'usergroup'));
      if (group === undefined) throw new FakeRefusal('no_such_subteam');
      return { users: group.users };
    },
  };
}

function listChannels(workspace: FakeWorkspace, args: FakeArguments): Record<string, unknown> {
  const types = (optionalText(args, 'types') ?? 'public_channel')
    .split(',')
    .map((type) => type.replace('_channel', ''));
  const seen = [...workspace.channels.values()].filter(
    ({ kind, member, archived }) =>
      types.includes(kind) && (kind === 'public' || member) && !(archived && isYes(args, 'exclude_archived')),
  );
  const { page, next_cursor } = pageOf(seen, args);
  return { channels: page.map((channel) => shownChannel(workspace, channel)), response_metadata: { next_cursor } };
}

function history(workspace: FakeWorkspace, args: FakeArguments): Record<string, unknown> {
  const channel = readable(workspace, args);
  const roots = workspace.messages.filter(
    (message) => message.channel === channel.id && (message.threadTs === undefined || message.broadcast),
  );
  return messagePage(roots.reverse(), args);
}

function replies(workspace: FakeWorkspace, args: FakeArguments): Record<string, unknown> {
  const channel = readable(workspace, args);
  const ts = requiredText(args, 'ts');
  const root = workspace.find(channel.id, ts);
  if (root === undefined) throw new FakeRefusal('thread_not_found');
  const answers = workspace.messages.filter((message) => message.channel === channel.id && message.threadTs === ts);
  return messagePage([root, ...answers], args, root);
}

function readable(workspace: FakeWorkspace, args: FakeArguments): FakeChannel {
  const channel = workspace.channelOf(args);
  if (!channel.member) throw new FakeRefusal('not_in_channel');
  return channel;
}

/** One page of messages between `oldest` and `latest`; the first of a thread is always there. */
function messagePage(all: readonly FakeMessage[], args: FakeArguments, always?: FakeMessage): Record<string, unknown> {
  const oldest = Number(args.oldest ?? 0);
  const latest = Number(args.latest ?? Number.POSITIVE_INFINITY);
  const edge = isYes(args, 'inclusive');
  const isWithin = (at: number): boolean => (at > oldest && at < latest) || (edge && (at === oldest || at === latest));
  const { page, next_cursor } = pageOf(
    all.filter((message) => message === always || isWithin(Number(message.ts))),
    args,
  );
  return {
    messages: page.map((message) => shownMessage(message, isYes(args, 'include_all_metadata'))),
    has_more: next_cursor !== '',
    response_metadata: { next_cursor },
  };
}

function userOf(workspace: FakeWorkspace, args: FakeArguments, name: string): FakeUser {
  const user = workspace.users.get(requiredText(args, name));
  if (user === undefined) throw new FakeRefusal('user_not_found');
  return user;
}

function shownChannel(workspace: FakeWorkspace, channel: FakeChannel): Record<string, unknown> {
  const { id, name, kind, archived, member, extShared } = channel;
  if (kind === 'im') return { id, is_im: true, is_archived: archived, user: channel.members?.[0] };
  return {
    id,
    name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_private: kind === 'private',
    is_archived: archived,
    is_member: member,
    is_shared: extShared,
    is_ext_shared: extShared,
    is_org_shared: false,
    num_members: workspace.membersOf(channel).length,
  };
}

/** Slack calls a guest `is_restricted`, and one of a single channel `is_ultra_restricted` as well. */
function shownUser(user: FakeUser, emails: boolean): Record<string, unknown> {
  const { id, name, realName, email, guest, stranger = false, deleted = false } = user;
  return {
    id,
    team_id: teamOf(user),
    name,
    real_name: realName,
    deleted,
    tz: 'Europe/Berlin',
    is_bot: id === FAKE_IDS.botUser,
    is_restricted: guest !== undefined,
    is_ultra_restricted: guest === 'single',
    is_stranger: stranger,
    profile: { real_name: realName, display_name: name, ...(emails && email !== undefined ? { email } : {}) },
  };
}

function shownUsergroup(group: FakeUsergroup, withUsers: boolean): Record<string, unknown> {
  const { id, handle, users } = group;
  return {
    id,
    team_id: FAKE_IDS.team,
    is_usergroup: true,
    name: handle,
    handle,
    date_delete: 0,
    user_count: users.length,
    ...(withUsers ? { users } : {}),
  };
}
