import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Case } from '../../src/domain/case.ts';
import { INDICATOR_TYPES } from '../../src/domain/indicator.ts';
import { TLP_LABELS } from '../../src/domain/tlp.ts';
import type { ExportContext } from '../../src/exports/types.ts';
import { aCase, aCaseMember, anAdvisory, anIndicator } from '../helpers/builders.ts';
import { hostileText } from '../helpers/hostile-text.ts';
import { fileOf, NOW } from './export-case.ts';
import { type StixObject, stixViolations } from './stix-rules.ts';

const OPENED = '2024-01-10T10:00:00.000Z';
const CVE = 'CVE-2024-1709';
const RELAY = anIndicator({ value: 'relay.example.com', because: 'It stands in the table.' });

function caseOf(...advisories: readonly Advisory[]): Case {
  const members = advisories.map((advisory) => aCaseMember(advisory));
  return aCase({ title: 'A gateway as the way in', openedAt: OPENED, members });
}

function objectsOf(one: Case, changes: Partial<ExportContext> = {}): readonly StixObject[] {
  return JSON.parse(fileOf(one, 'stix', changes).content).objects;
}

function ofType(type: string, objects: readonly StixObject[]): readonly StixObject[] {
  return objects.filter((object) => object.type === type);
}

describe('a case as a STIX bundle', () => {
  it('says what the sources say, who says it, and who may read it', () => {
    const advisory = anAdvisory({
      id: 'example:1',
      title: 'Attackers enter clinics',
      link: 'https://example.com/1',
      aliases: [CVE],
      tlp: 'AMBER+STRICT',
      indicators: [RELAY, anIndicator({ type: 'other', value: 'UA-0000-1' })],
    });
    const file = fileOf(caseOf(advisory), 'stix');
    expect(file).toMatchObject({ caseId: 'C-1', name: 'C-1.stix.json', tlp: 'AMBER+STRICT' });
    const marking = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003';
    const creator = 'identity--402f51f5-e6b8-5b44-bd3a-a1fd82378fba';
    const flaw = 'vulnerability--24a6922f-3691-5035-bbed-158d8079f1fe';
    const indicator = 'indicator--c7f8d224-7894-5722-afd2-b0ca6339aa69';
    const relationship = 'relationship--bdd809d0-0d8f-5a72-8c1d-f0c2f66b7ede';
    const common = {
      spec_version: '2.1',
      created_by_ref: creator,
      created: OPENED,
      modified: NOW,
      object_marking_refs: [marking],
    };
    expect(JSON.parse(file.content)).toEqual({
      type: 'bundle',
      id: 'bundle--3b6cb3b2-188e-5276-839a-57c6b02b90fc',
      objects: [
        {
          type: 'marking-definition',
          spec_version: '2.1',
          id: marking,
          created: '2022-10-01T00:00:00.000Z',
          name: 'TLP:AMBER+STRICT',
          extensions: {
            'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d': {
              extension_type: 'property-extension',
              tlp_2_0: 'amber+strict',
            },
          },
        },
        {
          type: 'identity',
          spec_version: '2.1',
          id: creator,
          created: '2024-01-01T00:00:00.000Z',
          modified: '2024-01-01T00:00:00.000Z',
          name: 'Example Clinics',
          identity_class: 'organization',
        },
        {
          ...common,
          type: 'vulnerability',
          id: flaw,
          name: CVE,
          description: CVE,
          external_references: [{ source_name: 'cve', external_id: CVE }],
        },
        {
          ...common,
          type: 'indicator',
          id: indicator,
          name: 'relay.example.com',
          description: 'It stands in the table.',
          indicator_types: ['malicious-activity'],
          pattern: "[domain-name:value = 'relay.example.com']",
          pattern_type: 'stix',
          pattern_version: '2.1',
          valid_from: '2024-01-10T09:00:00.000Z',
          revoked: false,
        },
        {
          ...common,
          type: 'relationship',
          id: relationship,
          relationship_type: 'related-to',
          source_ref: indicator,
          target_ref: flaw,
        },
        {
          ...common,
          type: 'report',
          id: 'report--6e1409bb-1e1f-5b06-bd44-94823b330114',
          name: 'A gateway as the way in',
          description: 'Named as well, but STIX has no pattern for it: other UA-0000-1.',
          report_types: ['indicator', 'vulnerability'],
          published: OPENED,
          object_refs: [flaw, indicator, relationship],
          external_references: [
            {
              source_name: 'Example Vendor',
              description: 'Attackers enter clinics',
              external_id: 'example:1',
              url: 'https://example.com/1',
            },
          ],
        },
      ],
    });
  });

  it.each([
    { tlp: 'CLEAR', id: '94868c89-83c2-464b-929b-a1a8aa3c8487' },
    { tlp: 'GREEN', id: 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb' },
    { tlp: 'AMBER', id: '55d920b0-5e8b-4f79-9ee9-91f868d9b421' },
    { tlp: 'AMBER+STRICT', id: '939a9414-2ddd-4d32-a0cd-375ea402b003' },
    { tlp: 'RED', id: 'e828b379-4e03-4974-9ac4-e53a884c97c1' },
  ] as const)('carries the marking that OASIS gave TLP:$tlp', ({ tlp, id }) => {
    const [marking] = objectsOf(caseOf(anAdvisory({ tlp }), anAdvisory({ id: 'example:clear' })));
    expect(marking).toMatchObject({ id: `marking-definition--${id}`, name: `TLP:${tlp}` });
  });

  it('tells one indicator once, as of when it was first named', () => {
    const older = anAdvisory({ id: 'a:1', publishedAt: '2024-01-02T00:00:00.000Z', indicators: [RELAY] });
    const newer = anAdvisory({ id: 'a:2', publishedAt: '2024-01-05T00:00:00.000Z', indicators: [RELAY] });
    const indicators = ofType('indicator', objectsOf(caseOf(newer, older)));
    expect(indicators).toMatchObject([{ valid_from: '2024-01-02T00:00:00.000Z' }]);
  });

  it('revokes what only withdrawn advisories name', () => {
    const withdrawn = anAdvisory({ id: 'a:1', withdrawn: true, indicators: [RELAY] });
    const standing = anAdvisory({ id: 'a:2', indicators: [RELAY] });
    expect(ofType('indicator', objectsOf(caseOf(withdrawn)))).toMatchObject([{ revoked: true }]);
    expect(ofType('indicator', objectsOf(caseOf(withdrawn, standing)))).toMatchObject([{ revoked: false }]);
  });

  it.each([
    { legitimate: 'compromised', type: 'compromised' },
    { legitimate: 'shared-service', type: 'benign' },
  ] as const)('does not call a legitimate host malicious: $legitimate', ({ legitimate, type }) => {
    const careless = anAdvisory({ id: 'a:1', indicators: [RELAY] });
    const careful = anAdvisory({ id: 'a:2', indicators: [{ ...RELAY, legitimate }] });
    expect(ofType('indicator', objectsOf(caseOf(careless, careful)))).toMatchObject([{ indicator_types: [type] }]);
  });

  it('ties nothing together in a collective advisory', () => {
    const aliases = Array.from({ length: 6 }, (_, number) => `CVE-2024-100${number}`);
    const objects = objectsOf(caseOf(anAdvisory({ aliases, indicators: [RELAY] })));
    expect(ofType('vulnerability', objects)).toHaveLength(6);
    expect(ofType('relationship', objects)).toEqual([]);
  });

  it('keeps every id when it is made again later, and calls what it holds newer', () => {
    const one = caseOf(anAdvisory({ aliases: [CVE], indicators: [RELAY] }));
    const later = objectsOf(one, { now: '2024-03-01T00:00:00.000Z' });
    expect(later.map(({ id }) => id)).toEqual(objectsOf(one).map(({ id }) => id));
    expect(later.at(-1)).toMatchObject({ created: OPENED, modified: '2024-03-01T00:00:00.000Z' });
  });

  it('shares no id with another organisation, nor with the same number in another database', () => {
    const one = caseOf(anAdvisory({ indicators: [RELAY] }));
    const ids = (objects: readonly StixObject[], from: number) => objects.slice(from).map(({ id }) => id);
    const ours = new Set(ids(objectsOf(one), 1));
    const others = ids(objectsOf(one, { organisation: 'Example Hospital' }), 1);
    const elsewhere = ids(objectsOf({ ...one, openedAt: '2024-01-11T10:00:00.000Z' }), 2);
    expect([...others, ...elsewhere].filter((id) => ours.has(id))).toEqual([]);
  });

  it('says nothing of the assets', () => {
    const { content } = fileOf(caseOf(anAdvisory()), 'stix');
    expect(content).not.toContain('gw-01');
    expect(content).not.toContain('Example Gateway');
  });

  it('keeps the rules of STIX 2.1, whatever the sources write', () => {
    const indicators = fc.array(
      fc.record({ type: fc.constantFrom(...INDICATOR_TYPES.filter((type) => type !== 'asn')), value: hostileText }),
      { maxLength: 5 },
    );
    const advisories = fc.array(
      fc
        .record({
          title: hostileText,
          publisher: hostileText,
          link: fc.oneof(hostileText, fc.webUrl()),
          aliases: fc.uniqueArray(fc.constantFrom(CVE, 'CVE-2024-1708', 'GHSA-xxxx'), { maxLength: 3 }),
          tlp: fc.constantFrom(...TLP_LABELS),
          withdrawn: fc.boolean(),
          indicators,
        })
        .map(({ publisher, indicators, ...rest }) =>
          anAdvisory({
            ...rest,
            publisher: { name: publisher, kind: 'other' },
            indicators: indicators.map((one) => anIndicator({ ...one, because: rest.title })),
          }),
        ),
      { minLength: 1, maxLength: 3 },
    );
    const instants = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') });
    fc.assert(
      fc.property(advisories, hostileText, instants, (members, title, at) => {
        const { content } = fileOf({ ...caseOf(...members), title }, 'stix', { now: at.toISOString() });
        expect(stixViolations(JSON.parse(content))).toEqual([]);
      }),
    );
  });
});
