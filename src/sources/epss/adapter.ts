import { gunzipSync } from 'node:zlib';
import { epssBlocks } from '../../domain/epss-block.ts';
import { messageOf } from '../../errors.ts';
import type { PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { readEpssFile } from '../formats/epss-file.ts';
import { shrinkDoubt } from '../shrink-guard.ts';

/** The file of 2026 has a third of a million lines, 11 MB; more than this is none of FIRST's. */
const MOST_UNPACKED_BYTES = 60_000_000;

/** FIRST's daily file of EPSS scores, plain or gzipped: facts about flaws, and no document. */
export const epss: SourceAdapter = {
  kind: 'epss',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), 'text/csv');
    if (fetched.kind !== 'fetched') return fetched;
    const text = unpacked(fetched.response.body);
    if (typeof text !== 'string') return refused(text.because);
    const file = readEpssFile(text);
    if ('because' in file) return refused(file.because);
    const before = typeof cursor?.scores === 'number' ? cursor.scores : 0;
    const counts = { before, now: file.lines.length };
    const doubt = shrinkDoubt('The file of EPSS scores', 'scores', counts, context.acceptSmaller);
    if (doubt !== undefined) return doubt;
    const { model, day, lines } = file;
    return {
      kind: 'changed',
      items: [],
      facts: {
        kind: 'epss',
        ...(model !== undefined && { model }),
        ...(day !== undefined && { day }),
        blocks: epssBlocks(lines),
      },
      refused: [],
      cursor: { validators: fetched.validators, scores: lines.length },
    };
  },
};

function unpacked(body: Uint8Array): string | { readonly because: string } {
  try {
    const bytes =
      body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: MOST_UNPACKED_BYTES }) : body;
    return new TextDecoder().decode(bytes);
  } catch (error) {
    return { because: `The file of EPSS scores cannot be unpacked, so it is cut off or broken: ${messageOf(error)}.` };
  }
}

function refused(because: string): PollOutcome {
  return { kind: 'refused', status: 200, because };
}
