import type { KevEntry, Mitigation } from '../../domain/advisory.ts';
import type { Quote } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, recordOf, textOf, textsOf } from './json-access.ts';
import { documentIdOf, tidyLine } from './normalised-text.ts';
import { addressesIn } from './text.ts';
import type { Format } from './types.ts';

/** One entry of CISA's Known Exploited Vulnerabilities catalogue (known_exploited_vulnerabilities_schema.json), told as lines of words. */
export const kevEntry: Format = {
  id: 'kev-entry',
  async read(item) {
    const entry = parsed(item.guid, charactersOf(item.bytes));
    const facts = requiredFacts(item.guid, entry);
    const text = linesOf(facts, entry).join('\n');
    const documentId = documentIdOf(text);
    const quoteOf = (words: string, after = 0): Quote => {
      const start = Math.max(0, text.indexOf(words, after));
      return { documentId, start, end: start + words.length, text: words };
    };
    const published = readDate(facts.kev.dateAdded) ?? item.publishedAt;
    return {
      publisherId: facts.kev.cve,
      title: facts.title,
      ...(item.link === undefined ? {} : { link: item.link }),
      ...(published === undefined ? {} : { publishedAt: published }),
      documentId,
      text,
      textKind: 'prose',
      facts: {
        affected: [
          {
            vendor: facts.vendor,
            product: facts.product,
            status: 'affected',
            versions: 'unstated',
            cves: [facts.kev.cve],
            quote: quoteOf(facts.product, text.indexOf('\nProduct: ')),
          },
        ],
        aliases: [facts.kev.cve],
        cvss: [],
        kev: [facts.kev],
        mitigations: facts.action === undefined ? [] : [mitigationOf(facts.action, quoteOf(facts.action))],
        exploited: true,
        withdrawn: false,
        gaps: [{ about: 'versions', because: "The catalogue names no versions; the vendor's own advisory does." }],
      },
      links: addressesIn(textOf(entry.notes) ?? ''),
      gaps: [],
    };
  },
};

/** Whether a JSON object has what every entry of the catalogue has. */
export function isKevEntry(entry: JsonRecord): boolean {
  return /^CVE-\d{4}-\d{4,19}$/.test(textOf(entry.cveID) ?? '') && textOf(entry.product) !== undefined;
}

interface EntryFacts {
  readonly kev: KevEntry;
  readonly title: string;
  readonly vendor: string;
  readonly product: string;
  readonly action?: string;
}

function parsed(what: string, text: string): JsonRecord {
  try {
    return recordOf(JSON.parse(text));
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `${what} is not valid JSON; it may be cut off.`, { cause });
  }
}

function requiredFacts(what: string, entry: JsonRecord): EntryFacts {
  const [cve, vendor, product] = [tidy(entry.cveID), tidy(entry.vendorProject), tidy(entry.product)];
  const [dateAdded, dueDate] = [tidy(entry.dateAdded), tidy(entry.dueDate)];
  const missing = Object.entries({ cveID: cve, vendorProject: vendor, product, dateAdded, dueDate })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (!cve || !vendor || !product || !dateAdded || !dueDate) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', `The catalogue entry ${what} lacks ${missing.join(', ')}.`);
  }
  const action = tidy(entry.requiredAction);
  const kev: KevEntry = {
    cve,
    dateAdded,
    dueDate,
    ransomware: /^known$/i.test(tidy(entry.knownRansomwareCampaignUse) ?? ''),
    forensicTriage: /^yes$/i.test(tidy(entry.forensicTriage) ?? ''),
  };
  const name = tidy(entry.vulnerabilityName) ?? `${vendor} ${product}`;
  return { kev, title: `${cve}: ${name}`, vendor, product, ...(action === undefined ? {} : { action }) };
}

function linesOf({ kev, title, vendor, product, action }: EntryFacts, entry: JsonRecord): string[] {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Vendor', vendor],
    ['Product', product],
    ['Description', tidy(entry.shortDescription)],
    ['Required action', action],
    ['Added to the catalogue of known exploited vulnerabilities', kev.dateAdded],
    ['Due date', kev.dueDate],
    ['Known use in ransomware campaigns', tidy(entry.knownRansomwareCampaignUse)],
    ['Forensic triage', tidy(entry.forensicTriage)],
    ['Notes', tidy(entry.notes)],
    ['Weaknesses', textsOf(entry.cwes).join(', ') || undefined],
  ];
  return [title, ...lines.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`]))];
}

function mitigationOf(action: string, quote: Quote): Mitigation {
  return { kind: /\b(update|upgrade|patch)/i.test(action) ? 'patch' : 'mitigate', text: action, quote };
}

/** One line of words without white space around it (the catalogue holds names such as "SimpleHelp "). */
function tidy(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : tidyLine(text.replaceAll('\t', ' ').replace(/\r?\n/g, ' '));
}
