import { tryExtract } from '../../src/extract/try-extract.ts';
import { lexicon } from './shipped.ts';

/** A text with what is to be kept and what set aside, each as `type value`. `judged` are the types for which that is complete. */
export interface LabelledText {
  readonly text: string;
  readonly kept: readonly string[];
  readonly aside: readonly string[];
  /** Absent where every type is. */
  readonly judged?: readonly string[];
}

/** How often what was found is right, of one type. */
export interface Figures {
  readonly expected: number;
  readonly right: number;
  readonly wrong: number;
}

/** Reads lines of `text => kept ~ aside`. */
export function readLabelled(lines: string): readonly LabelledText[] {
  return lines
    .split('\n')
    .filter((line) => line.includes(' =>') && !line.startsWith('#'))
    .map((line) => {
      const [text = '', labels = ''] = line.split(/ =>(?: |$)/);
      const [kept = '', aside = ''] = labels.split(/ ?~ /);
      return { text: text.replaceAll('¶', '\n'), kept: valuesOf(kept), aside: valuesOf(aside) };
    });
}

function valuesOf(labels: string): readonly string[] {
  return labels.split(' | ').filter((label) => label.trim() !== '');
}

/** What extraction keeps and sets aside of a text, each as `type value`. */
export function answerTo(text: string): Pick<LabelledText, 'kept' | 'aside'> {
  const { found, setAside } = tryExtract({ id: 'case', text }, lexicon);
  return {
    kept: Object.entries(found).flatMap(([type, values]) => values.map((value) => `${type} ${value}`)),
    aside: setAside.map(({ type, value }) => `${type} ${value}`),
  };
}

/** Counts, for each type, what is right and wrong among what was kept (`kept`) or what was found at all (`found`). */
export function measure(texts: readonly LabelledText[], stage: 'kept' | 'found'): ReadonlyMap<string, Figures> {
  const counts = new Map<string, { expected: number; right: number; wrong: number }>();
  const countOf = (label: string) => {
    const type = label.slice(0, label.indexOf(' '));
    const count = counts.get(type) ?? { expected: 0, right: 0, wrong: 0 };
    counts.set(type, count);
    return count;
  };
  for (const text of texts) {
    const answer = answerTo(text.text);
    const wanted = new Set(stage === 'kept' ? text.kept : [...text.kept, ...text.aside]);
    const given = new Set(stage === 'kept' ? answer.kept : [...answer.kept, ...answer.aside]);
    for (const label of wanted) countOf(label).expected++;
    for (const label of given) {
      if (wanted.has(label)) countOf(label).right++;
      else if (text.judged?.some((type) => label.startsWith(`${type} `)) !== false) countOf(label).wrong++;
    }
  }
  return counts;
}

/** All types together. */
export function total(figures: ReadonlyMap<string, Figures>): Figures {
  return [...figures.values()].reduce((sum, each) => ({
    expected: sum.expected + each.expected,
    right: sum.right + each.right,
    wrong: sum.wrong + each.wrong,
  }));
}

/** The harmonic mean of precision and recall, in percent, with one digit. */
export function f1({ expected, right, wrong }: Figures): number {
  return Math.round((2000 * right) / (right + wrong + expected || 1)) / 10;
}

/** The figures as a table for people. */
export function tableOf(figures: ReadonlyMap<string, Figures>): string {
  const rows = [...figures].sort(([, a], [, b]) => b.expected - a.expected);
  const line = (name: string, each: Figures) =>
    `${name.padEnd(10)} ${[each.expected, each.right, each.wrong, f1(each).toFixed(1)].map((cell) => String(cell).padStart(8)).join(' ')}`;
  return [
    `${'type'.padEnd(10)} ${['expected', 'right', 'wrong', 'F1'].map((cell) => cell.padStart(8)).join(' ')}`,
    ...rows.map(([type, each]) => line(type, each)),
    line('all', total(figures)),
  ].join('\n');
}
