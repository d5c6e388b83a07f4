import type { Kysely } from 'kysely';
import type { Match } from '../domain/match.ts';
import type { Said } from '../ports/case-desk.ts';
import { readMatchesByAdvisory } from './match-queries.ts';
import type { Tables } from './tables.ts';

/** So many matches at most are kept: they are large, and a transaction may come by many cases. */
const MOST_KEPT = 50_000;

/** What advisories say of the inventory, unpacked once within a transaction that holds the decisions' lock. */
export interface MatchShelf {
  /** By advisory, each in the order of assets; without those that say nothing. */
  of(advisoryIds: readonly string[]): Promise<ReadonlyMap<string, readonly Match[]>>;
  /** Notes what they say from now on, though it is not saved yet. */
  hear(said: readonly Said[]): void;
  /** What they say is saved. */
  put(said: readonly Said[]): void;
}

export function openMatchShelf(db: Kysely<Tables>): MatchShelf {
  const heard = new Map<string, readonly Match[]>();
  const known = new Map<string, readonly Match[]>();
  let kept = 0;
  const keep = (advisoryId: string, matches: readonly Match[]) => {
    kept += matches.length - (known.get(advisoryId)?.length ?? 0);
    known.set(advisoryId, matches);
  };
  return {
    async of(advisoryIds) {
      const unknown = advisoryIds.filter((id) => !heard.has(id) && !known.has(id));
      const read = unknown.length === 0 ? new Map() : await readMatchesByAdvisory(db, unknown);
      const said = new Map(advisoryIds.map((id) => [id, heard.get(id) ?? known.get(id) ?? read.get(id) ?? []]));
      if (kept > MOST_KEPT) {
        known.clear();
        kept = 0;
      }
      for (const id of unknown) keep(id, read.get(id) ?? []);
      return said;
    },
    hear: (said) => {
      for (const { advisoryId, matches } of said) heard.set(advisoryId, matches);
    },
    put: (said) => {
      for (const { advisoryId, matches } of said) {
        heard.delete(advisoryId);
        keep(advisoryId, matches);
      }
    },
  };
}
