import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCaseRef, writeCaseRef } from '../../src/slack/case-ref.ts';

it('comes back from Slack as it went', () => {
  const number = fc.nat({ max: 999_999_999 });
  fc.assert(
    fc.property(number, number, (id, version) => {
      const written = writeCaseRef({ caseId: `C-${id}`, version });
      expect(readCaseRef(written)).toEqual({ caseId: `C-${id}`, version });
      expect(written.length).toBeLessThan(75);
    }),
  );
});

it.each([
  undefined,
  null,
  7,
  {},
  '',
  'C-1',
  'C-1@',
  '@1',
  'C-1@-1',
  'C-1@1 ',
  'C-x@1',
  'C-1@1@2',
  `C-${'1'.repeat(10)}@1`,
])('is not read from %j', (value) => {
  expect(readCaseRef(value)).toBeUndefined();
});
