import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberWords } from '../../src/domain/number-words.ts';
import type { ImportPreview } from '../../src/ports/import-office.ts';
import { importOffer } from '../../src/slack/blocks/import-messages.ts';
import { importPreviewMessage } from '../../src/slack/blocks/import-preview.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import { hostileText } from '../helpers/hostile-text.ts';

const count = fc.nat({ max: 1_000_000 });
const lines = fc.array(fc.record({ id: hostileText, words: hostileText }), { maxLength: 5 });

const hostilePreview: fc.Arbitrary<ImportPreview> = fc.record(
  {
    id: fc.nat({ max: 999_999_999 }),
    blocked: hostileText,
    fileName: hostileText,
    sync: fc.boolean(),
    counts: fc.record({ added: count, changed: count, removed: count, unchanged: count }),
    inventory: count,
    added: lines,
    changed: lines,
    removed: lines,
    refused: fc.record({ count, first: fc.array(fc.record({ line: count, because: hostileText }), { maxLength: 5 }) }),
    notes: fc.record({ count, first: fc.array(fc.record({ because: hostileText }), { maxLength: 5 }) }),
    report: fc.record({ name: hostileText, title: hostileText, content: hostileText }),
    until: fc.constant('2024-02-23T10:42:00.000Z'),
  },
  {
    requiredKeys: [
      'fileName',
      'sync',
      'counts',
      'inventory',
      'added',
      'changed',
      'removed',
      'refused',
      'notes',
      'until',
    ],
  },
);

describe('whatever a file says', () => {
  it('the preview and the offer pass every limit, and nothing in them can mention, forge a link or hide', () => {
    fc.assert(
      fc.property(hostilePreview, fc.boolean(), (preview, meanwhile) => {
        for (const message of [importPreviewMessage(preview, meanwhile), importOffer(preview.fileName, 'F0EXAMPLE1')]) {
          expect(validateMessage(message)).toEqual([]);
          const everyString = JSON.stringify(message);
          expect(everyString).not.toMatch(/<[!@#]|<https?:/);
          expect(everyString).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\\u00[01]/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a number in words', () => {
  const numbers: readonly (readonly [count: number, words: string])[] = [
    [0, 'zero'],
    [8, 'eight'],
    [20, 'twenty'],
    [42, 'forty-two'],
    [100, 'one hundred'],
    [214, 'two hundred and fourteen'],
    [1_000, 'one thousand'],
    [20_015, 'twenty thousand and fifteen'],
    [99_999, 'ninety-nine thousand nine hundred and ninety-nine'],
    [1_000_000, '1000000'],
  ];
  it.each(numbers)('%d is %s', (count, words) => {
    expect(numberWords(count)).toBe(words);
  });
});
