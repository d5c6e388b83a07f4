import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../src/config/lexicon.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import { read } from './builders.ts';

const shipped = loadLexicon(join(import.meta.dirname, '../../config/lexicon'));

const researcher = `Pharmacy vendor linked to two intrusions

Between October 28 and November 8, 2023, an unknown threat actor gained access to two organizations, a pharmaceutical firm
and a healthcare provider, through a locally hosted ScreenConnect instance.

Both endpoints ran Windows Server 2019. The instance, at rs.tdsclinical[.]com, belongs to Transaction Data Systems (now
Outcomes), a pharmacy software supplier whose Rx30 product is used in all states. The host is legitimate but was compromised.

The attackers dropped text.xml, a C# project that msbuild.exe executed (T1127.001) to load Meterpreter in memory. They
installed further ScreenConnect instances and AnyDesk for persistence.

Indicators of compromise
Domain\trs.tdsclinical[.]com\tlegitimate host of the vendor, compromised
File\ttext.xml\tpayload

Recommendations
- Examine systems and networks for the indicators above.`;

const vendor = `Statement on reports about ScreenConnect

ConnectWise has reviewed the reports. The access came through an unmanaged on-premises ScreenConnect instance that had not been
updated since 2019. The instance was operated by Transaction Data Systems. Partners should update on-premises servers.`;

const healthBody = `Sector alert on the abuse of remote access
TLP:CLEAR

Threat actors abused a locally hosted instance of the remote access tool ConnectWise ScreenConnect used by Transaction Data
Systems, a pharmacy management systems vendor present in all 50 states, to gain initial access to victim organizations.

The affected endpoints operated on Windows Server 2019.`;

const bulletin = `ConnectWise ScreenConnect 23.9.8 security fix

CVE-2024-1709 is an authentication bypass, base score 10. CVE-2024-1708 is a path traversal.

Affected versions
ScreenConnect 23.9.7 and prior

Remediation
Partners that are self-hosted need to update their servers to version 23.9.8 immediately.`;

function tell(text: string): Advisory {
  return read(text, { publisher: { name: 'Example Publisher', kind: 'researcher' } }, shipped);
}

describe('the founding story', () => {
  it.each([
    ['researcher', researcher],
    ['vendor', vendor],
    ['health body', healthBody],
  ])(
    'as the %s tells it: ScreenConnect without versions, the supplier as the way in, a campaign, no CVE',
    (_who, text) => {
      const advisory = tell(text);
      expect(advisory.kind).toBe('threat');
      expect(advisory.aliases).toEqual([]);
      expect(advisory.affected.map(({ vendor: by, product, versions }) => [by, product, versions])).toEqual([
        ['ConnectWise', 'ScreenConnect', 'unstated'],
      ]);
      expect(new Set(advisory.suppliers.map(({ name, role }) => `${name} ${role}`))).toEqual(
        new Set(['Outcomes way-in']),
      );
      expect(advisory.campaign.length).toBeGreaterThan(0);
    },
  );

  it('keeps the two indicators, and says that the host is legitimate', () => {
    expect(tell(researcher).indicators.map(({ type, value, legitimate }) => [type, value, legitimate])).toEqual([
      ['domain', 'rs.tdsclinical.com', 'compromised'],
      ['filename', 'text.xml', undefined],
    ]);
  });

  it('names the technique, the platform and the sector', () => {
    const advisory = tell(researcher);
    expect(advisory.techniques.map(({ id, name }) => [id, name])).toEqual([['T1127.001', 'MSBuild']]);
    expect(advisory.platforms.map(({ name }) => name)).toEqual(['Windows Server 2019']);
    expect(advisory.sectors.length).toBeGreaterThan(0);
  });

  it('reads the bulletin of February 2024: two CVEs, 23.9.7 and prior, fixed in 23.9.8', () => {
    const advisory = tell(bulletin);
    expect(advisory.kind).toBe('vulnerability');
    expect(advisory.aliases).toEqual(['CVE-2024-1709', 'CVE-2024-1708']);
    const [product, ...others] = advisory.affected;
    expect(others).toEqual([]);
    expect(product).toMatchObject({ vendor: 'ConnectWise', product: 'ScreenConnect', fixedVersion: '23.9.8' });
    expect(product?.versions).toMatchObject([{ intervals: [{ upper: { version: '23.9.7', inclusive: true } }] }]);
    expect(advisory.mitigations.map(({ kind }) => kind)).toEqual(['patch']);
  });

  it('quotes every claim as it stands in the document', () => {
    for (const text of [researcher, vendor, healthBody, bulletin]) {
      const { affected, suppliers, platforms, indicators, setAside, techniques, sectors, campaign, mitigations } =
        tell(text);
      const claims = [affected, suppliers, platforms, indicators, setAside, techniques, sectors, mitigations].flat();
      const quotes = [...claims.map((claim) => claim.quote), ...campaign];
      expect(quotes.length).toBeGreaterThan(0);
      for (const quote of quotes) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
    }
  });
});

describe('another story, with names that no lexicon knows', () => {
  const advisory = tell(`Billing supplier's gateway abused against clinics

In June 2025 intruders entered three clinics through a TarnBridge Gateway server operated by Fernhill Billing, a billing
service provider. The host gw[.]fernhill[.]example is legitimate but was hijacked.`);

  it('names the product, the supplier and the host', () => {
    expect(advisory.affected.map((each) => each.product)).toEqual(['TarnBridge Gateway']);
    expect(advisory.suppliers.map(({ name, role }) => [name, role])).toEqual([['Fernhill Billing', 'way-in']]);
    expect(advisory.indicators.map(({ value, legitimate }) => [value, legitimate])).toEqual([
      ['gw.fernhill.example', 'compromised'],
    ]);
  });
});
