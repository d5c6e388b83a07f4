import type { webApi } from '@slack/bolt';
import type { OwnerBook, Person } from '../domain/owner.ts';
import type { Tlp } from '../domain/tlp.ts';

/** Who somebody is, as owners of assets and TLP ask for it. */
export interface PersonReader {
  /** Throws where Slack does not say. */
  person(userId: string): Promise<Person>;
  /** The highest TLP that somebody may read by themselves; CLEAR where Slack does not say who they are. */
  mayRead(userId: string): Promise<Tlp>;
}

/**
 * Asks Slack who people are, and remembers it for some minutes: of the members of a group an app may ask twenty times a minute,
 * and a home tab is opened often.
 */
export function personReader(client: webApi.WebClient, owners: OwnerBook): PersonReader {
  const userOf = remembered(async (user: string) => (await client.users.info({ user })).user);
  const membersOf = remembered(
    async (usergroup: string) => (await client.usergroups.users.list({ usergroup })).users ?? [],
  );
  const namedGroups = [...new Set([...owners.values()].filter((id) => id.startsWith('S')))];
  return {
    person: async (userId) => {
      const user = await userOf(userId);
      const names = [user?.name, user?.real_name, user?.profile?.display_name, user?.profile?.email];
      const groups: string[] = [];
      for (const id of namedGroups) if ((await membersOf(id)).includes(userId)) groups.push(id);
      return { id: userId, names: names.flatMap((name) => (name === undefined || name === '' ? [] : [name])), groups };
    },
    mayRead: async (userId) => {
      try {
        const user = await userOf(userId);
        if (user === undefined || user.is_stranger) return 'CLEAR';
        return user.is_restricted || user.is_ultra_restricted ? 'AMBER' : 'AMBER+STRICT';
      } catch {
        return 'CLEAR';
      }
    },
  };
}

const KEPT_MS = 5 * 60_000;

/** Asks anew after five minutes; what failed is not kept. */
function remembered<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, { readonly answer: T; readonly atMs: number }>();
  return async (id) => {
    const entry = known.get(id);
    if (entry && Date.now() - entry.atMs < KEPT_MS) return entry.answer;
    const answer = await ask(id);
    known.set(id, { answer, atMs: Date.now() });
    return answer;
  };
}
