import { matchesOf } from './matches.ts';

/** One habit of writing an address so that it cannot be clicked, and how to undo it. */
interface RefangRule {
  readonly name: string;
  /** What the habit looks like from its first rare sign on, without groups: a search goes from sign to sign. What must stand before it is asked after that sign. */
  readonly source: string;
  /** What belongs to it right before that sign, at most some letters; it ends with `$`. Where it does not match, the habit is not there. */
  readonly before?: RegExp;
  /** What stands in its place, or how to read what is written. */
  readonly live: string | ((written: string) => string);
}

/** A stretch of a text that reads otherwise than it is written. */
export interface Reading {
  /** Offsets in the text as written. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Habits that are looked for together, in one pass over the text. */
export interface RefangPass {
  /** An author did it against clicking; otherwise it is an accident of layout or encoding. */
  readonly defanging: boolean;
  find(text: string): readonly Reading[];
}

/** A pass over a text that a cheap test lets through. Of two rules that begin at the same sign the earlier has it. */
export function refangPass(
  mayApply: (text: string) => boolean,
  rules: readonly RefangRule[],
  { flags = 'gi', defanging = true }: { readonly flags?: 'g' | 'gi'; readonly defanging?: boolean } = {},
): RefangPass {
  const pattern = new RegExp(rules.map(({ source }) => `(${source})`).join('|'), flags);
  return { defanging, find: (text) => (mayApply(text) ? readings(text, pattern, rules) : []) };
}

function readings(text: string, pattern: RegExp, rules: readonly RefangRule[]): readonly Reading[] {
  const found: Reading[] = [];
  for (const match of matchesOf(text, pattern)) {
    const rule = rules[match.indexOf(match[0], 1) - 1];
    const start = rule === undefined ? undefined : startOf(text, match.index, rule);
    if (rule === undefined || start === undefined) continue;
    const end = match.index + match[0].length;
    const written = text.slice(start, end);
    const replacement = typeof rule.live === 'string' ? rule.live : rule.live(written);
    if (replacement !== written) found.push({ start, end, replacement });
  }
  return found;
}

/** Where the habit begins: at its sign, or with what belongs to it before that. */
function startOf(text: string, sign: number, { before }: RefangRule): number | undefined {
  if (before === undefined) return sign;
  const own = before.exec(text.slice(Math.max(0, sign - LONGEST_BEFORE), sign));
  return own === null ? undefined : sign - own[0].length;
}

/** Characters of the longest scheme with its brackets, and the one before it. */
const LONGEST_BEFORE = 16;
