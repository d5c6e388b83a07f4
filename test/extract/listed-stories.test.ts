import { describe, expect, it } from 'vitest';
import { linkBetween } from '../../src/cases/link.ts';
import type { Advisory, AffectedProduct } from '../../src/domain/advisory.ts';
import { extract } from '../../src/extract/extract.ts';
import { listsStories } from '../../src/extract/listed-stories.ts';
import { csaf } from '../../src/sources/formats/csaf.ts';
import { lexicon } from './lexicon.ts';

const [A, B, C, D] = ['CVE-2029-1001', 'CVE-2029-1002', 'CVE-2029-1003', 'CVE-2029-1004'];
const quote = { documentId: 'd', start: 0, end: 1, text: '{' };
const affected = (product: string, ...cves: readonly (string | undefined)[]): AffectedProduct => ({
  vendor: 'Example',
  product,
  status: 'affected',
  versions: 'all',
  cves: cves.flatMap((cve) => cve ?? []),
  quote,
});
const four = [A, B, C, D].flatMap((cve) => cve ?? []);

describe('data that lists flaws', () => {
  it.each<[string, string, readonly AffectedProduct[], boolean]>([
    ['of one product is one story', 'Example Relay Desk', [affected('Relay Desk', A, B, C, D)], false],
    [
      'that share a product is one story',
      'Example Relay products',
      [affected('Relay Desk', A, B), affected('Relay Viewer', B, C), affected('Relay Hub', C, D)],
      false,
    ],
    [
      'of one product is one story whatever its title',
      'Example March 2029 updates',
      [affected('Relay Desk', ...four)],
      false,
    ],
    [
      'of several products is a list where its title says so',
      'Example March 2029 Security Updates',
      [affected('Relay Desk', A, B), affected('Lantern Viewer', C, D)],
      true,
    ],
    [
      'of two products is one story where a word of its title only looks like one of lists',
      'Trend Micro: Relay and Lantern',
      [affected('Relay Desk', A, B), affected('Lantern Viewer', C, D)],
      false,
    ],
    [
      'of two products is one story where its title does not',
      'Relay and Lantern',
      [affected('Relay Desk', A, B), affected('Lantern Viewer', C, D)],
      false,
    ],
    [
      'of many products is a list whatever its title',
      'Example security advisory',
      [
        affected('Relay Desk', A),
        affected('Lantern Viewer', B),
        affected('Harbor Gateway', C),
        affected('Pylon Agent', D),
      ],
      true,
    ],
    [
      'mostly of one product is one story',
      'Example security advisory',
      [affected('Relay Desk', A, B), affected('Lantern Viewer', C), affected('Pylon Agent', D)].concat(
        affected('Relay Desk', 'CVE-2029-1005'),
      ),
      false,
    ],
    [
      'of which it does not say what they are in is a list where its title says so',
      'HC3: March 2029 Vulnerability Bulletin',
      [],
      true,
    ],
    ['of which it does not say what they are in is one story else', 'Example security advisory', [], false],
  ])('%s', (_, title, products, expected) => {
    const cves = [...new Set([...four, ...products.flatMap((product) => product.cves)])];
    expect(listsStories(title, cves, products)).toBe(expected);
  });

  it('of two is none', () => {
    expect(listsStories('March 2029 Vulnerability Bulletin', four.slice(0, 2), [])).toBe(false);
  });
});

describe('a monthly bulletin as a CSAF document', () => {
  const document = async (
    id: string,
    title: string,
    flaws: readonly (readonly [string, string])[],
  ): Promise<Advisory> => {
    const products = [...new Set(flaws.map(([, product]) => product))];
    const body = {
      document: {
        category: 'csaf_security_advisory',
        csaf_version: '2.0',
        title,
        publisher: { category: 'coordinator', name: 'Northland CERT', namespace: 'https://cert.example' },
        tracking: {
          id,
          status: 'final',
          version: '1',
          initial_release_date: '2029-04-08T00:00:00Z',
          current_release_date: '2029-04-08T00:00:00Z',
          revision_history: [],
        },
      },
      product_tree: { full_product_names: products.map((name) => ({ product_id: name, name })) },
      vulnerabilities: flaws.map(([cve, product]) => ({ cve, product_status: { known_affected: [product] } })),
    };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const raw = await csaf.read(
      { guid: id, format: 'csaf', bytes },
      { pdfText: async () => Promise.reject(new Error('no PDF')) },
    );
    const source = {
      id: 'north',
      publisher: { name: 'Northland CERT', kind: 'government' },
      trusted: true,
      tlp: 'CLEAR',
    } as const;
    return extract(raw, { source, revision: 1, fetchedAt: '2029-04-08T00:00:00.000Z', lexicon });
  };

  it('joins none of the stories that it lists, and none of them joins it', async () => {
    const bulletin = await document('NC-2029-03', 'March 2029 Vulnerability Bulletin', [
      ['CVE-2029-1001', 'Example Relay Desk 4.2'],
      ['CVE-2029-1002', 'Acme Lantern Viewer 5.0'],
      ['CVE-2029-1003', 'Other Harbor Gateway 1.1'],
    ]);
    const story = await document('NC-2029-77', 'Example Relay Desk', [['CVE-2029-1001', 'Example Relay Desk 4.2']]);
    expect(bulletin.listsStories).toBe(true);
    expect(story.listsStories).toBeUndefined();
    expect([linkBetween(story, [bulletin]), linkBetween(bulletin, [story])]).toEqual([undefined, undefined]);
    expect(linkBetween(bulletin, [{ ...bulletin, id: 'mirror:1' }])).toBeDefined();
  });
});
