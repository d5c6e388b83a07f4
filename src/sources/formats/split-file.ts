import { messageOf } from '../../errors.ts';
import type { FormatId, RawItem, RefusedItem } from '../../ports/source.ts';
import { charactersOf } from './characters.ts';
import { isCsaf } from './csaf.ts';
import { flawsIn, isTableOfThreats } from './csv.ts';
import { cveIdOf, isCveRecord } from './cve.ts';
import { dialectOf, readFeedFile } from './feed-entries.ts';
import { feedItems } from './feed-item.ts';
import { markupWithoutDocumentType, rootElementOf } from './feed-markup.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json-access.ts';
import { isJsonFeed } from './json-feed.ts';
import { isKevCatalogue, kevItems } from './kev-catalogue.ts';
import { isNvdRecord } from './nvd.ts';
import { isOsv } from './osv.ts';
import { stixItems } from './stix-items.ts';

/** What a file was found to hold. */
export interface SplitFile {
  readonly items: RawItem[];
  readonly refused: RefusedItem[];
}

/**
 * The documents that a file holds, recognised by its content: a CSAF, CVRF, OSV or STIX document, a MISP event, a CVE record, the entries of a KEV catalogue, a feed or an answer of the NVD, a
 * page, a PDF, Markdown or plain text. Anything else is refused with a sentence that says what it looks like and what was
 * expected. `name` stands in messages and, where the content carries no id of its own, is the guid. Never throws.
 */
export function itemsOf(name: string, bytes: Uint8Array): SplitFile {
  try {
    return bytes.byteLength === 0 ? refusal(name, 'The file is empty.') : split(name, bytes);
  } catch (error) {
    return refusal(name, messageOf(error));
  }
}

function split(name: string, bytes: Uint8Array): SplitFile {
  if (startsWith(bytes, '%PDF-')) return one(name, bytes, 'pdf');
  const packed = PACKED.find(({ signature }) => signature.every((byte, at) => bytes[at] === byte));
  if (packed !== undefined && /\.xls[xmb]?$/i.test(name)) return refusal(name, EXCEL);
  if (packed !== undefined) return refusal(name, `A ${packed.what}; unpack it and give the files inside.`);
  const text = charactersOf(bytes);
  if (looksBinary(text)) return refusal(name, `Bytes that are no text; ${EXPECTED}.`);
  if (/^\s{0,100}[[{]/.test(text) && !name.toLowerCase().endsWith('.md')) return fromJson(name, text);
  if (/^\s{0,100}</.test(text)) return fromMarkup(name, text);
  return fromPlain(name, text);
}

const EXPECTED =
  'expected a PDF, a web page, Markdown, plain text, a table of flaws or indicators (CSV), a feed (JSON Feed too), CSAF 2.x, CVRF, OSV, STIX 2.1, a MISP event, a CVE record, an answer of the NVD or a KEV catalogue';

/** What to do with a workbook of Excel, of which only tables in text are read. */
export const EXCEL =
  'An Excel workbook. Save it as CSV (UTF-8) and give that: forward it, or put it into a watched folder.';

const PACKED = [
  { signature: [0x1f, 0x8b], what: 'gzip archive' },
  { signature: [0x50, 0x4b, 0x03, 0x04], what: 'zip archive or Office document' },
  { signature: [0xd0, 0xcf, 0x11, 0xe0], what: 'document of an old Office' },
  { signature: [0x42, 0x5a, 0x68], what: 'bzip2 archive' },
  { signature: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'xz archive' },
] as const;

function fromJson(name: string, text: string): SplitFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusal(name, 'JSON that is not valid; it may be cut off.');
  }
  const document = recordOf(value);
  if (isCsaf(document)) {
    const id = textOf(recordOf(recordOf(document.document).tracking).id) ?? name;
    return { items: [{ guid: id, format: 'csaf', bytes: new TextEncoder().encode(text) }], refused: [] };
  }
  const cveId = isCveRecord(document) ? cveIdOf(document) : undefined;
  if (cveId !== undefined) {
    return { items: [{ guid: cveId, format: 'cve', bytes: new TextEncoder().encode(text) }], refused: [] };
  }
  if (isNvdRecord(document)) return one(textOf(document.id) ?? name, new TextEncoder().encode(text), 'nvd');
  if (isOsv(document)) return one(textOf(document.id) ?? name, new TextEncoder().encode(text), 'osv');
  const records = recordsOf(document.vulnerabilities).map((entry) => recordOf(entry.cve));
  if (document.format === 'NVD_CVE' || records.some(isNvdRecord)) return fromNvd(name, records);
  if (isKevCatalogue(document)) return kevItems(name, document);
  if (document.type === 'bundle') return fromStix(name, document);
  const event = textOf(recordOf(document.Event).uuid);
  if (event !== undefined) return one(event, new TextEncoder().encode(text), 'misp');
  if (isJsonFeed(document)) return fromFeed(name, text);
  return refusal(name, `JSON of no known kind${guessOf(document)} (expected ${STRUCTURED}).`);
}

