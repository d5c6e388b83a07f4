import { type FakeArguments, FakeRefusal, optionalText } from './fake-slack-arguments.ts';
import type { FakeWorkspace } from './fake-slack-workspace.ts';

/**
 * Refuses a call whose token lacks the scope for it. Where several kinds of channel have a scope each, the kind of the
 * channel asked for decides; for a list any of them will do.
 */
export function requireScope(
  method: string,
  args: FakeArguments,
  workspace: FakeWorkspace,
  provided: readonly string[],
): void {
  const scope = SCOPES[method];
  if (scope === undefined) return;
  const kind = workspace.channels.get(optionalText(args, 'channel') ?? '')?.kind;
  const needed = typeof scope === 'string' ? [scope] : kind === undefined ? Object.values(scope) : [scope[kind]];
  if (needed.some((one) => provided.includes(one))) return;
  throw new FakeRefusal('missing_scope', [], { needed: needed.join(','), provided: provided.join(',') });
}

const READ = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const HISTORY = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const;

/** Methods that are not named need none. */
const SCOPES: Readonly<Record<string, string | typeof READ | typeof HISTORY>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.info': READ,
  'conversations.list': READ,
  'conversations.members': READ,
  'conversations.open': 'im:write',
  'conversations.history': HISTORY,
  'conversations.replies': HISTORY,
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'files.info': 'files:read',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
};
