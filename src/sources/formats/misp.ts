import { TLP_LABELS, type Tlp } from '../../domain/tlp.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from './json-access.ts';
import { valuesOf } from './misp-types.ts';
import { recordFrame } from './structured-text.ts';
import { indicatorText, type ToldIndicator } from './told-indicators.ts';
import type { Format } from './types.ts';

/**
 * An event of MISP (misp-project.org/datamodels), told as lines of words: what it is about, whom and what it names, then its
 * attributes. Those that its author does not mean for detection (`to_ids`) are set aside.
 */
export const misp: Format = {
  id: 'misp',
  async read(item) {
    const event = recordOf(parsedJson(item.guid, charactersOf(item.bytes)).Event);
    const title = textOf(event.info);
    if (title === undefined || textOf(event.uuid) === undefined) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not an event of MISP.`);
    }
    const attributes = [event, ...recordsOf(event.Object)]
      .flatMap(({ Attribute }) => recordsOf(Attribute))
      .filter(({ deleted }) => deleted !== true);
    const tags = [event, ...attributes].flatMap(({ Tag }) => recordsOf(Tag)).flatMap(({ name }) => textOf(name) ?? []);
    const told = attributes.flatMap(toldOf);
    const written = indicatorText([title, ...linesOf(attributes, tags)], told);
    const unread = attributes.filter(isUnread).length + written.unreadable;
    const publisherName = textOf(recordOf(event.Orgc).name);
    const tlp = narrowestOf(tags);
    return {
      publisherId: item.guid,
      title,
      ...recordFrame(item, readDate(textOf(event.date)), { ...written, affected: [] }),
      ...(publisherName === undefined ? {} : { publisherName }),
      facts: {
        affected: [],
        aliases: valuesOfTypes(attributes, ['vulnerability']).filter((name) => /^CVE-\d{4}-\d{4,19}$/.test(name)),
        cvss: [],
        kev: [],
        mitigations: [],
        exploited: false,
        withdrawn: false,
        ...(tlp === undefined ? {} : { tlp }),
        indicators: written.indicators,
        setAside: written.setAside,
        gaps:
          unread === 0
            ? []
            : [
                {
                  about: 'indicators',
                  because: `${unread} of its attributes for detection are of a kind that was not read.`,
                },
              ],
      },
      links: valuesOfTypes(attributes, ['link']).filter((url) => /^https?:/i.test(url) && URL.canParse(url)),
      gaps: [],
    };
  },
};

function toldOf(attribute: JsonRecord): readonly ToldIndicator[] {
  const keep = attribute.to_ids === true;
  const because = keep
    ? 'The author lists it for detection.'
    : 'The author lists it, but does not mean it for detection (to_ids is off).';
  const words = textOf(attribute.comment);
  return valuesOf(textOf(attribute.type) ?? '', textOf(attribute.value) ?? '').map((each) => ({
    ...each,
    keep,
    because,
    ...(words === undefined ? {} : { words }),
  }));
}

function isUnread(attribute: JsonRecord): boolean {
  const type = textOf(attribute.type) ?? '';
  return (
    attribute.to_ids === true && type !== 'vulnerability' && valuesOf(type, textOf(attribute.value) ?? '').length === 0
  );
}

function valuesOfTypes(attributes: readonly JsonRecord[], types: readonly string[]): readonly string[] {
  const found = attributes.filter(({ type }) => types.includes(String(type)));
  return [...new Set(found.flatMap(({ value }) => textOf(value) ?? []))];
}

/** What the event says in words: comments, then whom and what its attributes and its tags from MISP's galaxies name. */
function linesOf(attributes: readonly JsonRecord[], tags: readonly string[]): readonly string[] {
  const inGalaxies = (pattern: RegExp) => tags.flatMap((tag) => pattern.exec(tag)?.[1] ?? []);
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['Actors', [...valuesOfTypes(attributes, ['threat-actor']), ...inGalaxies(ACTOR)]],
    ['Campaigns', valuesOfTypes(attributes, ['campaign-name'])],
    ['Malware and tools', inGalaxies(MALWARE)],
    ['Techniques', inGalaxies(TECHNIQUE)],
    ['Flaws', valuesOfTypes(attributes, ['vulnerability'])],
  ];
  return [
    ...valuesOfTypes(attributes, ['comment', 'text']),
    ...lines.flatMap(([label, names]) => (names.length === 0 ? [] : [`${label}: ${[...new Set(names)].join(', ')}`])),
  ];
}

const ACTOR = /^misp-galaxy:(?:threat-actor|mitre-intrusion-set|microsoft-activity-group)="([^"]{1,100})"$/;
const MALWARE = /^misp-galaxy:(?:malpedia|mitre-malware|mitre-tool|ransomware|tool|rat)="([^"]{1,100})"$/;
const TECHNIQUE = /^misp-galaxy:mitre-attack-pattern="[^"]{0,100}\b(T\d{4}(?:\.\d{3})?)"$/;

/** The narrowest label of any tag: what is told together is shown to those who may see all of it. */
function narrowestOf(tags: readonly string[]): Tlp | undefined {
  const labels = tags.flatMap((tag) => /^tlp:([a-z+]{3,12})$/i.exec(tag)?.[1]?.toUpperCase() ?? []);
  const known = labels.map((label) => (label === 'WHITE' ? 'CLEAR' : label));
  return TLP_LABELS.findLast((label) => known.includes(label));
}
