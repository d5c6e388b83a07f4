import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnedBy, ownerKey, ownerKeysOf } from '../../src/domain/owner.ts';

const DANA = { id: 'U0DANA001', names: ['dana.fox', 'Dana Fox', 'dana.fox@example.com'], groups: ['S0CLINENG'] };
const BOOK = new Map([
  ['clinical engineering', 'S0CLINENG'],
  ['dana', 'U0DANA001'],
  ['dana fox', 'U0OTHER01'],
]);

describe('an owner in the inventory means a person', () => {
  it.each([
    { owner: '@dana.fox', mine: true, why: 'by the handle' },
    { owner: 'DANA.FOX@example.com', mine: true, why: 'by the e-mail address' },
    { owner: 'U0DANA001', mine: true, why: 'by the id' },
    { owner: 'Dana', mine: true, why: 'by the book' },
    { owner: ' Clinical engineering ', mine: true, why: 'by a group of the book that they are in' },
    { owner: 'Dana Fox', mine: false, why: 'the book says who is meant, and it is somebody else' },
    { owner: 'Imaging', mine: false, why: 'it is nobody that is known' },
    { owner: undefined, mine: false, why: 'there is none' },
  ])('$owner: $mine, $why', ({ owner, mine }) => {
    expect(isOwnedBy(owner, DANA, BOOK)).toBe(mine);
  });
});

describe('the keys of a person', () => {
  it('are exactly those whose owners mean them', () => {
    const words = fc.constantFrom('Dana', '@dana', ' DANA ', 'Imaging team', 'Ärzte', 'ärzte', 'U0DANA001', 'ravi', '');
    const id = fc.constantFrom('U0DANA001', 'U0RAVI001', 'S0IMAGING', 'C0WARD001');
    const books = fc.array(fc.tuple(words.map(ownerKey), id)).map((entries) => new Map(entries));
    const people = fc.record({
      id: fc.constant('U0DANA001'),
      names: fc.array(words),
      groups: fc.constantFrom([], ['S0IMAGING']),
    });
    fc.assert(
      fc.property(words, people, books, (owner, person, book) => {
        expect(ownerKeysOf(person, book).includes(ownerKey(owner))).toBe(isOwnedBy(owner, person, book));
      }),
      { numRuns: 1_000 },
    );
  });
});
