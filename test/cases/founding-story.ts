import type { Advisory } from '../../src/domain/advisory.ts';
import type { Case } from '../../src/domain/case.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import type { Match } from '../../src/domain/match.ts';
import { triageCase } from '../../src/triage/triage-case.ts';
import {
  aKevEntry,
  aMatch,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aQuote,
  aRangeBefore,
  aSupplierMention,
  productEvidence,
  supplierEvidence,
} from '../helpers/builders.ts';
import { shippedPolicy } from '../triage/policy-for-tests.ts';

const SCREENCONNECT = { vendor: 'ConnectWise', product: 'ScreenConnect' };
const BOTH_CVES = ['CVE-2024-1708', 'CVE-2024-1709'];

const outcomes = aSupplierMention({
  name: 'Outcomes',
  writtenAs: 'Transaction Data Systems',
  quote: aQuote('The attackers came in through a server of Transaction Data Systems.', 'doc-researcher'),
});

/** The supplier's own relay: legitimate, but abused. Its real name stands in public texts. */
const relay = anIndicator({ value: 'rs.tdsclinical.com', legitimate: 'compromised' });

/** November 2023: a researcher names the supplier as the way in. */
export const researcher: Advisory = anAdvisory({
  id: 'researcher:pharmacy-supplier',
  documentId: 'doc-researcher',
  publisher: { name: 'Example Research', kind: 'researcher' },
  title: 'Pharmacy software supplier was the way into two healthcare organisations',
  publishedAt: '2023-11-10T08:00:00.000Z',
  kind: 'threat',
  affected: [anAffectedProduct(SCREENCONNECT)],
  suppliers: [outcomes],
  indicators: [relay, anIndicator({ type: 'filename', value: 'text.xml' })],
  sectors: [{ name: 'health', quote: aQuote('two healthcare organisations', 'doc-researcher') }],
  campaign: [
    aQuote('Attackers entered a pharmaceutical firm and a health clinic via rs.tdsclinical.com.', 'doc-researcher'),
  ],
});

/** 14 November 2023: the vendor speaks of an unmanaged instance, and of no supplier. */
export const vendorStatement: Advisory = anAdvisory({
  id: 'vendor:statement',
  documentId: 'doc-vendor',
  publisher: { name: 'ConnectWise', kind: 'vendor' },
  title: 'Statement on a report about a pharmaceutical supplier',
  publishedAt: '2023-11-14T15:00:00.000Z',
  kind: 'threat',
  affected: [anAffectedProduct(SCREENCONNECT)],
  suppliers: [aSupplierMention({ name: 'ConnectWise', writtenAs: 'ConnectWise', role: 'named' })],
  campaign: [aQuote('The firm and the clinic were entered via an instance not updated since 2019.', 'doc-vendor')],
  mitigations: [
    {
      kind: 'patch',
      text: 'Update each on-premises server to a current version.',
      quote: aQuote('Update each on-premises server to a current version.', 'doc-vendor'),
    },
  ],
});

/** 22 January 2024: the health sector's own body warns. */
export const sectorAlert: Advisory = anAdvisory({
  id: 'hc3:sector-alert',
  documentId: 'doc-hc3',
  publisher: { name: 'HC3', kind: 'health-body' },
  title: 'ScreenConnect abuse in the health sector',
  publishedAt: '2024-01-22T14:00:00.000Z',
  kind: 'threat',
  affected: [anAffectedProduct(SCREENCONNECT)],
  suppliers: [outcomes],
  indicators: [relay],
  sectors: [{ name: 'health', quote: aQuote('the health and public health sector', 'doc-hc3') }],
  campaign: [aQuote('An unknown actor abused the instance to enter two organisations.', 'doc-hc3')],
});

