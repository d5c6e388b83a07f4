import type { PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { releaseCyclesIn } from '../formats/release-cycles.ts';

/** A list that lost more than this share of its cycles since the last poll is taken for broken. */
const MOST_LOST = 0.2;

/** How long makers mend what they sold, as endoflife.date lists it: facts about versions, and no document. */
export const endoflife: SourceAdapter = {
  kind: 'endoflife',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), 'application/json');
    if (fetched.kind !== 'fetched') return fetched;
    const document = parsed(charactersOf(fetched.response.body));
    const cycles = document && releaseCyclesIn(document.value, source.publisher.name);
    if (cycles === undefined) return refused(`${NO_LIST} (${source.url}).`);
    const before = typeof cursor?.cycles === 'number' ? cursor.cycles : 0;
    if (cycles.length === 0) return refused('The list of release cycles is empty; what was read before is kept.');
    if (cycles.length < before * (1 - MOST_LOST)) {
      return refused(
        `The list of release cycles shrank from ${before} to ${cycles.length}; what was read before is kept.`,
      );
    }
    return {
      kind: 'changed',
      items: [],
      facts: { kind: 'cycles', cycles },
      refused: [],
      cursor: { validators: fetched.validators, cycles: cycles.length },
    };
  },
};

const NO_LIST =
  'This is not the list of all products that endoflife.date gives at /api/v1/products/full: no product has releases';

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function refused(because: string): PollOutcome {
  return { kind: 'refused', status: 200, because };
}
