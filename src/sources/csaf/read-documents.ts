import type { Instant } from '../../domain/time.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { recordOf, textOf } from '../formats/json-access.ts';
import type { Authenticity } from './authenticity.ts';
import { csafOnly } from './csaf-only.ts';
import type { KnownDocument } from './documents-due.ts';
import type { ListedDocument } from './listed.ts';

/** What asking for documents gave. */
export interface Turn {
  readonly read: readonly { readonly item: RawItem; readonly changedAt?: Instant }[];
  readonly refused: readonly RefusedItem[];
  /** What to remember: a document that was refused is asked for again. */
  readonly documents: ReadonlyMap<string, KnownDocument>;
  /** The server's first refusal, for when nothing at all could be read. */
  readonly trouble?: Extract<PollOutcome, { kind: 'refused' }>;
}

/** Asks for documents, each by itself: one that is missing, broken or not authentic stops no other. A server that wants to wait ends the turn. */
export async function readDocuments(
  context: PollContext,
  due: readonly ListedDocument[],
  known: ReadonlyMap<string, KnownDocument>,
  authenticity: Authenticity,
): Promise<Turn> {
  const read: { item: RawItem; changedAt?: Instant }[] = [];
  const refused: RefusedItem[] = [];
  const documents = new Map(known);
  let trouble: Turn['trouble'];
  for (const document of due) {
    const { url, changedAt } = document;
    const validators = known.get(url)?.validators ?? {};
    const fetched = await fetchDocument(context, url, validators, 'application/json');
    if (fetched.kind === 'refused') {
      trouble ??= fetched;
      refused.push({ what: url, because: fetched.because });
      if (fetched.retryAfterMs !== undefined) break;
      continue;
    }
    if (fetched.kind === 'fetched') {
      const bytes = fetched.response.body;
      const objection = await authenticity.objection(document, bytes);
      const found =
        objection === undefined ? csafOnly(url, bytes) : { items: [], refused: [{ what: url, because: objection }] };
      refused.push(...found.refused);
      if (found.refused.length > 0) continue;
      for (const item of found.items)
        read.push({ item: { ...item, link: url }, ...(changedAt !== undefined && { changedAt }) });
      documents.set(
        url,
        changedAt === undefined ? { askedAt: context.now, validators: fetched.validators } : { changedAt },
      );
    } else documents.set(url, { askedAt: context.now, validators });
  }
  return { read, refused, documents, ...(trouble !== undefined && { trouble }) };
}

/** What a cursor that was stored as JSON remembers of documents. */
export function storedDocuments(value: unknown): ReadonlyMap<string, KnownDocument> {
  return new Map(
    Object.entries(recordOf(value)).map(([url, stored]): [string, KnownDocument] => {
      const { changedAt, askedAt, validators } = recordOf(stored);
      const [changed, asked] = [textOf(changedAt), textOf(askedAt)];
      if (changed !== undefined) return [url, { changedAt: changed }];
      return [url, { validators: storedValidators(validators), ...(asked !== undefined && { askedAt: asked }) }];
    }),
  );
}
