import type { Cursor, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { type JsonRecord, recordOf } from '../formats/json-access.ts';
import { isKevCatalogue, kevItems } from '../formats/kev-catalogue.ts';
import { type OtherCatalogue, otherCatalogue } from '../formats/other-catalogues.ts';
import { changedSince, storedSeen } from '../seen-items.ts';

/** A catalogue that lost more than this share of its entries since the last poll is taken for broken. */
const MOST_LOST = 0.2;

/**
 * A catalogue of known exploited vulnerabilities, as one JSON file. CISA's entries name products, so each is a document; they
 * carry no date of change, so each is compared with the last poll's. What ENISA and VulnCheck list are facts about flaws.
 */
export const kev: SourceAdapter = {
  kind: 'kev',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), 'application/json');
    if (fetched.kind !== 'fetched') return fetched;
    const text = charactersOf(fetched.response.body, { contentType: fetched.response.headers['content-type'] ?? '' });
    const read = parsed(text);
    if (read.kind === 'none') return refused(read.because);
    return read.kind === 'other'
      ? otherNews(read.listed, cursor, fetched.validators)
      : cisaNews(source.id, read.catalogue, cursor, fetched.validators);
  },
};

type Read =
  | { readonly kind: 'cisa'; readonly catalogue: JsonRecord }
  | { readonly kind: 'other'; readonly listed: OtherCatalogue }
  | { readonly kind: 'none'; readonly because: string };

function parsed(text: string): Read {
  if (/^\s{0,100}</.test(text))
    return { kind: 'none', because: 'An HTML page stands where the KEV catalogue (JSON) was expected.' };
  try {
    const document: unknown = JSON.parse(text);
    const catalogue = recordOf(document);
    if (isKevCatalogue(catalogue)) return { kind: 'cisa', catalogue };
    const listed = otherCatalogue(document);
    if (listed !== undefined) return { kind: 'other', listed };
    return {
      kind: 'none',
      because: 'JSON, but not the KEV catalogue: it has no list of vulnerabilities with CVE ids.',
    };
  } catch {
    return { kind: 'none', because: 'The KEV catalogue is cut off: its JSON is not valid.' };
  }
}

function cisaNews(
  sourceId: string,
  catalogue: JsonRecord,
  cursor: Cursor | undefined,
  validators: Validators,
): PollOutcome {
  const before = storedSeen(cursor?.seen);
  const { items, refused: unreadable } = kevItems(sourceId, catalogue);
  const doubt = countDoubt(catalogue) ?? doubtAbout(items.length, Object.keys(before).length);
  if (doubt !== undefined) return refused(doubt);
  const { changed, seen } = changedSince(before, items);
  if (changed.length === 0 && unreadable.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', items: changed, refused: unreadable, cursor: { validators, seen } };
}

function otherNews(listed: OtherCatalogue, cursor: Cursor | undefined, validators: Validators): PollOutcome {
  const before = typeof cursor?.rows === 'number' ? cursor.rows : 0;
  const doubt = doubtAbout(listed.rows.length, before);
  if (doubt !== undefined) return refused(doubt);
  return {
    kind: 'changed',
    items: [],
    facts: { kind: 'catalogue', ...listed },
    refused: [],
    cursor: { validators, rows: listed.rows.length },
  };
}

function countDoubt(catalogue: JsonRecord): string | undefined {
  const stated = catalogue.count;
  const rows = Array.isArray(catalogue.vulnerabilities) ? catalogue.vulnerabilities.length : 0;
  return typeof stated === 'number' && rows > 0 && stated !== rows
    ? `The KEV catalogue says that it holds ${stated} entries, but holds ${rows}.`
    : undefined;
}

/** Why the catalogue is not believed, if so. */
function doubtAbout(entries: number, before: number): string | undefined {
  if (entries === 0) return 'The KEV catalogue holds no entries; what was read before is kept.';
  if (entries < before * (1 - MOST_LOST))
    return `The KEV catalogue shrank from ${before} to ${entries} entries; what was read before is kept.`;
  return undefined;
}

function refused(because: string): PollOutcome {
  return { kind: 'refused', status: 200, because };
}
