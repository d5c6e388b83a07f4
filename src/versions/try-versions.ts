import { isNonEmpty } from '../domain/non-empty.ts';
import { parseRangeExpression } from './expression.ts';
import { describeRange, rangeVerdict } from './range.ts';
import { versionScheme } from './registry.ts';
import { schemeFor } from './scheme-for.ts';

/** A question of `wardwatch try versions`. */
export interface VersionQuestion {
  readonly id: string;
  /** A scheme id, or a word of the asker's; an unknown one is replaced by what product and shape suggest. */
  readonly scheme: string;
  readonly range: string;
  readonly version: string;
}

/** The answer to a question, with its reason. */
export interface VersionAnswer {
  readonly id: string;
  /** Inside, outside, or `null`: cannot be told, which means "perhaps affected". */
  readonly result: boolean | null;
  readonly because: string;
}

/** Says whether a version lies in a range, and why. */
export function tryVersions(question: VersionQuestion): VersionAnswer {
  const { id, range, version } = question;
  const scheme =
    versionScheme(question.scheme.replace(/-range$/, ''))?.id ??
    schemeFor({ product: question.scheme.replace(/^vendor:/, ''), versions: [version, range] });
  const intervals = parseRangeExpression(range, scheme);
  if (intervals === 'all') return { id, result: true, because: 'the range names every version' };
  if (intervals === undefined || !isNonEmpty(intervals)) {
    return { id, result: null, because: `the range "${range}" cannot be read as versions` };
  }
  const read = { scheme, intervals, quote: { documentId: '', start: 0, end: range.length, text: range } };
  const verdict = rangeVerdict(version, read);
  if (verdict.kind === 'undecided') return { id, result: null, because: verdict.because };
  const because = `${version} is ${verdict.kind} ${describeRange(read)} (${scheme} order)`;
  return { id, result: verdict.kind === 'inside', because };
}
