import { describe, expect, it } from 'vitest';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { indexLexicon } from '../../src/matching/lexicon-index.ts';
import { suppliersAgree } from '../../src/matching/supplier-names.ts';
import { anAsset } from '../helpers/builders.ts';
import { LEXICON } from './lexicon.ts';

const ONE: readonly [string, string][] = [
  ['BrightSmile Imaging Solutions, Inc.', 'Brightsmile Imaging Solutions'],
  ['Bright Smile Imaging Solutions', 'BRIGHTSMILE IMAGING SOLUTIONS LLC'],
  ['Brightsmile Imaging Solutions (BIS)', 'Brightsmile Imaging Solutions'],
  ['Brightsmile Imaging Solutions (BIS)', 'BIS'],
  ['Brightsmile Imaging', 'Brightsmile Imaging Solutions'],
  ['Harbor & Vale', 'Harbor and Vale Clinical Systems'],
  ['RxBridge', 'RxBridge Data Services'],
  ['Carevale Solution', 'Carevale Solutions'],
  ['Brightsmlie Imaging Solutions', 'Brightsmile Imaging Solutions'],
  ['Brightsmille Imaging Solutions', 'Brightsmile Imaging Solutions'],
  ['Harbor & Vale Clinical Systems', 'Harbor and Vale Clinical Systems'],
  ['Nordlicht Röntgen GmbH & Co. KG', 'Nordlicht Rontgen'],
  ['Carevale Ltd, formerly Sample Medical', 'Sample Medical Ltd'],
  ['Carevale Ltd (formerly Sample Medical)', 'Sample Medical'],
  ['Sample Medical d/b/a Carevale', 'Carevale'],
  ['Carevale Systems, a division of Example Holdings', 'Carevale'],
  ['Transaction Data Systems', 'Outcomes'],
];

const TWO: readonly [string, string][] = [
  ['TDS Telecom', 'TDS'],
  ['TDS Systems', 'TDS'],
  ['Apex', 'Apex Data Services'],
  ['Brightsmile Dental', 'Brightsmile Imaging'],
  ['Bright Smiles LLC', 'Brightsmile Imaging Solutions'],
  ['Brightsmile Dental Supplies', 'Brightsmile Imaging Solutions'],
  ['Apex Solutions', 'Apex Systems'],
  ['Carevale Networks', 'Carevale Technologies'],
  ['Outcomes Research Group', 'Outcomes'],
  ['Carevale (reseller)', 'Northfield (reseller)'],
  ['Carevale Services, a division of Example Holdings', 'Example Holdings'],
  ['Now Health', 'Health'],
  ['', 'Carevale'],
  ['n/a', 'n/a'],
];

const index = indexLexicon(LEXICON);

describe('suppliers under several names', () => {
  it.each(ONE)('%s is %s, and is found under it', (inventory, advisory) => {
    expect(suppliersAgree(inventory, advisory, index)).toBe(true);
    expect(suppliersAgree(advisory, inventory, index)).toBe(true);
    const asset = anAsset({ supplier: inventory });
    expect([...buildAssetIndex([asset], LEXICON).assetsOfSupplier(advisory)]).toEqual([asset]);
  });

  it.each(TWO)('%s is not %s', (inventory, advisory) => {
    expect([...buildAssetIndex([anAsset({ supplier: inventory })], LEXICON).assetsOfSupplier(advisory)]).toEqual([]);
  });
});
