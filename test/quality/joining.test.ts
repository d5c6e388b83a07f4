import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lexicon } from '../extract/lexicon.ts';
import { type LabelledStory, measureJoining } from './joining.ts';

const documents = readFileSync(new URL('./joining.cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as LabelledStory);

/** Written before they were first run; then 14 pairs were right, 3 wrong and 13 missed. */
describe('documents that tell one story', () => {
  it('are put together, and others are not, no worse than recorded', async () => {
    const { right, wrong, missed } = await measureJoining(documents, lexicon);
    process.stdout.write(`\njoining: ${JSON.stringify({ right, wrong, missed })}\n`);
    expect(wrong).toEqual([]);
    expect({ right, missed: missed.length }).toEqual({ right: 22, missed: 5 });
  });
});
