import type { Gap } from '../../domain/quote.ts';
import { TLP_LABELS, type Tlp } from '../../domain/tlp.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf, textsOf } from './json-access.ts';
import { readPattern } from './stix-comparisons.ts';
import { missingFrom } from './stix-items.ts';
import { recordFrame } from './structured-text.ts';
import { indicatorText, type ToldIndicator } from './told-indicators.ts';
import type { Format } from './types.ts';

/**
 * A bundle of STIX 2.1 (docs.oasis-open.org/cti/stix/v2.1) about one report or flaw, told as lines of words: its description, whom
 * and what it names, then its indicators, of which those count that were not revoked.
 */
export const stix: Format = {
  id: 'stix',
  async read(item) {
    const bundle = parsedJson(item.guid, charactersOf(item.bytes));
    const objects = recordsOf(bundle.objects);
    const main = objects.find(({ type }) => type === 'report' || type === 'vulnerability');
    const indicators = objects.filter(({ type }) => type === 'indicator');
    const head = main ?? indicators[0];
    if (bundle.type !== 'bundle' || head === undefined) {
      throw new WardwatchError(
        'NOT_AN_ADVISORY',
        `${item.guid} is JSON, but not a STIX bundle with a report, a flaw or an indicator.`,
      );
    }
    const title = textOf(main?.name) ?? titleOf(indicators.length);
    const read = indicators.map(readIndicator);
    const written = indicatorText(
      [title, ...linesOf(objects, main)],
      read.flatMap(({ told }) => told),
    );
    const made = objects.find(({ id }) => id === head.created_by_ref);
    const publisherName = textOf(made?.name);
    const tlp = narrowestOf(objects);
    const ownDate = readDate(textOf(head.published)) ?? readDate(textOf(head.created));
    return {
      publisherId: item.guid,
      title,
      ...recordFrame(item, ownDate, { ...written, affected: [] }),
      ...(publisherName === undefined ? {} : { publisherName }),
      facts: {
        affected: [],
        aliases: cvesIn(objects),
        cvss: [],
        kev: [],
        mitigations: [],
        exploited: false,
        withdrawn: main?.revoked === true,
        ...(tlp === undefined ? {} : { tlp }),
        indicators: written.indicators,
        setAside: written.setAside,
        gaps: gapsOf(objects, read.filter(({ isWhole }) => !isWhole).length + written.unreadable),
      },
      links: recordsOf(head.external_references).flatMap(({ url }) => webAddress(url)),
      gaps: [],
    };
  },
};

function titleOf(count: number): string {
  return count === 1 ? 'An indicator that no report names' : `${count} indicators that no report names`;
}

function readIndicator(indicator: JsonRecord): { readonly told: readonly ToldIndicator[]; readonly isWhole: boolean } {
  const kind = textOf(indicator.pattern_type) ?? 'stix';
  const { values, isWhole } =
    kind === 'stix' ? readPattern(textOf(indicator.pattern) ?? '') : { values: [], isWhole: false };
  const until = textOf(indicator.valid_until)?.slice(0, 10);
  const revoked = indicator.revoked === true;
  const because = revoked
    ? 'The publisher revoked it.'
    : `The publisher lists it as an indicator${until === undefined ? '' : `, valid until ${until}`}.`;
  const words = textOf(indicator.name) ?? textOf(indicator.description);
  return {
    told: values.map((each) => ({ ...each, keep: !revoked, because, ...(words === undefined ? {} : { words }) })),
    isWhole,
  };
}

/** What the objects say in words, each kind on a line of its own. */
function linesOf(objects: readonly JsonRecord[], main: JsonRecord | undefined): readonly string[] {
  const named = (...types: readonly string[]) =>
    objects
      .filter(({ type, id }) => types.includes(String(type)) && id !== main?.id)
      .flatMap(({ name }) => textOf(name) ?? []);
  const techniques = objects
    .filter(({ type }) => type === 'attack-pattern')
    .flatMap(({ external_references }) => recordsOf(external_references))
    .flatMap(({ source_name, external_id }) => (source_name === 'mitre-attack' ? (textOf(external_id) ?? []) : []));
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['Actors', named('intrusion-set', 'threat-actor')],
    ['Campaigns', named('campaign')],
    ['Malware and tools', named('malware', 'tool')],
    ['Techniques', techniques],
    ['Flaws', cvesIn(objects)],
  ];
  const description = textOf(main?.description);
  return [
    ...(description === undefined ? [] : [description]),
    ...lines.flatMap(([label, names]) => (names.length === 0 ? [] : [`${label}: ${[...new Set(names)].join(', ')}`])),
  ];
}

function cvesIn(objects: readonly JsonRecord[]): readonly string[] {
  const flaws = objects.filter(({ type }) => type === 'vulnerability');
  const names = flaws.flatMap(({ name, external_references }) => [
    name,
    ...recordsOf(external_references).map(({ external_id }) => external_id),
  ]);
  return [...new Set(names.map((name) => textOf(name) ?? '').filter((name) => /^CVE-\d{4}-\d{4,19}$/.test(name)))];
}

/** The narrowest label of any object: what is told together is shown to those who may see all of it. */
function narrowestOf(objects: readonly JsonRecord[]): Tlp | undefined {
  const own = objects.flatMap((each) => (each.type === 'marking-definition' ? labelOf(each) : []));
  const referred = objects.flatMap(({ object_marking_refs }) => textsOf(object_marking_refs));
  const labels = [...own, ...referred.flatMap((id) => MARKINGS.get(id.replace('marking-definition--', '')) ?? [])];
  return TLP_LABELS.findLast((label) => labels.includes(label));
}

function labelOf(marking: JsonRecord): Tlp[] {
  const written = textOf(recordOf(marking.definition).tlp) ?? textOf(marking.name) ?? '';
  const label = written.toUpperCase().replace('TLP:', '').replace('WHITE', 'CLEAR');
  return TLP_LABELS.filter((known) => known === label);
}

/** The markings of TLP 1 (STIX 2.1, 7.2.1.4) and of TLP 2.0, which are the same objects everywhere. */
const MARKINGS: ReadonlyMap<string, Tlp> = new Map([
  ['613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
  ['34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
  ['f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
  ['5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
  ['94868c89-83c2-464b-929b-a1a8aa3c8487', 'CLEAR'],
  ['bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'GREEN'],
  ['55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'AMBER'],
  ['939a9414-2ddd-4d32-a0cd-375ea402b003', 'AMBER+STRICT'],
  ['e828b379-4e03-4974-9ac4-e53a884c97c1', 'RED'],
]);

function gapsOf(objects: readonly JsonRecord[], unread: number): readonly Gap[] {
  const missing = missingFrom(objects).length;
  return [
    ...(unread === 0 ? [] : [gap(`${unread} of its patterns could not be read, or not wholly.`)]),
    ...(missing === 0 ? [] : [gap(`It refers to ${missing} objects that did not come with it.`)]),
  ];
}

function gap(because: string): Gap {
  return { about: 'indicators', because };
}

function webAddress(url: unknown): string[] {
  const address = textOf(url);
  return address !== undefined && /^https?:/i.test(address) && URL.canParse(address) ? [address] : [];
}
