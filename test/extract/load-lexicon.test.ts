import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/config/lexicon.ts';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lexicon-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('the shipped lexicon', () => {
  const lexicon = loadLexicon(join(import.meta.dirname, '../../config/lexicon'));

  it('has every list', () => {
    for (const list of Object.values(lexicon)) expect(list.length).toBeGreaterThan(10);
  });

  it('gives every technique its id, and none twice', () => {
    const ids = lexicon.techniques.map((each) => each.id);
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names no host twice, and none below another', () => {
    const hosts = lexicon.wellKnownHosts;
    expect(new Set(hosts).size).toBe(hosts.length);
    expect(hosts.filter((host) => hosts.some((other) => host.endsWith(`.${other}`)))).toEqual([]);
  });
});

describe('a lexicon with mistakes', () => {
  it('is refused with the problems of every file at once', () => {
    const folder = folderWith({
      'products.yaml': '- vendor: Example\n  name: PulseBox\n  kidn: product\n',
      'techniques.yaml': '- name: MSBuild\n  id: T99\n',
    });
    expect(() => loadLexicon(folder)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/kidn[\s\S]*kind[\s\S]*T1127\.001/),
      }),
    );
  });

  it('must be there', () => {
    expect(() => loadLexicon(join(tmpdir(), 'no-such-lexicon'))).toThrow(
      expect.objectContaining({ code: 'CONFIG_NOT_FOUND' }),
    );
  });

  it('may leave lists and keys out', () => {
    const folder = folderWith({ 'organisations.yaml': '- name: Example\n' });
    expect(loadLexicon(folder).organisations).toEqual([
      { name: 'Example', also: [], formerly: [], kin: [], brands: [], inInventories: [] },
    ]);
  });
});
