import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const PAGES = [
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'config/wardwatch.example.yaml',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Files that readers are told to write. */
const YOURS = new Set([
  'config/wardwatch.yaml',
  'config/my-sources',
  'config/my-inventory',
  'config/my-triage.yaml',
  'config/sources/vendor-example.yaml',
]);

/** Paths of the project that a page names; a path with a placeholder (`<id>`, `*`) stands for the folder before it. */
function pathsIn(page: string): string[] {
  const named = read(page).matchAll(/(?<![\w./-])(?:src|test|docs|config|workers|scripts|\.ci)\/[\w./<>*-]*[\w>*/]/g);
  const paths = [...named].map(([path]) => path.replace(/\/[^/]*[<*].*$/, '/'));
  return [...new Set(paths)].filter((path) => !YOURS.has(path));
}

describe.each(PAGES)('%s', (page) => {
  it('names only paths that are there', () => {
    expect(pathsIn(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('the example of an indicator type is the code that runs', () => {
  const [, example] = /```ts\n(.*?)```/s.exec(read('docs/adding-an-indicator.md')) ?? [];
  expect(read('src/indicators/asn.ts')).toBe(example);
});

it("the example of an order file is the scheme's own", () => {
  const [, example = ''] = /```\n(# NetScaler.*?)```/s.exec(read('docs/adding-a-version-scheme.md')) ?? [];
  const lines = example.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(0);
  expect(read('test/versions/citrix.order.txt').split('\n')).toEqual(expect.arrayContaining(lines));
});

it('every word of the glossary stands once, in order', () => {
  const words = [...read('docs/flow.md').matchAll(/^\| \*\*(\w+)\*\* \|/gm)].map(([, word]) => word);
  expect(words).toEqual([...new Set(words)].sort());
});
