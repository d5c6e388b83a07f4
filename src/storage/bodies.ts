import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Advisory } from '../domain/advisory.ts';
import type { Tables } from './tables.ts';

/** A revision of an advisory; what it says never changes. */
interface RevisionRef {
  readonly advisory_id: string;
  readonly revision: number;
  /** The transaction that wrote it (`xmin`): where a database was emptied, the same revision may say something else. */
  readonly written_in: string;
}

/** What revisions say. Those that were asked for last are kept, since the cases of one time are looked at again and again. */
export interface Bodies {
  read(db: Kysely<Tables>, refs: readonly RevisionRef[]): Promise<(ref: RevisionRef) => Advisory | undefined>;
}

/** So many are kept, the members of the cases of some months, and always all that were asked for together last. */
const MOST_KEPT = 1_000;

/** Keeps nothing yet. */
export function createBodies(): Bodies {
  const kept = new Map<string, Advisory>();
  return {
    read: async (db, refs) => {
      const found = new Map<string, Advisory>();
      for (const ref of refs) {
        const body = kept.get(keyOf(ref));
        if (body !== undefined) found.set(keyOf(ref), body);
      }
      const missing = refs.filter((ref) => !found.has(keyOf(ref)));
      for (const [key, body] of await readBodies(db, missing)) found.set(key, body);
      for (const [key, body] of found) {
        kept.delete(key);
        kept.set(key, body);
      }
      const tooMany = kept.size - Math.max(MOST_KEPT, found.size);
      for (const key of [...kept.keys()].slice(0, Math.max(0, tooMany))) kept.delete(key);
      return (ref) => found.get(keyOf(ref));
    },
  };
}

async function readBodies(db: Kysely<Tables>, refs: readonly RevisionRef[]): Promise<Map<string, Advisory>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<RevisionRef & { body: Advisory }>`
    select r.advisory_id, r.revision, r.xmin::text as written_in, r.body from wardwatch.revisions r
    join unnest(${refs.map((ref) => ref.advisory_id)}::text[], ${refs.map((ref) => ref.revision)}::int[])
      as asked(advisory_id, revision) on asked.advisory_id = r.advisory_id and asked.revision = r.revision`.execute(db);
  return new Map(rows.map((row) => [keyOf(row), row.body]));
}

function keyOf({ advisory_id, revision, written_in }: RevisionRef): string {
  return `${advisory_id}\n${revision}\n${written_in}`;
}
