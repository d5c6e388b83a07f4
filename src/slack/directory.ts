import type { webApi } from '@slack/bolt';
import { isNonEmpty } from '../domain/non-empty.ts';
import type { Directory, Whereabouts } from '../ports/directory.ts';
import { isPerson } from './conversation-of.ts';
import { errorCodeOf, outcomeOf } from './outcome.ts';
import { createWebClient, type WebClientOptions } from './web-client.ts';

/** The workspace's people and groups, asked anew each time: who left a moment ago is not told any more. */
export function createDirectory(options: WebClientOptions): Directory {
  const client = createWebClient(options);
  return {
    byId: (id) => asked(() => whereabouts(client, id)),
    byEmail: (email) =>
      asked(async () => {
        const { user } = await client.users.lookupByEmail({ email });
        return user?.id === undefined ? NOT_THERE : person(client, user.id);
      }),
  };
}

async function whereabouts(client: webApi.WebClient, id: string): Promise<Whereabouts> {
  if (isPerson(id)) return person(client, id);
  if (!id.startsWith('S')) return { kind: 'found', channels: [id] };
  const { users = [] } = await client.usergroups.users.list({ usergroup: id });
  const channels: string[] = [];
  for (const user of users) {
    const one = await person(client, user);
    if (one.kind === 'found') channels.push(...one.channels);
  }
  return isNonEmpty(channels) ? { kind: 'found', channels } : { kind: 'nobody', because: 'the group is empty' };
}

/** What an inventory says is not for people of another organisation. */
async function person(client: webApi.WebClient, id: string): Promise<Whereabouts> {
  const { user } = await client.users.info({ user: id });
  if (user === undefined) return NOT_THERE;
  if (user.deleted) return { kind: 'nobody', because: 'this person has left Slack' };
  if (user.is_stranger) return { kind: 'nobody', because: 'this person belongs to another organisation' };
  return { kind: 'found', channels: [id] };
}

const NOT_THERE: Whereabouts = { kind: 'nobody', because: 'nobody in Slack goes by this' };

/** Slack's words for somebody who is not there are an answer; any other fault tells nothing. */
async function asked(ask: () => Promise<Whereabouts>): Promise<Whereabouts> {
  try {
    return await ask();
  } catch (fault) {
    const code = errorCodeOf(fault);
    if (code !== undefined && ABSENT.has(code)) return NOT_THERE;
    return { kind: 'cannot-tell', because: code === undefined ? outcomeOf(fault).because : `Slack answered ${code}.` };
  }
}

const ABSENT: ReadonlySet<string> = new Set([
  'no_such_subteam',
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);
