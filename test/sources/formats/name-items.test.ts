import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawItem } from '../../../src/ports/source.ts';
import { type KnownNames, nameItems, storedNames } from '../../../src/sources/formats/name-items.ts';

const item = (guid: string, title: string, link: string, words = ''): RawItem => ({
  guid,
  title,
  link: `https://example.com/${link}`,
  format: 'html',
  bytes: new TextEncoder().encode(words),
});

/** The names that documents get at one poll after another, by title. */
function namesAfter(...polls: readonly (readonly RawItem[])[]): Readonly<Record<string, string>> {
  let known: KnownNames = {};
  let named: Readonly<Record<string, string>> = {};
  for (const offered of polls) {
    const { items, names } = nameItems(offered, known);
    known = storedNames(JSON.parse(JSON.stringify(names)), {});
    named = Object.fromEntries(items.map(({ title = '', guid }) => [title, guid]));
  }
  return named;
}

describe('a document of a feed', () => {
  it('is called by its guid', () => {
    expect(namesAfter([item('7', 'A', 'a')])).toEqual({ A: '7' });
  });

  it('keeps its name when its link changes', () => {
    expect(namesAfter([item('7', 'A', 'a')], [item('7', 'A', 'moved')])).toEqual({ A: '7' });
  });

  it('keeps its name when its title changes', () => {
    expect(namesAfter([item('7', 'A', 'a')], [item('7', 'Update: A', 'a')])).toEqual({ 'Update: A': '7' });
  });

  it('keeps its name when its guid changes at every poll', () => {
    expect(namesAfter([item('1', 'A', 'a')], [item('2', 'A', 'a')], [item('3', 'A', 'a')])).toEqual({ A: '1' });
  });

  it('keeps its name while the feed does not offer it', () => {
    expect(namesAfter([item('1', 'A', 'a')], [item('9', 'B', 'b')], [item('3', 'A', 'a')])).toEqual({ A: '1' });
  });

  it('is told apart from another of the same guid, in whichever order they stand', () => {
    const [a, b] = [item('7', 'A', 'a'), item('7', 'B', 'b')];
    const both = { A: '7', B: expect.stringMatching(/^7#[0-9a-f]{16}$/) };
    expect(namesAfter([a, b])).toEqual(both);
    expect(namesAfter([a, b], [b, a])).toEqual(both);
    expect(namesAfter([a], [b, a])).toEqual(both);
    expect(namesAfter([a, b], [b])).toEqual({ B: both.B });
  });

  it('is another where its guid comes with another link and another title', () => {
    expect(namesAfter([item('7', 'A', 'a')], [item('7', 'B', 'b')])).toEqual({ B: expect.stringMatching(/^7#/) });
  });

  it('is told apart from another of the same link and title that has a guid of its own', () => {
    const { items } = nameItems([item('1', 'Notice', 'notices', 'A'), item('2', 'Notice', 'notices', 'B')]);
    expect(items.map(({ guid }) => guid)).toEqual(['1', '2']);
  });

  it('is told apart by the date in its address where titles repeat', () => {
    const daily = (day: string) => item(`https://example.com/${day}/adds-one`, 'Adds one', `${day}/adds-one`);
    const { items } = nameItems([daily('2024/01/22'), daily('2024/01/23')]);
    expect(new Set(items.map(({ guid }) => guid)).size).toBe(2);
  });

  it('is known again by what an older version remembered', () => {
    const known = storedNames(undefined, { 7: 'hash', '7#0123456789abcdef': 'hash' });
    const { items } = nameItems([item('7', 'A', 'a'), item('7', 'B', 'b')], known);
    expect(items.map(({ guid }) => guid)).toEqual(['7', '7#0123456789abcdef']);
  });

  it('has a name that no other has, the same whatever the order', () => {
    const some = fc.constantFrom('1', '2', '3');
    const offered = fc.uniqueArray(fc.tuple(some, some, some), { selector: String, maxLength: 9 });
    fc.assert(
      fc.property(offered, fc.infiniteStream(fc.nat()), (all, chances) => {
        const items = all.map(([guid, title, link]) => item(guid, title, link));
        const first = nameItems(items);
        const shuffled = items
          .map((one) => ({ one, chance: chances.next().value ?? 0 }))
          .sort((a, b) => a.chance - b.chance)
          .map(({ one }) => one);
        const then = nameItems(shuffled, first.names);
        const sorted = (named: readonly RawItem[]) => named.map((one) => JSON.stringify(one)).sort();
        expect(new Set(first.items.map(({ guid }) => guid)).size).toBe(items.length);
        expect(sorted(then.items)).toEqual(sorted(first.items));
      }),
    );
  });
});
