import type { Kysely } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { RawItem } from '../ports/source.ts';
import { appendAudit } from './audit-queries.ts';
import { saveItem } from './item-queries.ts';
import type { Tables } from './tables.ts';

/** Stores a document that a person gave, with its audit entry; undefined, and no entry, where it is stored already. */
export async function saveGivenItem(
  db: Kysely<Tables>,
  sourceId: string,
  item: RawItem,
  contentHash: string,
  actor: Actor,
  at: string,
): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const id = await saveItem(trx, sourceId, item, contentHash, at, undefined);
    if (id === undefined) return undefined;
    const after = { contentHash, bytes: item.bytes.length, publisher: item.publisherName ?? null };
    await appendAudit(trx, { at, actor, action: 'advisory.save', subject: `${sourceId}:${item.guid}`, after });
    return id;
  });
}
