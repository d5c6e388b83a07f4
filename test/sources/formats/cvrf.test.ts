import { describe, expect, it } from 'vitest';
import { readAs, statementsOf } from './records.ts';

const documentOf = (tree: string, vulnerability: string) => `<?xml version="1.0"?>
<cvrf:cvrfdoc xmlns:cvrf="http://www.icasi.org/CVRF/schema/cvrf/1.1" xmlns:prod="p" xmlns:vuln="v">
  <cvrf:DocumentTitle>A flaw</cvrf:DocumentTitle>
  <cvrf:DocumentTracking>
    <cvrf:Identification><cvrf:ID>EX-2099-1</cvrf:ID></cvrf:Identification>
    <cvrf:InitialReleaseDate>2024-02-19T10:00:00</cvrf:InitialReleaseDate>
  </cvrf:DocumentTracking>
  <prod:ProductTree>${tree}</prod:ProductTree>
  <vuln:Vulnerability Ordinal="1"><vuln:CVE>CVE-2099-0001</vuln:CVE>${vulnerability}</vuln:Vulnerability>
</cvrf:cvrfdoc>`;
const status = (type: string, ...ids: readonly string[]) =>
  `<vuln:Status Type="${type}">${ids.map((id) => `<vuln:ProductID>${id}</vuln:ProductID>`).join('')}</vuln:Status>`;
const statuses = (...each: readonly string[]) => `<vuln:ProductStatuses>${each.join('')}</vuln:ProductStatuses>`;
const VERSIONS = `<prod:Branch Type="Vendor" Name="Example"><prod:Branch Type="Product Name" Name="Pump">
  <prod:Branch Type="Product Version" Name="1.0"><prod:FullProductName ProductID="P1">Pump 1.0</prod:FullProductName></prod:Branch>
  <prod:Branch Type="Product Version" Name="1.1"><prod:FullProductName ProductID="P2">Pump 1.1</prod:FullProductName></prod:Branch>
</prod:Branch></prod:Branch>`;

describe('a CVRF document', () => {
  it('is read as the CSAF document that it would be', async () => {
    const scores =
      '<vuln:CVSSScoreSets><vuln:ScoreSet><vuln:BaseScore>9.8</vuln:BaseScore><vuln:Vector>CVSS:3.1/AV:N</vuln:Vector></vuln:ScoreSet></vuln:CVSSScoreSets>';
    const remedy =
      '<vuln:Remediations><vuln:Remediation Type="Workaround"><vuln:Description>Unplug it.</vuln:Description></vuln:Remediation></vuln:Remediations>';
    const advisory = await readAs(
      'cvrf',
      documentOf(VERSIONS, statuses(status('Known Affected', 'P1'), status('Fixed', 'P2')) + scores + remedy),
    );
    expect(advisory).toMatchObject({
      publisherId: 'EX-2099-1',
      title: 'A flaw',
      textKind: 'json',
      facts: {
        aliases: ['CVE-2099-0001'],
        cvss: [{ version: '3.1', score: 9.8, vector: 'CVSS:3.1/AV:N', cve: 'CVE-2099-0001' }],
        mitigations: [{ kind: 'mitigate', text: 'Unplug it.' }],
        gaps: [],
      },
    });
    expect(statementsOf(advisory)).toEqual(['Example / Pump affected: 1.0', 'Example / Pump fixed: 1.1']);
  });

  it('closes the range of a product without versions by the build that fixes it', async () => {
    const family = `<prod:Branch Type="Vendor" Name="Example"><prod:Branch Type="Product Family" Name="Ward Tools">
      <prod:FullProductName ProductID="1">Scale Studio 2099</prod:FullProductName>
      <prod:FullProductName ProductID="2">Bed Studio 2099</prod:FullProductName></prod:Branch></prod:Branch>
      <prod:FullProductName ProductID="1">Scale Studio 2099</prod:FullProductName>`;
    const remedy =
      '<vuln:Remediations><vuln:Remediation Type="Vendor Fix"><vuln:ProductID>1</vuln:ProductID><vuln:FixedBuild>17.9.3</vuln:FixedBuild></vuln:Remediation></vuln:Remediations>';
    const advisory = await readAs('cvrf', documentOf(family, statuses(status('Known Affected', '1', '2')) + remedy));
    expect(statementsOf(advisory)).toEqual([
      'Example / Scale Studio 2099 affected: before 17.9.3',
      'Example / Bed Studio 2099 affected: versions not stated',
    ]);
  });

  it('without an id is refused in words', async () => {
    await expect(readAs('cvrf', '<cvrfdoc/>')).rejects.toThrow('the-file is XML, but not a CVRF document with an id.');
  });
});

