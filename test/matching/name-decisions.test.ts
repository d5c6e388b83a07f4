import { describe, expect, it } from 'vitest';
import type { AffectedProduct } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { NameDecision } from '../../src/domain/name-decision.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { nameDecisions, nameKey, namesNoProduct } from '../../src/matching/name-decisions.ts';
import { explainSilence } from '../../src/matching/why-not.ts';
import { anAdvisory, anAffectedProduct, anAsset, aRangeBefore, DANA } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const OURS = { vendor: 'Ward Works', product: 'Ferry' };
const THEIRS = { vendor: 'Harbour Soft', product: 'Quayside' };

const decided = (changes: Partial<NameDecision> = {}): NameDecision => ({
  asset: OURS,
  advisory: THEIRS,
  verdict: 'same',
  why: 'we bought it before it was renamed',
  by: DANA,
  at: '2024-01-22T12:00:00.000Z',
  ...changes,
});

const touched = (asset: Partial<Asset>, said: Partial<AffectedProduct>, ...decisions: readonly NameDecision[]) =>
  matchAdvisory(
    anAdvisory({ affected: [anAffectedProduct({ versions: [aRangeBefore('2.0')], ...said })] }),
    buildAssetIndex([anAsset(asset)], LEXICON, decisions),
  ).map(({ verdict, evidence: [first] }) => [verdict.kind, first.kind === 'product' ? first.because : first.kind]);

describe('a decision that two names mean one product', () => {
  const because =
    'dana.fox decided on 2024-01-22 that "Ferry" and "Quayside" are the same product: we bought it before it was renamed';

  it('makes a match where no word is shared, and the version decides as ever', () => {
    expect(touched({ ...OURS, version: '1.5' }, THEIRS, decided())).toEqual([['affected', because]]);
    expect(touched({ ...OURS, version: '2.1' }, THEIRS, decided())).toEqual([['not-affected', because]]);
    expect(touched(OURS, THEIRS, decided())).toEqual([['undecided', because]]);
    expect(touched(OURS, THEIRS)).toEqual([]);
  });

  it.each<[spelling: string, asset: Partial<Asset>, said: Partial<AffectedProduct>]>([
    ['another version in the inventory’s name', { ...OURS, product: 'Ferry 4.2.1' }, THEIRS],
    ['another version in the advisory’s name', OURS, { ...THEIRS, product: 'Quayside 7.0' }],
    ['other capitals and marks', { ...OURS, vendor: 'WARD-WORKS' }, { ...THEIRS, product: 'Quay-Side' }],
  ])('holds for %s', (_, asset, said) => {
    expect(touched(asset, said, decided()).map(([kind]) => kind)).toEqual(['undecided']);
  });

  it.each<[other: string, asset: Partial<Asset>, said: Partial<AffectedProduct>]>([
    ['another product of ours', { ...OURS, product: 'Ferry Desk' }, THEIRS],
    ['another vendor’s product of that name', OURS, { ...THEIRS, vendor: 'Example Soft' }],
    ['a product whose name is longer', OURS, { ...THEIRS, product: 'Quayside Mobile' }],
  ])('says nothing of %s', (_, asset, said) => {
    expect(touched(asset, said, decided())).toEqual([]);
  });
});

describe('a decision that two names mean different products', () => {
  const not = decided({ asset: THEIRS, verdict: 'different', why: 'ours is the clock-in terminal' });

  it('takes away the match that the words would make, whatever the version', () => {
    expect(touched({ ...THEIRS, version: '1.5' }, THEIRS).map(([kind]) => kind)).toEqual(['affected']);
    expect(touched({ ...THEIRS, version: '1.5' }, THEIRS, not)).toEqual([]);
    expect(touched({ ...THEIRS, version: '1.9' }, THEIRS, not)).toEqual([]);
  });

  it('wins over the package that the inventory gives', () => {
    const cpe = 'cpe:2.3:a:harbour_soft:quayside:*:*:*:*:*:*:*:*';
    expect(touched({ ...THEIRS, cpe }, { ...THEIRS, cpe }, not)).toEqual([]);
    expect(touched({ ...OURS, cpe }, { ...THEIRS, cpe }, not).map(([kind]) => kind)).toEqual(['undecided']);
  });

  it('is said where an advisory is silent', () => {
    const advisory = anAdvisory({ affected: [anAffectedProduct(THEIRS)] });
    const index = buildAssetIndex([anAsset({ ...THEIRS, hostname: 'gate-3' })], LEXICON, [not]);
    expect(explainSilence(advisory, index)).toBe(
      'No asset is one of the products named: Harbour Soft Quayside. Near names are not taken for them: gate-3, because dana.fox decided on 2024-01-22 that "Quayside" and "Quayside" are different products: ours is the clock-in terminal.',
    );
  });
});

describe('decisions on names', () => {
  it('count in the order in which they were made: the last one holds', () => {
    const first = decided({ at: '2024-01-22T12:00:00.000Z' });
    const last = decided({ at: '2024-02-22T12:00:00.000Z', verdict: 'different' });
    for (const list of [
      [first, last],
      [last, first],
    ]) {
      expect(nameDecisions(list).about(THEIRS)?.on(OURS)).toEqual(last);
      expect(nameDecisions(list).about(THEIRS)?.same).toEqual([]);
    }
  });

  it.each([
    [{ product: 'Relay Desk 19.2.24707' }, { product: 'relay-desk' }],
    [{ vendor: 'n/a', product: 'Relay Desk' }, { product: 'RelayDesk' }],
    [
      { vendor: 'Example Ltd, a division of Parent Group', product: 'Relay Desk' },
      { vendor: 'Example Ltd', product: 'Relay Desk' },
    ],
  ])('take %j and %j for one name', (a, b) => {
    expect(nameKey(a)).toBe(nameKey(b));
  });

  it.each([
    [{ product: 'Windows Server 2019' }, { product: 'Windows Server 2022' }],
    [{ product: 'Relay Desk' }, { product: 'Relay Desk Mobile' }],
    [{ vendor: 'Example', product: 'Relay Desk' }, { product: 'Relay Desk' }],
  ])('take %j and %j for two names', (a, b) => {
    expect(nameKey(a)).not.toBe(nameKey(b));
  });

  it('cannot be made of a name that stands for no product of its own', () => {
    expect(['Multiple products', 'n/a', 'all devices', 'Relay Desk'].map(namesNoProduct)).toEqual([
      ...[true, true, true, false],
    ]);
  });
});
