import { expect, it } from 'vitest';
import type { Advisory } from '../../src/domain/advisory.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { explainSilence } from '../../src/matching/why-not.ts';
import { anAdvisory, anAffectedProduct, anAsset, anIndicator, aRangeBefore } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const fortigate = anAsset({ id: 'fw-01', vendor: 'Fortinet', product: 'FortiOS', version: '7.4.9' });
const affected = (product: string): Advisory =>
  anAdvisory({ affected: [anAffectedProduct({ vendor: 'Fortinet', product, versions: [aRangeBefore('7.4.5')] })] });

it.each<[string, Advisory, string]>([
  [
    'every version is outside',
    affected('FortiOS'),
    'Nothing is affected: FortiOS 7.4.9 on fw-01 is not among the affected versions (before 7.4.5).',
  ],
  ['no such product', affected('FortiProxy'), 'No asset is one of the products named: Fortinet FortiProxy.'],
  ['no product named', anAdvisory(), 'The advisory names no product. Nothing in the inventory could be compared.'],
  [
    'only indicators',
    anAdvisory({ indicators: [anIndicator()] }),
    'The advisory names no product, and none of its indicators was seen on an asset. Nothing in the inventory could be compared.',
  ],
])('%s', (_name, advisory, sentence) => {
  expect(explainSilence(advisory, buildAssetIndex([fortigate], LEXICON))).toBe(sentence);
});

it('names what was near, and why it is another', () => {
  const near = anAsset({ id: 'arc-01', vendor: 'Example', product: 'Archive Workflow' });
  const advisory = anAdvisory({
    affected: [anAffectedProduct({ vendor: 'Example', product: 'Archive', versions: 'all' })],
  });
  expect(explainSilence(advisory, buildAssetIndex([near], LEXICON))).toBe(
    'No asset is one of the products named: Example Archive. Near names are not taken for them: arc-01, because ' +
      '"Archive Workflow" and "Archive" differ by "workflow", which may be another product.',
  );
});
