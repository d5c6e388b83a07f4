import type { Actor } from '../../src/domain/actor.ts';
import type { Advisory, AffectedProduct, KevEntry, SupplierMention, VersionRange } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { Case, CaseAsset, CaseMember } from '../../src/domain/case.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import type { Indicator } from '../../src/domain/indicator.ts';
import type { Evidence, Match } from '../../src/domain/match.ts';
import type { Quote } from '../../src/domain/quote.ts';
import type { TriageDecision } from '../../src/domain/triage.ts';

/** Somebody in the security team. */
export const DANA: Actor = { id: 'slack:U0DANA0001', name: 'dana.fox' };

/** A quote that stands at the start of a document of its own. */
export function aQuote(text = 'Example Gateway is affected.', documentId = 'doc-1'): Quote {
  return { documentId, start: 0, end: text.length, text };
}

/** A quiet advisory of a vendor: it names nothing. Say only what the test is about. */
export function anAdvisory(changes: Partial<Advisory> = {}): Advisory {
  const id = changes.id ?? 'example:advisory-1';
  return {
    id,
    revision: 1,
    sourceId: id.slice(0, id.indexOf(':')),
    publisher: { name: 'Example Vendor', kind: 'vendor' },
    documentId: `doc-${id}`,
    title: 'An advisory',
    publishedAt: '2024-01-10T09:00:00.000Z',
    fetchedAt: '2024-01-10T10:00:00.000Z',
    kind: 'vulnerability',
    aliases: [],
    tlp: 'CLEAR',
    withdrawn: false,
    affected: [],
    suppliers: [],
    platforms: [],
    indicators: [],
    setAside: [],
    techniques: [],
    actors: [],
    sectors: [],
    campaign: [],
    exploitation: { status: 'unstated', ransomware: false, quotes: [] },
    mitigations: [],
    kev: [],
    cvss: [],
    gaps: [],
    ...changes,
  };
}

/** A product that a document calls affected, without a version unless one is given. */
export function anAffectedProduct(changes: Partial<AffectedProduct> = {}): AffectedProduct {
  return {
    vendor: 'Example Vendor',
    product: 'Example Gateway',
    status: 'affected',
    versions: 'unstated',
    cves: [],
    quote: aQuote(),
    ...changes,
  };
}

/** The versions before `fixed`. */
export function aRangeBefore(fixed: string): VersionRange {
  return {
    scheme: 'generic',
    intervals: [{ upper: { version: fixed, inclusive: false } }],
    quote: aQuote(`Versions before ${fixed} are affected.`),
  };
}

/** A supplier that a document names as the way in. */
export function aSupplierMention(changes: Partial<SupplierMention> = {}): SupplierMention {
  return {
    name: 'Example Supplier',
    writtenAs: 'Example Supplier',
    role: 'way-in',
    quote: aQuote('The attackers came in through a server of Example Supplier.'),
    ...changes,
  };
}

/** A domain that a document keeps as an indicator. */
export function anIndicator(changes: Partial<Indicator> = {}): Indicator {
  return {
    type: 'domain',
    value: 'relay.example.test',
    quote: aQuote('relay.example[.]test'),
    because: 'It stands in the table of indicators.',
    ...changes,
  };
}

/** A KEV entry without known ransomware use. */
export function aKevEntry(changes: Partial<KevEntry> = {}): KevEntry {
  return {
    cve: 'CVE-2024-1709',
    dateAdded: '2024-02-22',
    dueDate: '2024-02-29',
    ransomware: false,
    forensicTriage: false,
    ...changes,
  };
}

/** An asset of which only id and product are known. */
export function anAsset(changes: Partial<Asset> = {}): Asset {
  return { id: 'gw-01', product: 'Example Gateway', observables: [], tags: [], ...changes };
}

/** Evidence that product names agree. */
export function productEvidence(text = 'Example Gateway is affected.'): Evidence {
  return {
    kind: 'product',
    assetName: 'Example Gateway',
    advisoryName: 'Example Gateway',
    because: 'Both name Example Gateway.',
    quote: aQuote(text),
  };
}

/** Evidence that the asset's supplier is named as the way in. */
export function supplierEvidence(changes: Partial<Extract<Evidence, { kind: 'supplier' }>> = {}): Evidence {
  return {
    kind: 'supplier',
    assetSupplier: 'Example Supplier',
    namedAs: 'Example Supplier',
    role: 'way-in',
    because: 'The advisory names the supplier of this asset.',
    quote: aQuote('The attackers came in through a server of Example Supplier.'),
    ...changes,
  };
}

/** An exact match on an affected version. */
export function aMatch(changes: Partial<Match> = {}): Match {
  return {
    advisoryId: 'example:advisory-1',
    revision: 1,
    assetId: 'gw-01',
    matchers: ['product'],
    strength: 'exact',
    verdict: { kind: 'affected', because: 'version 1.0 lies before 2.0' },
    evidence: [productEvidence()],
    ...changes,
  };
}

/** A P2 decision with one reason. */
export function aTriageDecision(changes: Partial<TriageDecision> = {}): TriageDecision {
  return {
    priority: 'P2',
    reasons: [{ code: 'X2-ACTIVE-REPORTED', because: 'A trusted source reports exploitation.' }],
    assumed: [],
    forensic: false,
    verify: false,
    provisional: false,
    policyVersion: 'ward-triage/1',
    ...changes,
  };
}

/** An advisory as the member that opened a case. */
export function aCaseMember(advisory: Advisory = anAdvisory(), joinedBecause = 'It opened the case.'): CaseMember {
  return { advisory, joinedBecause };
}

/** An asset that a case touches with one exact match. */
export function aCaseAsset(changes: Partial<CaseAsset> = {}): CaseAsset {
  return { asset: anAsset(), matches: [aMatch()], triage: aTriageDecision(), ...changes };
}

/** An open case of one advisory and one asset, at P2. */
export function aCase(changes: Partial<Case> = {}): Case {
  return {
    id: 'C-1',
    title: 'An advisory',
    openedAt: '2024-01-10T10:00:00.000Z',
    members: [aCaseMember()],
    assets: [aCaseAsset()],
    triage: aTriageDecision(),
    handling: UNHANDLED,
    ...changes,
  };
}