describe('a CVRF document as JSON', () => {
  const flaw = {
    CVE: 'CVE-2099-0001',
    ProductStatuses: [{ ProductID: ['1', '2'], Type: 3 }],
    Threats: [
      { Type: 0, Description: { Value: 'Remote Code Execution' }, ProductID: ['1'] },
      {
        Type: 1,
        Description: { Value: 'Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation Detected' },
      },
    ],
    CVSSScoreSets: [
      { BaseScore: 9.8, Vector: 'CVSS:3.1/AV:N', ProductID: ['1'] },
      { BaseScore: 9.8, Vector: 'CVSS:3.1/AV:N', ProductID: ['2'] },
    ],
    Remediations: [
      {
        ...{ Type: 2, Description: { Value: '5000001' }, SubType: 'Security Update', FixedBuild: '17.9.3' },
        ProductID: ['1'],
      },
      { Type: 5, Description: { Value: '5000001' }, ProductID: ['1'] },
    ],
  };
  const json = {
    DocumentTitle: { Value: 'A flaw' },
    DocumentTracking: {
      Identification: { ID: { Value: 'EX-2099-1' } },
      InitialReleaseDate: '2024-02-19T10:00:00',
      CurrentReleaseDate: '2024-02-19T10:00:00',
    },
    ProductTree: {
      Branch: [{ Type: 0, Name: 'Example' }],
      FullProductName: [
        { ProductID: '1', Value: 'Scale Studio 2099' },
        { ProductID: '2', Value: 'Bed Studio 2099' },
      ],
    },
    Vulnerability: [flaw],
  };

  it('says the same as XML: products up to their fixed build, scores, what fixes it, and that it is exploited', async () => {
    const advisory = await readAs('cvrf', json);
    expect(statementsOf(advisory)).toEqual([
      'Example / Scale Studio 2099 affected: before 17.9.3',
      'Example / Bed Studio 2099 affected: versions not stated',
    ]);
    expect(advisory).toMatchObject({
      publisherId: 'EX-2099-1',
      title: 'A flaw',
      publishedAt: '2024-02-19T10:00:00.000Z',
      facts: {
        aliases: ['CVE-2099-0001'],
        cvss: [{ version: '3.1', score: 9.8, vector: 'CVSS:3.1/AV:N', cve: 'CVE-2099-0001' }],
        mitigations: [{ kind: 'patch', text: 'KB5000001 (Security Update), build 17.9.3' }],
        exploited: true,
      },
    });
  });

  it.each([
    [0, 'affected'],
    [2, 'fixed'],
    [4, 'not-affected'],
    [7, 'under-investigation'],
    [99, 'under-investigation'],
  ])('has kinds as numbers: status %i is %s', async (Type, status) => {
    const one = { CVE: 'CVE-2099-0001', ProductStatuses: [{ ProductID: ['2'], Type }] };
    const { facts } = await readAs('cvrf', { ...json, Vulnerability: [one] });
    expect(facts?.affected.map((each) => each.status)).toEqual([status]);
  });

  it('without an id is refused in words', async () => {
    await expect(readAs('cvrf', { Vulnerability: [] })).rejects.toThrow(
      'the-file is JSON, but not a CVRF document with an id.',
    );
  });
});
