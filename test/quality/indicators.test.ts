import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerTo, f1, type LabelledText, measure, readLabelled, tableOf, total } from './quality.ts';

const texts = readLabelled(readFileSync(new URL('./indicators.cases.txt', import.meta.url), 'utf8'));

/** What was reached when the cases were last changed: a lower figure is a step back. */
const RECORDED = { found: 100, kept: 100 };

describe('indicators in the cases of this folder', () => {
  it.each(['found', 'kept'] as const)('are %s no worse than recorded', (stage) => {
    const figures = measure(texts, stage);
    process.stdout.write(`\nindicators ${stage}, ${texts.length} texts\n${tableOf(figures)}\n`);
    expect(f1(total(figures))).toBeGreaterThanOrEqual(RECORDED[stage]);
  });

  it('are right in every text', () => {
    const wrong = texts.filter((one) => !isRight(one)).map(({ text }) => text);
    expect(wrong).toEqual([]);
  });
});

function isRight(one: LabelledText): boolean {
  const answer = answerTo(one.text);
  return (['kept', 'aside'] as const).every((part) => [...answer[part]].sort().join() === [...one[part]].sort().join());
}

/** Files of labelled texts that stand elsewhere: JSON lines of `{text, truth}`, or of `{text, expect}` where finding alone counts. */
const elsewhere = (process.env.WARDWATCH_QUALITY_DATA ?? '').split(':').filter((path) => path !== '');

describe.runIf(elsewhere.length > 0)('indicators in texts that stand elsewhere', () => {
  it.each(elsewhere)('%s', (path) => {
    expect(existsSync(path)).toBe(true);
    const labelled = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): LabelledText => {
        const { text, truth, expect: expected } = JSON.parse(line);
        const labels = Object.entries<string[]>(truth ?? expected ?? {});
        return { text, kept: labels.flatMap(([type, values]) => values.map((value) => `${type} ${value}`)), aside: [] };
      });
    const stage = path.includes('doc') ? 'kept' : 'found';
    process.stdout.write(`\nindicators ${stage}, ${path}\n${tableOf(measure(labelled, stage))}\n`);
  });
});
