import type { types, webApi } from '@slack/bolt';
import type { AlertFile } from '../domain/alert.ts';
import type { Person } from '../domain/owner.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { validateView } from './validate/validate-payload.ts';
import type { SlackLog } from './web-client.ts';

/** How a modal came out. */
export type Shown =
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly because: string; readonly isConflict: boolean };

/** What Slack does for one person: modals, names, groups, files. Messages to channels go through the gateway. */
export interface People {
  open(triggerId: string, view: types.ModalView): Promise<Shown>;
  /** Without `hash`, whatever stands there is replaced. */
  update(viewId: string, view: types.ModalView, hash?: string): Promise<Shown>;
  /** As people call a user; the id where Slack does not say. */
  nameOf(userId: string): Promise<string>;
  /** A user by every name, and which of these usergroups they are in; as much of it as Slack says. */
  person(userId: string, groupIds: readonly string[]): Promise<Person>;
  /** Whether a user left the organisation; not known is no. */
  hasLeft(userId: string): Promise<boolean>;
  /** Throws where Slack does not say. */
  membersOf(groupId: string): Promise<readonly string[]>;
  /** Sends a file to a user's own conversation with wardwatch; words where that failed. */
  sendFile(userId: string, file: AlertFile): Promise<string | undefined>;
}

/** People over two Web API clients that never repeat a call: a `quick` one for what a person waits for, a `patient` one for files. */
export function createPeople(
  { quick, patient }: { readonly quick: webApi.WebClient; readonly patient: webApi.WebClient },
  log: SlackLog,
): People {
  const show = async (view: types.ModalView, call: () => Promise<unknown>): Promise<Shown> => {
    const violations = validateView(view);
    if (violations.length > 0) {
      log('slack.view-not-sent', { view: view.callback_id, violations: violations.slice(0, 5) });
      return { kind: 'failed', because: 'The window could not be drawn; the log says why.', isConflict: false };
    }
    try {
      await call();
      return { kind: 'shown' };
    } catch (fault) {
      const code = errorCodeOf(fault);
      log('slack.view-failed', { view: view.callback_id, code: code ?? outcomeOf(fault).because });
      return { kind: 'failed', because: wordsFor(code), isConflict: code === 'hash_conflict' };
    }
  };
  return {
    open: (triggerId, view) => show(view, () => quick.views.open({ trigger_id: triggerId, view })),
    update: (viewId, view, hash) =>
      show(view, () => quick.views.update({ view_id: viewId, view, ...(hash !== undefined && { hash }) })),
    nameOf: async (userId) => {
      try {
        const { user } = await quick.users.info({ user: userId });
        return user?.profile?.display_name || user?.real_name || user?.name || userId;
      } catch {
        return userId;
      }
    },
    person: async (userId, groupIds) => {
      const { user } = await quick.users.info({ user: userId }).catch(() => ({ user: undefined }));
      const names = [user?.name, user?.real_name, user?.profile?.display_name, user?.profile?.email];
      const groups = await Promise.all(
        [...new Set(groupIds)].map(async (id) => {
          const { users = [] } = await quick.usergroups.users.list({ usergroup: id }).catch(() => ({ users: [] }));
          return users.includes(userId) ? [id] : [];
        }),
      );
      return { id: userId, names: names.flatMap((name) => name || []), groups: groups.flat() };
    },
    hasLeft: async (userId) => {
      const { user } = await quick.users.info({ user: userId }).catch(() => ({ user: undefined }));
      return user?.deleted === true;
    },
    membersOf: async (groupId) => (await quick.usergroups.users.list({ usergroup: groupId })).users ?? [],
    sendFile: (userId, file) => sendFile(patient, userId, file),
  };
}

function wordsFor(code: string | undefined): string {
  switch (code) {
    case 'expired_trigger_id':
    case 'exchanged_trigger_id':
    case 'trigger_expired':
      return 'Slack closed the window for this click before wardwatch could answer. Click again.';
    case undefined:
      return 'Slack did not answer. Try again.';
    default:
      return `Slack did not show the window: ${code}. Try again.`;
  }
}

async function sendFile(client: webApi.WebClient, userId: string, file: AlertFile): Promise<string | undefined> {
  try {
    const { channel } = await client.conversations.open({ users: userId });
    if (channel?.id === undefined) return 'Slack opened no conversation with you.';
    const { name: filename, title, content } = file;
    await client.filesUploadV2({ channel_id: channel.id, filename, title, content });
    return undefined;
  } catch (fault) {
    return outcomeOf(fault).because;
  }
}
