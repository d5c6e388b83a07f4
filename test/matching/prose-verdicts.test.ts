import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { read } from '../extract/builders.ts';
import { anAsset } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const cases = readFileSync(new URL('./prose-verdicts.cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes(' => ') && !line.startsWith('#'))
  .map((line) => line.split(' => '));

describe('what a text says of versions', () => {
  it.each(cases)('%s', (text = '', expected = '') => {
    const advisory = read(text.replaceAll('\\n', '\n'));
    const versions = expected.split('; ').map((each) => each.split(': ')[0] ?? '');
    const said = versions.map((version) => {
      const asset = anAsset({ vendor: 'Orrin', product: 'PulseBox', version });
      const [match] = matchAdvisory(advisory, buildAssetIndex([asset], LEXICON));
      return `${version}: ${match?.verdict.kind}`;
    });
    expect(said.join('; ')).toBe(expected);
  });

  it('and leaves open is asked for in words', () => {
    const asset = anAsset({ id: 'pulse-1', vendor: 'Orrin', product: 'PulseBox', version: '3.0' });
    const advisory = read('A flaw in Orrin PulseBox 3.1 lets attackers in.');
    const [match] = matchAdvisory(advisory, buildAssetIndex([asset], LEXICON));
    expect(match?.verdict).toEqual({
      kind: 'undecided',
      because:
        'PulseBox 3.0 on pulse-1: the text names 3.1 alone, and does not say whether other versions are affected (3.1)',
      question: 'Is 3.0 on pulse-1 among the versions that are meant?',
    });
  });
});
