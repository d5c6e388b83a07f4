import type { PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { type JsonRecord, recordOf } from '../formats/json-access.ts';
import { isKevCatalogue, kevItems } from '../formats/kev-catalogue.ts';
import { changedSince, storedSeen } from '../seen-items.ts';

/** A catalogue that lost more than this share of its entries since the last poll is taken for broken. */
const MOST_LOST = 0.2;

/** CISA's catalogue of known exploited vulnerabilities, as one JSON file. Entries carry no date of change: each is compared with the last poll's. */
export const kev: SourceAdapter = {
  kind: 'kev',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), 'application/json');
    if (fetched.kind !== 'fetched') return fetched;
    const text = charactersOf(fetched.response.body, { contentType: fetched.response.headers['content-type'] ?? '' });
    const catalogue = parsed(text);
    if (typeof catalogue === 'string') return refused(catalogue);
    const before = storedSeen(cursor?.seen);
    const { items, refused: unreadable } = kevItems(source.id, catalogue);
    const doubt = doubtAbout(catalogue, items.length, Object.keys(before).length);
    if (doubt !== undefined) return refused(doubt);
    const { changed, seen } = changedSince(before, items);
    if (changed.length === 0 && unreadable.length === 0) return { kind: 'unchanged' };
    return { kind: 'changed', items: changed, refused: unreadable, cursor: { validators: fetched.validators, seen } };
  },
};

function parsed(text: string): JsonRecord | string {
  if (/^\s{0,100}</.test(text)) return 'An HTML page stands where the KEV catalogue (JSON) was expected.';
  try {
    const catalogue = recordOf(JSON.parse(text));
    return isKevCatalogue(catalogue)
      ? catalogue
      : 'JSON, but not the KEV catalogue: it has no list of vulnerabilities with CVE ids.';
  } catch {
    return 'The KEV catalogue is cut off: its JSON is not valid.';
  }
}

/** Why the catalogue is not believed, if so. */
function doubtAbout(catalogue: JsonRecord, entries: number, before: number): string | undefined {
  if (entries === 0) return 'The KEV catalogue holds no entries; what was read before is kept.';
  const stated = catalogue.count;
  const rows = Array.isArray(catalogue.vulnerabilities) ? catalogue.vulnerabilities.length : 0;
  if (typeof stated === 'number' && stated !== rows)
    return `The KEV catalogue says that it holds ${stated} entries, but holds ${rows}.`;
  if (entries < before * (1 - MOST_LOST))
    return `The KEV catalogue shrank from ${before} to ${entries} entries; what was read before is kept.`;
  return undefined;
}

function refused(because: string): PollOutcome {
  return { kind: 'refused', status: 200, because };
}
