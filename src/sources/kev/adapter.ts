import type { PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { type JsonRecord, recordOf } from '../formats/json-access.ts';
import { isKevCatalogue, kevItems } from '../formats/kev-catalogue.ts';
import { type OtherCatalogue, otherCatalogue } from '../formats/other-catalogues.ts';
import { changedSince, storedSeen } from '../seen-items.ts';
import { shrinkDoubt } from '../shrink-guard.ts';

/**
 * A catalogue of known exploited vulnerabilities, as one JSON file. CISA's entries name products, so each is a document; they
 * carry no date of change, so each is compared with the last poll's. A token goes in by `secretEnv`. What ENISA and VulnCheck list are facts about flaws.
 */
export const kev: SourceAdapter = {
  kind: 'kev',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const { secret } = context;
    const asked = secret === undefined ? {} : { headers: { authorization: `Bearer ${secret}` } };
    const known = storedValidators(cursor?.validators);
    const fetched = await fetchDocument(context, source.url, known, 'application/json', asked);
    if (fetched.kind !== 'fetched') return fetched;
    const text = charactersOf(fetched.response.body, { contentType: fetched.response.headers['content-type'] ?? '' });
    const read = parsed(text);
    if (read.kind === 'none') return refused(read.because);
    return read.kind === 'other'
      ? otherNews(read.listed, context, fetched.validators)
      : cisaNews(read.catalogue, context, fetched.validators);
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

function cisaNews(catalogue: JsonRecord, context: PollContext, validators: Validators): PollOutcome {
  const before = storedSeen(context.cursor?.seen);
  const { items, refused: unreadable } = kevItems(context.source.id, catalogue);
  const doubt = countDoubt(catalogue) ?? doubtAbout(items.length, Object.keys(before).length, context);
  if (doubt !== undefined) return doubt;
  const { changed, seen } = changedSince(before, items);
  if (changed.length === 0 && unreadable.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', items: changed, refused: unreadable, cursor: { validators, seen } };
}

function otherNews(listed: OtherCatalogue, context: PollContext, validators: Validators): PollOutcome {
  const before = typeof context.cursor?.rows === 'number' ? context.cursor.rows : 0;
  const doubt = doubtAbout(listed.rows.length, before, context);
  if (doubt !== undefined) return doubt;
  return {
    kind: 'changed',
    items: [],
    facts: { kind: 'catalogue', ...listed },
    refused: [],
    cursor: { validators, rows: listed.rows.length },
  };
}

function countDoubt(catalogue: JsonRecord): PollOutcome | undefined {
  const stated = catalogue.count;
  const rows = Array.isArray(catalogue.vulnerabilities) ? catalogue.vulnerabilities.length : 0;
  return typeof stated === 'number' && rows > 0 && stated !== rows
    ? refused(`The KEV catalogue says that it holds ${stated} entries, but holds ${rows}.`)
    : undefined;
}

/** Why the catalogue is not believed, if so. */
function doubtAbout(now: number, before: number, { acceptSmaller }: PollContext): PollOutcome | undefined {
  if (now === 0) return refused('The KEV catalogue holds no entries; what was read before is kept.');
  return shrinkDoubt('The KEV catalogue', 'entries', { before, now }, acceptSmaller);
}

function refused(because: string): PollOutcome {
  return { kind: 'refused', status: 200, because };
}
