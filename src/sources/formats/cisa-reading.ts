import type { FlawReading, KevRow } from '../../domain/flaw-facts.ts';
import type { CisaReading } from '../../ports/source.ts';
import { cveIdOf, isCveRecord, scoresOf } from './cve.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json-access.ts';

/**
 * What CISA added to a CVE record (github.com/cisagov/vulnrichment): its reading by SSVC, whether its catalogue lists the flaw,
 * and a score. Undefined where the document is no CVE record; a record to which CISA added nothing gives an empty reading.
 */
export function cisaReading(document: JsonRecord): CisaReading | undefined {
  const cve = cveIdOf(document);
  if (cve === undefined || !isCveRecord(document)) return undefined;
  const added = recordsOf(recordOf(document.containers).adp).filter(isCisas);
  const others = added.flatMap((container) => recordsOf(container.metrics)).map((metric) => recordOf(metric.other));
  const ssvc = others.filter((other) => textOf(other.type) === 'ssvc').map((other) => recordOf(other.content));
  const kev = others.find((other) => textOf(other.type) === 'kev');
  return {
    cve,
    ...newest(ssvc),
    cvss: added.flatMap((container) => scoresOf(container, cve, 'ADP')),
    ...(kev && { listed: rowOf(cve, recordOf(kev.content)) }),
  };
}

function isCisas(container: JsonRecord): boolean {
  const { orgId } = recordOf(container.providerMetadata);
  return orgId === CISA_ADP || /^CISA ADP/i.test(textOf(container.title) ?? '');
}

/** CISA's id as an authorised data publisher. */
const CISA_ADP = '134c704f-9b21-4f2e-91b3-4a467353bcc0';

function newest(readings: readonly JsonRecord[]): Omit<FlawReading, 'cvss'> {
  const dated = readings.map((reading) => ({ reading, at: readDate(textOf(reading.timestamp)) }));
  const [last] = dated.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
  if (last === undefined) return {};
  const options = Object.assign({}, ...recordsOf(last.reading.options)) as JsonRecord;
  const exploitation = word(options.Exploitation, {
    none: 'none',
    poc: 'public poc',
    'public poc': 'public poc',
    active: 'active',
  });
  const automatable = word(options.Automatable, { yes: 'yes', no: 'no' });
  const technicalImpact = word(options['Technical Impact'], { total: 'total', partial: 'partial' });
  return {
    ...(exploitation && { exploitation }),
    ...(automatable && { automatable }),
    ...(technicalImpact && { technicalImpact }),
    ...(last.at !== undefined && { at: last.at }),
  };
}

/** CISA spells its values in two ways ("none" and "None", "poc" and "PoC"). */
function word<const Word extends string>(value: unknown, words: Readonly<Record<string, Word>>): Word | undefined {
  const folded = textOf(value)?.toLowerCase();
  return folded !== undefined && Object.hasOwn(words, folded) ? words[folded] : undefined;
}

function rowOf(cve: string, { dateAdded }: JsonRecord): KevRow {
  const day = readDate(textOf(dateAdded))?.slice(0, 10);
  return {
    catalogue: 'CISA',
    cve,
    ...(day !== undefined && { dateAdded: day }),
    ransomware: false,
    forensicTriage: false,
  };
}
