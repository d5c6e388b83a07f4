import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue, loadSources } from '../../src/config/sources.ts';
import { WardwatchError } from '../../src/errors.ts';

const SHIPPED = fileURLToPath(new URL('../../config/sources', import.meta.url));
const HEAD = 'publisher: { name: Example, kind: vendor }, checked: not tried';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wardwatch-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file of sources, each given as the keys of a YAML mapping. */
const write = (name: string, ...sources: readonly string[]) =>
  writeFileSync(
    path.join(folder, name),
    `sources:
${sources
  .map(
    (source) => `  - { ${source}, ${HEAD} }
`,
  )
  .join('')}`,
  );
const problemsOf = () => {
  try {
    return loadSources(folder);
  } catch (error) {
    if (!(error instanceof WardwatchError) || error.code !== 'CONFIG_INVALID') throw error;
    return error.message
      .replaceAll(`${folder}/`, '')
      .split('\n')
      .filter((line) => !/has (one|\d+) problems?:$/.test(line))
      .map((line) => line.trim().replace(/^line \d+, /, ''));
  }
};

describe('sources are loaded', () => {
  it('with defaults for what is not said', () => {
    write('a.yaml', 'id: example, kind: feed, url: https://example.com/feed.xml');
    expect(loadSources(folder)).toEqual([
      {
        id: 'example',
        kind: 'feed',
        publisher: { name: 'Example', kind: 'vendor' },
        trusted: false,
        tlp: 'CLEAR',
        everyMs: 3_600_000,
        url: 'https://example.com/feed.xml',
        internal: false,
      },
    ]);
  });

  it('from every file, by id, but for those that are switched off', () => {
    write('b.yaml', 'id: one, kind: drop, path: ./in');
    write('a.yml', 'id: two, kind: drop, path: ./in, every: 15m', 'id: three, kind: drop, path: ./in, enabled: false');
    expect(loadSources(folder).map(({ id, everyMs }) => [id, everyMs])).toEqual([
      ['one', 3_600_000],
      ['two', 900_000],
    ]);
    expect(loadCatalogue(folder).map(({ source, enabled, file }) => [source.id, enabled, file])).toEqual([
      ['one', true, 'b.yaml'],
      ['three', false, 'a.yml'],
      ['two', true, 'a.yml'],
    ]);
  });
});

describe('a mistake in a description is told with its place and its fix:', () => {
  it.each([
    ['id: x, kind: feed', ['sources[0].url: a source of kind feed needs a url']],
    [
      'id: x, kind: listing, url: https://example.com',
      ['sources[0].selectors: a source of kind listing needs selectors, at least `entry`'],
    ],
    ['id: x, kind: drop', ['sources[0].path: a source of kind drop needs the path of a folder']],
    ['id: x, kind: csaf', ['sources[0].url: a source of kind csaf needs either a url or a path']],
    [
      'id: x, kind: feed, url: ftp://example.com',
      ['sources[0].url: must be an address that starts with https:// or http://'],
    ],
    ['id: x, kind: drop, path: a, everry: 5m', ['sources[0]: unknown key "everry"; did you mean "every"?']],
    [
      'id: x, kind: drop, path: a, every: 5',
      ['sources[0].every: must be a duration with a unit, e.g. "15m" (s, m, h or d)'],
    ],
    ['id: x, kind: drop, path: a, every: 5s', ['sources[0].every: must be at least 1m: be polite']],
    ['id: Not This, kind: drop, path: a', ['sources[0].id: must be lower-case letters, digits and hyphens']],
    [
      'id: x, kind: drop, path: a, followLinks: true',
      ['sources[0].followLinks: a source of kind drop does not use followLinks'],
    ],
  ])('%s', (source, problems) => {
    write('a.yaml', source);
    expect(problemsOf()).toEqual(problems);
  });

  it('all at once, over all files', () => {
    write('a.yaml', 'id: x, kind: drop, path: a', 'id: X, kind: drop, path: a');
    write('b.yaml', 'id: y, kind: mail');
    expect(problemsOf()).toEqual([
      'sources[1].id: must be lower-case letters, digits and hyphens',
      'sources[0].kind: must be "feed" or "listing" or "kev" or "csaf" or "drop" or "epss" or "vulnrichment" or "cve" or "nvd" or "msrc" or "paloalto" or "broadcom" or "openfda" or "osv" or "taxii" or "misp-feed" or "github", not "mail"',
    ]);
  });

  it('an id that is taken already', () => {
    write('a.yaml', 'id: x, kind: drop, path: a');
    write('b.yaml', 'id: x, kind: drop, path: b');
    expect(problemsOf()).toEqual([
      'b.yaml: the id "x" is taken already, in a.yaml; give each source an id of its own.',
    ]);
  });

  it('a folder that is not there', () => {
    expect(() => loadSources(path.join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'CONFIG_NOT_FOUND' }));
  });
});

describe('the shipped catalogue', () => {
  it('loads, says of each source on what it was tried, and asks by https only', () => {
    const catalogue = loadCatalogue(SHIPPED);
    expect(catalogue.length).toBeGreaterThanOrEqual(12);
    for (const { source, checked } of catalogue) {
      expect(checked).not.toBe('');
      expect(source.url ?? 'https://').toMatch(/^https:\/\//);
    }
  });

  it('has the drop folder on, and HC3 off since hhs.gov refuses automated clients', () => {
    const enabled = new Map(loadCatalogue(SHIPPED).map((entry) => [entry.source.id, entry.enabled]));
    expect([enabled.get('drop'), enabled.get('hhs-hc3')]).toEqual([true, false]);
  });
});
