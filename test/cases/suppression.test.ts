import { describe, expect, it } from 'vitest';
import { suppressionOf, suppressionWords } from '../../src/cases/suppression.ts';
import type { Case } from '../../src/domain/case.ts';
import type { Suppression, SuppressionScope } from '../../src/domain/suppression.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  aKevEntry,
  anAdvisory,
  anAsset,
  aTriageDecision,
  DANA,
} from '../helpers/builders.ts';

const suppression = (scope: SuppressionScope): Suppression => ({
  id: 'S-1',
  scope,
  reason: 'is taken down in May',
  expiresOn: '2024-05-31',
  by: DANA,
  at: '2024-01-10T00:00:00.000Z',
});
const viewer = anAsset({ vendor: 'Example Vendor', product: 'Example Viewer', site: 'Annex' });
const known = aCase({
  members: [aCaseMember(anAdvisory({ aliases: ['CVE-2024-1111'] }))],
  assets: [aCaseAsset({ asset: viewer })],
});
const hides = (one: Case, scope: SuppressionScope, today = '2024-02-01') =>
  suppressionOf(one, [suppression(scope)], today)?.id === 'S-1';

describe('a suppression', () => {
  it.each<[string, SuppressionScope, boolean]>([
    ['the product, in other case', { product: 'example viewer' }, true],
    ['another product', { product: 'Example Gateway' }, false],
    ['the vendor', { vendor: 'Example Vendor' }, true],
    ['the site', { site: 'Annex' }, true],
    ['the product at another site', { product: 'Example Viewer', site: 'Main' }, false],
    ['the source', { source: 'example' }, true],
    ['another source', { source: 'vendor' }, false],
    ['the flaw', { cve: 'cve-2024-1111' }, true],
    ['another flaw', { cve: 'CVE-2024-2222' }, false],
    ['nothing at all', {}, false],
  ])('of %s', (_, scope, expected) => {
    expect(hides(known, scope)).toBe(expected);
  });

  it('hides no case that touches something else too', () => {
    const both = { ...known, assets: [...known.assets, aCaseAsset({ asset: anAsset({ id: 'gw-02' }) })] };
    expect(hides(both, { product: 'Example Viewer' })).toBe(false);
    const twoFlaws = { ...known, members: [aCaseMember(anAdvisory({ aliases: ['CVE-2024-1111', 'CVE-2024-2222'] }))] };
    expect(hides(twoFlaws, { cve: 'CVE-2024-1111' })).toBe(false);
  });

  it('holds on its last day, and not after it', () => {
    expect(hides(known, { product: 'Example Viewer' }, '2024-05-31')).toBe(true);
    expect(hides(known, { product: 'Example Viewer' }, '2024-06-01')).toBe(false);
  });

  it('never hides a P1 case, nor one that CISA knows to be exploited', () => {
    expect(hides({ ...known, triage: aTriageDecision({ priority: 'P1' }) }, { product: 'Example Viewer' })).toBe(false);
    const exploited = { ...known, members: [aCaseMember(anAdvisory({ kev: [aKevEntry()] }))] };
    expect(hides(exploited, { product: 'Example Viewer' })).toBe(false);
  });

  it('says itself in a sentence', () => {
    expect(suppressionWords(suppression({ product: 'Example Viewer' }))).toBe(
      'Suppressed by S-1 until 2024-05-31 ("is taken down in May", dana.fox).',
    );
  });
});
