import { describe, expect, it } from 'vitest';
import { triageCase } from '../../src/triage/triage-case.ts';
import {
  bulletin,
  kevEntry,
  matchOf,
  patchedMatchOf,
  patchedServer,
  remoteServer,
  researcher,
  vendorStatement,
} from '../cases/founding-story.ts';
import {
  aMatch,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  aQuote,
  productEvidence,
  supplierEvidence,
} from '../helpers/builders.ts';
import { shippedPolicy as policy } from './policy-for-tests.ts';

const remote = { asset: remoteServer, matches: [matchOf(researcher), matchOf(vendorStatement)] };

describe('triageCase', () => {
  it('makes the founding incident P1 though no CVE is known', () => {
    const { triage } = triageCase([researcher, vendorStatement], [remote], '2023-11-10', policy);
    expect(triage).toMatchObject({ priority: 'P1', due: '2023-11-13', verify: true });
    expect(triage.reasons.map((reason) => reason.code)).toEqual([
      'T1-ACTIVE-HEALTH-TARGETED-MATCHED',
      'E5-STALE-OR-UNMANAGED',
      'V1-VERIFY-MATCH',
    ]);
    expect(triage.reasons[1]?.because).toBe(
      'Raised to P1: attacks are under way, and your asset is unmanaged, not updated since 2019, internet-facing.',
    );
  });

  it('judges each CVE with its own facts and takes the most urgent', () => {
    const touched = [{ asset: remoteServer, matches: [matchOf(bulletin)] }];
    const { triage } = triageCase([bulletin], touched, '2024-02-19', policy);
    expect(triage.priority).toBe('P1');
    expect(triage.reasons.map((reason) => reason.code)).toContain('S2-BOD-26-04=3 days');
    expect(triage.ssvc).toMatchObject({ exploitation: 'none', exposure: 'open', automatable: 'yes' });
  });

  it('asks for forensic triage when the KEV entry arrives', () => {
    const touched = [{ asset: remoteServer, matches: [matchOf(bulletin), matchOf(kevEntry)] }];
    const { triage } = triageCase([bulletin, kevEntry], touched, '2024-02-19', policy);
    expect(triage).toMatchObject({ priority: 'P1', forensic: true, due: '2024-02-22' });
  });

  it('stays silent about a patched asset, also when KEV names no version', () => {
    const touched = [{ asset: patchedServer, matches: [patchedMatchOf(bulletin), patchedMatchOf(kevEntry)] }];
    const { triage } = triageCase([bulletin, kevEntry], touched, '2024-02-19', policy);
    expect(triage.reasons.map((reason) => reason.code)).toEqual(['G1-VEX-NOT_AFFECTED']);
  });

  it('does not let one advisory clear an asset of a CVE that only another one names', () => {
    const other = anAdvisory({ id: 'b:2', aliases: ['CVE-2024-9999'], affected: [anAffectedProduct()] });
    const touched = [{ asset: patchedServer, matches: [patchedMatchOf(bulletin), patchedMatchOf(other)] }];
    expect(triageCase([bulletin, other], touched, '2024-02-19', policy).triage.priority).not.toBe('INFO');
  });

  it('keeps an asset P1 whose supplier is the way in, though its version is not affected', () => {
    const cleared = matchOf(researcher, {
      strength: 'exact',
      verdict: { kind: 'not-affected', because: 'it runs a later version' },
      evidence: [productEvidence(), supplierEvidence()],
    });
    const { triage } = triageCase([researcher], [{ asset: patchedServer, matches: [cleared] }], '2023-11-10', policy);
    expect(triage.reasons.map((reason) => reason.code)).toContain('E6-SUPPLIER-COMPROMISED');
    expect(triage.priority).toBe('P1');
  });

  it('treats an indicator seen on an asset as an incident, also where the flaw does not concern it', () => {
    const seen = aMatch({
      advisoryId: bulletin.id,
      verdict: { kind: 'not-affected', because: 'it is patched' },
      evidence: [{ kind: 'indicator-seen', type: 'domain', value: 'relay.example.test', quote: aQuote() }],
    });
    const { triage } = triageCase([bulletin], [{ asset: anAsset(), matches: [seen] }], '2024-02-19', policy);
    expect(triage.reasons[0]?.code).toBe('T0-IOC-SEEN-LOCALLY');
  });

  it('is INFO when nothing matches, whatever the advisory tells', () => {
    const { triage, assets } = triageCase([researcher], [], '2023-11-10', policy);
    expect([triage.priority, triage.reasons[0]?.code, assets]).toEqual(['INFO', 'G2-NO-ASSET-MATCH', []]);
  });

  it('is INFO when every advisory was withdrawn, and goes on when one stands', () => {
    const gone = { ...researcher, withdrawn: true };
    expect(triageCase([gone], [remote], '2023-11-10', policy).triage.reasons[0]?.code).toBe('G0-WITHDRAWN');
    expect(triageCase([gone, vendorStatement], [remote], '2023-11-10', policy).triage.priority).not.toBe('INFO');
  });

  it('takes the word of a report without a CVE for every flaw of its case', () => {
    const report = anAdvisory({ id: 'r:1', exploitation: { status: 'active', ransomware: false, quotes: [] } });
    const touched = [{ asset: remoteServer, matches: [matchOf(bulletin)] }];
    const { triage } = triageCase([bulletin, report], touched, '2024-02-19', policy);
    expect(triage.ssvc).toMatchObject({ exploitation: 'active' });
  });

  it('does not take the word of a report on another CVE', () => {
    const report = anAdvisory({
      id: 'r:1',
      aliases: ['CVE-2024-9999'],
      exploitation: { status: 'active', ransomware: false, quotes: [] },
      cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L', cve: 'CVE-2024-9999' }],
    });
    const touched = [{ asset: remoteServer, matches: [matchOf(bulletin)] }];
    const { triage } = triageCase([bulletin, report], touched, '2024-02-19', policy);
    expect(triage.ssvc).toMatchObject({ exploitation: 'none', automatable: 'yes' });
  });

  it('lists the most urgent asset first', () => {
    const inside = {
      asset: anAsset({ id: 'A-0', exposure: 'small' as const }),
      matches: [aMatch({ advisoryId: vendorStatement.id })],
    };
    const { assets } = triageCase([researcher, vendorStatement], [inside, remote], '2023-11-10', policy);
    expect(assets.map((one) => one.asset.id)).toEqual(['LP-001', 'A-0']);
  });
});
