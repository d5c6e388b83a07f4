import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VERSION_SCHEMES, versionScheme } from '../../src/versions/registry.ts';

/** One line of an order file: the spellings of one version. */
type Line = readonly string[];

const FOLDER = new URL('.', import.meta.url);

/** `java.order.txt` and `builds.windows.order.txt`: the scheme's id is the last word before `.order`. */
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.order.txt'))
  .map((name) => ({ name, scheme: name.replace('.order.txt', '').split('.').at(-1) ?? '' }));

function linesOf(name: string): readonly Line[] {
  return readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(' = ').map((version) => version.trim()));
}

describe.each(FILES)('$name', ({ name, scheme }) => {
  const compare = (a: string, b: string) => versionScheme(scheme)?.compare(a, b);
  const lines = linesOf(name);

  it('holds each line below every later one, in both directions', () => {
    const wrong: string[] = [];
    for (const [at, line] of lines.entries()) {
      for (const later of lines.slice(at + 1)) {
        for (const a of line) {
          for (const b of later) {
            if (compare(a, b) !== -1) wrong.push(`${a} < ${b} gave ${compare(a, b)}`);
            if (compare(b, a) !== 1) wrong.push(`${b} > ${a} gave ${compare(b, a)}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('takes spellings of one version for the same', () => {
    const wrong = lines.flatMap((line) => line.filter((version) => compare(line[0] ?? '', version) !== 0));
    expect(wrong).toEqual([]);
  });
});

it('every scheme of the registry has an order file, and every order file a scheme', () => {
  const ids = VERSION_SCHEMES.map((scheme) => scheme.id).sort();
  expect([...new Set(FILES.map((file) => file.scheme))].sort()).toEqual(ids);
});
