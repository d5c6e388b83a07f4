import { expect, it } from 'vitest';
import { rangesOf } from '../../src/pipeline/item-ranges.ts';

it('documents are read by ranges of ids whose bounds do not depend on who asks', () => {
  expect(rangesOf([15, 16, 17, 40])).toEqual([
    { fromId: 0, toId: 15 },
    { fromId: 16, toId: 31 },
    { fromId: 32, toId: 47 },
  ]);
  expect(rangesOf([31])).toEqual([{ fromId: 16, toId: 31 }]);
  expect(rangesOf([])).toEqual([]);
});