const STRUCTURED =
  'CSAF 2.x, a CVE record, an answer of the NVD, OSV, STIX 2.1, a MISP event, a KEV catalogue or a JSON Feed';

/** One document a record of an answer of the NVD. */
function fromNvd(name: string, records: readonly JsonRecord[]): SplitFile {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const [index, record] of records.entries()) {
    const id = textOf(record.id);
    if (id === undefined || !isNvdRecord(record)) {
      refused.push({
        what: `${name}, record ${index + 1}`,
        because: 'The record lacks a CVE id, a description or a status.',
      });
    } else items.push({ guid: id, format: 'nvd', bytes: new TextEncoder().encode(JSON.stringify(record)) });
  }
  return { items, refused };
}

function fromStix(name: string, bundle: JsonRecord): SplitFile {
  const items = stixItems(recordsOf(bundle.objects));
  const because = 'A STIX bundle without a report, a flaw or an indicator.';
  return items.length === 0 ? refusal(name, because) : { items: [...items], refused: [] };
}

/** What other JSON looks like, for the person who put it there. */
function guessOf(document: JsonRecord): string {
  if (textOf(document.dataType)?.startsWith('CVE_RECORD') === true)
    return ', it looks like a CVE record of another version';
  if (document.document !== undefined && document.product_tree !== undefined)
    return ', it looks like CSAF without its id or version';
  if (document.bomFormat !== undefined) return ', it looks like a CycloneDX inventory';
  return '';
}

function fromMarkup(name: string, text: string): SplitFile {
  const root = rootElementOf(markupWithoutDocumentType(text)) ?? '';
  if (dialectOf(root) !== undefined) return fromFeed(name, text);
  if (/^(?:\w+:)?cvrfdoc$/.test(root)) return one(name, new TextEncoder().encode(text), 'cvrf');
  const isMarkupOfPages =
    /^(html|head|body|main|article|div|p|h[1-6]|section|table|ul|title|meta|span|a|b|i|font|center)$/i.test(root);
  if (isMarkupOfPages || /^\s{0,100}<!doctype html/i.test(text))
    return one(name, new TextEncoder().encode(text), 'html');
  if (/\.(md|markdown|txt)$/i.test(name)) return fromPlain(name, text);
  return refusal(name, `An XML document of kind <${root}>; expected RSS, RDF, Atom, CVRF or a web page.`);
}

function fromFeed(name: string, text: string): SplitFile {
  const feed = readFeedFile(text);
  if (feed.entries.length === 0) return refusal(name, 'A feed without entries.');
  return { items: feedItems(feed).items, refused: [] };
}

function fromPlain(name: string, text: string): SplitFile {
  if (/\.(csv|tsv)$/i.test(name) || looksLikeTable(text)) {
    const flaws = flawsIn(text);
    if (flaws > MOST_FLAWS_OF_A_TABLE) return refusal(name, catalogueWords(flaws));
    if (isTableOfThreats(text)) return one(name, new TextEncoder().encode(text), 'csv');
    return refusal(
      name,
      `A table of comma-separated values that names neither flaws nor indicators at its head; ${EXPECTED}. An inventory goes in by \`wardwatch assets import\`.`,
    );
  }
  if (/\.(sha\d{3}|md5|asc|sig)$/i.test(name))
    return refusal(name, 'A checksum or signature of another file, not a document.');
  if (/\.(xml|rss|atom|rdf|json)$/i.test(name))
    return refusal(name, `Plain text, where its name promises XML or JSON.`);
  return one(name, new TextEncoder().encode(text), /\.(md|markdown)$/i.test(name) ? 'markdown' : 'text');
}

/** Each flaw of a longer table is a story of its own, and its rows do not say which products are affected as a catalogue's JSON does. */
const MOST_FLAWS_OF_A_TABLE = 100;

function catalogueWords(flaws: number): string {
  return `A catalogue of ${flaws} flaws, and no alert. Catalogues are read as JSON (KEV), CSAF or CVE records; poll them as sources.`;
}

/** Three or more lines, all with the same number of commas or semicolons, at least three, and hardly a sentence among them. */
function looksLikeTable(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, 20);
  const counts = new Set(lines.map((line) => line.replace(/"[^"]{0,2000}"/g, '').split(/[,;]/).length));
  const [count = 0] = counts;
  return lines.length >= 3 && counts.size === 1 && count > 3;
}

function looksBinary(text: string): boolean {
  const head = text.slice(0, 10_000);
  const strange = [...head.matchAll(/[\u0000-\u0008\u000e-\u001a\ufffd]/g)].length;
  return strange > 10 && strange > head.length / 50;
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return (
    head.startsWith(signature) ||
    (head.includes(signature) && !/^\s{0,100}[<{[]/.test(head) && head.indexOf(signature) < 200)
  );
}

function one(name: string, bytes: Uint8Array, format: FormatId): SplitFile {
  return { items: [{ guid: name, format, bytes }], refused: [] };
}

function refusal(name: string, because: string): SplitFile {
  return { items: [], refused: [{ what: name, because }] };
}
