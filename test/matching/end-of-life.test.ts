import { describe, expect, it } from 'vitest';
import type { Asset } from '../../src/domain/asset.ts';
import type { ReleaseCycle } from '../../src/domain/release-cycle.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { anAdvisory, anAffectedProduct, anAsset } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const aCycle = (cycle: string, changes: Partial<ReleaseCycle> = {}): ReleaseCycle => ({
  product: 'Example Ward Server',
  codes: ['cpe:2.3:o:example:ward_server'],
  cycle,
  label: cycle.toUpperCase().replaceAll('-', ' '),
  hasEnded: true,
  toldBy: 'lifecycles.example',
  ...changes,
});

/** A system that counts by years, with a build for each release. */
const SERVER = [
  aCycle('2022', { hasEnded: false, endsOn: '2031-10-14', latest: '10.0.20348' }),
  aCycle('2012-r2', { endsOn: '2023-10-10', extension: { until: '2026-10-13' }, latest: '6.3.9600' }),
  aCycle('2012', { endsOn: '2023-10-10', latest: '6.2.9200' }),
  aCycle('2008-r2-sp1', { endsOn: '2020-01-14' }),
  aCycle('2003-sp2', { endsOn: '2015-07-14' }),
  aCycle('2003', { endsOn: '2007-04-10' }),
];
/** A product that counts by numbers. */
const DESK = ['12', '10', '9.4', '9', '1'].map((cycle) =>
  aCycle(cycle, {
    product: 'Example Relay Desk',
    codes: ['pkg:generic/relay-desk'],
    hasEnded: Number(cycle) < 10,
    ...(cycle === '10' && { endsOn: '2024-01-11' }),
    ...(cycle === '9.4' && { endsOn: '2021-05-01', extension: {} }),
  }),
);
const CYCLES = [...SERVER, ...DESK];

/** What is added to an asset that an advisory of 10 January 2024 names. */
const said = (asset: Partial<Asset>, cycles: readonly ReleaseCycle[] = CYCLES) => {
  const own = anAsset({ vendor: 'Example', ...asset });
  const affected = [anAffectedProduct({ vendor: own.vendor ?? 'Example', product: own.product, versions: 'all' })];
  const [match] = matchAdvisory(anAdvisory({ affected }), buildAssetIndex([own], LEXICON, [], cycles));
  return match?.evidence.flatMap((one) => (one.kind === 'end-of-life' ? one.because : []));
};
const server = (product: string, version?: string) =>
  said({ product: `Ward Server${product}`, ...(version !== undefined && { version }) });
const desk = (version: string) => said({ product: 'Relay Desk', version });

describe('the end of what a maker mends is told of an asset that is matched', () => {
  it('with the day, who says so, and who still gets updates', () => {
    expect(server(' 2012 R2 Standard')).toEqual([
      'its version 2012 R2 has been without updates from its maker since 2023-10-10, except by extended support until 2026-10-13 (lifecycles.example)',
    ]);
  });

  it.each([
    ['a word of the name', server(' 2012'), '2012 has been without updates from its maker since 2023-10-10'],
    ['a word of the version', server('', '2012 R2'), '2012 R2 has been without updates'],
    ['the build in front of the version', server('', '6.3.9600.21013'), '2012 R2 has been without updates'],
    ['the version in front', desk('9.0.2'), '9 is without updates from its maker (lifecycles.example)'],
    [
      'the longer of two versions in front',
      desk('9.4p1'),
      '9.4 has been without updates from its maker since 2021-05-01',
    ],
    ['support that goes on for some', desk('v9.4.3'), '2021-05-01, except by extended support (lifecycles.example)'],
    ['the cycle that says most of what the row says', server(' 2008 R2'), '2008 R2 SP1 has been without'],
    [
      'the last of several that the row may mean',
      server(' 2003'),
      '2003 SP2 or 2003 has been without updates from its maker since 2015-07-14',
    ],
  ])('%s', (_, told, words) => {
    expect(told).toEqual([expect.stringContaining(words)]);
  });

  it('by a package address too', () => {
    expect(said({ product: 'desk-bundle', version: '9.1', purl: 'pkg:generic/relay-desk@9.1' })).toHaveLength(1);
  });
});

describe('nothing is told', () => {
  it.each([
    ['of a version that is mended', server(' 2022', '10.0.20348')],
    ['of a version that nobody knows', server('')],
    ['of another number that begins alike', desk('100.2')],
    ['where a release that is mended may be meant', said({ product: 'Relay Desk 12', version: '9.1' })],
    ['of a day that lies behind the advisory', desk('10.2')],
    ['of a number behind the version in front', desk('14.2-1')],
    ['of an architecture', said({ product: 'Relay Desk (64-bit)' })],
    ['of the same word in another product', said({ product: 'Relay Chair', version: '9.1' })],
    ['of the same product of another maker', said({ vendor: 'Relay Works', product: 'Relay Desk', version: '9.1' })],
    ['where no source tells of it', said({ product: 'Relay Desk', version: '9.1' }, [])],
  ])('%s', (_, told) => {
    expect(told).toEqual([]);
  });
});

it('a row that names the longer of two products is none of the shorter', () => {
  const suite = [aCycle('2012', { product: 'Example Ward', hasEnded: false, endsOn: '2031-01-01' })];
  expect(said({ product: 'Ward Server 2012' }, [...CYCLES, ...suite])).toHaveLength(1);
});

it('is no match of its own, and changes no verdict', () => {
  const asset = anAsset({ vendor: 'Example', product: 'Relay Desk', version: '9.1' });
  const index = buildAssetIndex([asset], LEXICON, [], CYCLES);
  expect(matchAdvisory(anAdvisory(), index)).toEqual([]);
  const outside = anAffectedProduct({ vendor: 'Example', product: 'Relay Desk' });
  const [match] = matchAdvisory(anAdvisory({ affected: [outside] }), index);
  expect(match?.verdict.kind).toBe('undecided');
});
