import {
  type FakeArguments,
  type FakeMethod,
  FakeRefusal,
  isRecord,
  isYes,
  optionalText,
  requiredText,
} from './fake-slack-arguments.ts';
import { blockFaults } from './fake-slack-blocks.ts';
import { type FakeChannel, type FakeMessage, type FakeWorkspace, shownMessage } from './fake-slack-workspace.ts';

/**
 * The methods `chat.*`. With `publicToo` the bot may post to public channels that it is not in (the scope
 * `chat:write.public`).
 */
export function chatMethods(workspace: FakeWorkspace, publicToo: boolean): Readonly<Record<string, FakeMethod>> {
  return {
    'chat.postMessage': (args) => post(workspace, writable(workspace, args, publicToo), args),
    'chat.update': (args) => update(workspace, args),
    'chat.delete': (args) => remove(workspace, args),
    'chat.postEphemeral': (args) => postEphemeral(workspace, writable(workspace, args, publicToo), args),
    'chat.getPermalink': (args) => {
      const { channel, ts } = existing(workspace, args, 'message_ts');
      return { channel, permalink: `https://ward.slack.test/archives/${channel}/p${ts.replace('.', '')}` };
    },
  };
}

/** The text and blocks of a message or an answer, checked; throws what Slack would refuse. */
export function contentOf(args: FakeArguments): { readonly text: string; readonly blocks: readonly unknown[] } {
  const text = optionalText(args, 'text') ?? '';
  const blocks = args.blocks ?? [];
  if (!Array.isArray(blocks)) throw new FakeRefusal('invalid_blocks_format');
  const faults = blockFaults(blocks, 'message');
  if (faults.length > 0) throw new FakeRefusal('invalid_blocks', faults);
  if (text === '' && blocks.length === 0) throw new FakeRefusal('no_text');
  if (textLengthOf(blocks) > 13_000) throw new FakeRefusal('msg_blocks_too_long');
  return { text: text.slice(0, 40_000), blocks };
}

/** Posting takes a person's id for the conversation with them; no other method does. */
function writable(workspace: FakeWorkspace, args: FakeArguments, publicToo: boolean): FakeChannel {
  const person = workspace.users.get(optionalText(args, 'channel') ?? '');
  const channel = person === undefined ? workspace.channelOf(args) : workspace.directMessage(person.id);
  if (channel.archived) throw new FakeRefusal('is_archived');
  if (!channel.member && !(publicToo && channel.kind === 'public')) throw new FakeRefusal('not_in_channel');
  return channel;
}

function post(workspace: FakeWorkspace, channel: FakeChannel, args: FakeArguments): Record<string, unknown> {
  const { text, blocks } = contentOf(args);
  const message: FakeMessage = {
    channel: channel.id,
    ts: workspace.nextTs(),
    ...threadOf(workspace, channel, args),
    ...(isYes(args, 'reply_broadcast') ? { broadcast: true } : {}),
    text,
    blocks: workspace.withIds(blocks),
    ...metadataOf(args),
    edits: 0,
  };
  workspace.messages.push(message);
  return { channel: channel.id, ts: message.ts, message: shownMessage(message, true) };
}

/** Text without blocks takes the blocks away, and metadata that is not given stays: as the real one does. */
function update(workspace: FakeWorkspace, args: FakeArguments): Record<string, unknown> {
  if (workspace.channelOf(args).archived) throw new FakeRefusal('is_inactive');
  const message = existing(workspace, args, 'ts');
  const { text, blocks } = contentOf(args);
  if (text.length > 4_000) throw new FakeRefusal('msg_too_long');
  const metadata = metadataOf(args);
  Object.assign(message, { text, blocks: workspace.withIds(blocks), ...metadata, edits: message.edits + 1 });
  return { channel: message.channel, ts: message.ts, text, message: shownMessage(message) };
}

function remove(workspace: FakeWorkspace, args: FakeArguments): Record<string, unknown> {
  const message = existing(workspace, args, 'ts');
  workspace.messages.splice(workspace.messages.indexOf(message), 1);
  return { channel: message.channel, ts: message.ts };
}

function postEphemeral(workspace: FakeWorkspace, channel: FakeChannel, args: FakeArguments): Record<string, unknown> {
  const user = requiredText(args, 'user');
  if (!workspace.membersOf(channel).includes(user)) throw new FakeRefusal('user_not_in_channel');
  const { text, blocks } = contentOf(args);
  const ts = workspace.nextTs();
  const thread = threadOf(workspace, channel, args);
  workspace.ephemerals.push({ channel: channel.id, user, ts, ...thread, text, blocks: workspace.withIds(blocks) });
  return { message_ts: ts };
}

/** The thread that a call names: one that exists, named by its first message. */
function threadOf(workspace: FakeWorkspace, channel: FakeChannel, args: FakeArguments): { threadTs?: string } {
  const threadTs = optionalText(args, 'thread_ts');
  if (threadTs === undefined) return {};
  const root = workspace.find(channel.id, threadTs);
  if (root === undefined) throw new FakeRefusal('thread_not_found');
  if (root.threadTs !== undefined) throw new FakeRefusal('cannot_reply_to_message');
  return { threadTs };
}

function existing(workspace: FakeWorkspace, args: FakeArguments, name: string): FakeMessage {
  const message = workspace.find(workspace.channelOf(args).id, requiredText(args, name));
  if (message === undefined) throw new FakeRefusal('message_not_found');
  return message;
}

/** Lists in metadata hold objects; a plain value in one is refused. */
function metadataOf(args: FakeArguments): Pick<FakeMessage, 'metadata'> {
  const { metadata } = args;
  if (metadata === undefined) return {};
  if (!isRecord(metadata) || typeof metadata.event_type !== 'string' || !isRecord(metadata.event_payload)) {
    throw new FakeRefusal('invalid_metadata_format');
  }
  const lists = Object.values(metadata.event_payload).filter(Array.isArray);
  if (lists.some((list) => !list.every(isRecord))) throw new FakeRefusal('invalid_metadata_schema');
  return { metadata: { event_type: metadata.event_type, event_payload: metadata.event_payload } };
}

/** The characters of every text in the blocks. Undocumented: Slack was seen to refuse at about 13,000. */
function textLengthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value)
    .map(([name, part]) => (name === 'text' && typeof part === 'string' ? part.length : textLengthOf(part)))
    .reduce((sum, length) => sum + length, 0);
}