/** 19 February 2024: the bulletin on the two flaws, another story about the same product. */
export const bulletin: Advisory = anAdvisory({
  id: 'vendor:bulletin',
  documentId: 'doc-bulletin',
  publisher: { name: 'ConnectWise', kind: 'vendor' },
  title: 'ScreenConnect 23.9.8 security fix',
  publishedAt: '2024-02-19T18:00:00.000Z',
  aliases: BOTH_CVES,
  affected: [
    anAffectedProduct({
      ...SCREENCONNECT,
      versions: [aRangeBefore('23.9.8')],
      fixedVersion: '23.9.8',
      cves: BOTH_CVES,
    }),
  ],
  suppliers: [aSupplierMention({ name: 'ConnectWise', writtenAs: 'ConnectWise', role: 'named' })],
  cvss: [
    { version: '3.1', score: 10, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', cve: 'CVE-2024-1709' },
    { version: '3.1', score: 8.4, vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:R/S:C/C:H/I:H/A:H', cve: 'CVE-2024-1708' },
  ],
});

/** 22 February 2024: CISA lists one of the two flaws, with known ransomware use. KEV names no versions. */
export const kevEntry: Advisory = anAdvisory({
  id: 'kev:CVE-2024-1709',
  documentId: 'doc-kev',
  publisher: { name: 'CISA', kind: 'government' },
  title: 'ConnectWise ScreenConnect Authentication Bypass Vulnerability',
  publishedAt: '2024-02-22T00:00:00.000Z',
  aliases: ['CVE-2024-1709'],
  affected: [anAffectedProduct({ ...SCREENCONNECT, cves: ['CVE-2024-1709'] })],
  exploitation: { status: 'active', ransomware: true, quotes: [] },
  kev: [aKevEntry({ ransomware: true })],
});

/** The server that nobody looked after. */
export const remoteServer = anAsset({
  id: 'LP-001',
  hostname: 'hq-remote-01',
  vendor: 'ConnectWise, LLC',
  product: 'ConnectWise Control',
  version: '19.2.24707',
  lastUpdatedAt: '2019-06-01',
  managed: false,
  exposure: 'open',
  supplier: 'Transaction Data Systems',
  owner: 'Pharmacy IT',
  site: 'Headquarters',
});

/** A newer server, patched to the fix. */
export const patchedServer = anAsset({
  id: 'LP-002',
  hostname: 'lab-remote-01',
  vendor: 'ConnectWise',
  product: 'ScreenConnect',
  version: '23.9.8',
  exposure: 'open',
});

/** How the remote server matches an advisory of the story. */
export function matchOf(advisory: Advisory, changes: Partial<Match> = {}): Match {
  const namesSupplier = advisory.suppliers.some((mention) => mention.role === 'way-in');
  const ranged = advisory.affected.some((product) => typeof product.versions !== 'string');
  return aMatch({
    advisoryId: advisory.id,
    assetId: remoteServer.id,
    strength: ranged ? 'exact' : 'version-unknown',
    verdict: ranged
      ? { kind: 'affected', because: 'version 19.2.24707 lies before 23.9.8' }
      : {
          kind: 'undecided',
          because: 'the advisory names no version',
          question: 'Which version runs on hq-remote-01?',
        },
    evidence: [
      {
        ...productEvidence(),
        kind: 'product',
        advisoryName: 'ScreenConnect',
        assetName: 'ConnectWise Control',
        because: 'ConnectWise Control is a former name of ScreenConnect',
        quote: aQuote('ScreenConnect is affected.', advisory.documentId),
      },
      ...(namesSupplier
        ? [
            supplierEvidence({
              assetSupplier: 'Transaction Data Systems',
              namedAs: 'Transaction Data Systems',
              quote: outcomes.quote,
            }),
          ]
        : []),
    ],
    ...changes,
  });
}

/** The patched server's match: outside where a range is named, undecided where none is. */
export function patchedMatchOf(advisory: Advisory): Match {
  const ranged = advisory.affected.some((product) => typeof product.versions !== 'string');
  return matchOf(advisory, {
    assetId: patchedServer.id,
    verdict: ranged
      ? { kind: 'not-affected', because: '23.9.8 holds the fix' }
      : { kind: 'undecided', because: 'the advisory names no version' },
    evidence: [productEvidence()],
  });
}

/** The case of these advisories for the remote server, triaged on the day of its first advisory. */
export function storyCase(id: string, ...advisories: readonly [Advisory, ...Advisory[]]): Case {
  const [first] = advisories;
  const openedAt = first.publishedAt ?? first.fetchedAt;
  const touched = [{ asset: remoteServer, matches: advisories.map((one) => matchOf(one)) }];
  return {
    id,
    title: first.title,
    openedAt,
    members: advisories.map((advisory) => ({ advisory, joinedBecause: 'for the story' })),
    ...triageCase(advisories, touched, openedAt, shippedPolicy),
    handling: UNHANDLED,
  };
}
