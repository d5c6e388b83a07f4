import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, parsedJson, textOf } from './json-access.ts';
import { recordFrame, structuredText } from './structured-text.ts';
import type { Format } from './types.ts';

/**
 * A recall of a device as openFDA tells it (open.fda.gov/apis/device/recall and …/enforcement), told as lines of words: the firm
 * is the vendor, and the product is what its description begins with. Lots and serial numbers are no versions.
 */
export const fdaRecall: Format = {
  id: 'fda-recall',
  async read(item) {
    const recall = parsedJson(item.guid, charactersOf(item.bytes));
    const id = recallIdOf(recall);
    const [vendor, description] = [oneLine(recall.recalling_firm), oneLine(recall.product_description)];
    if (id === undefined || vendor === undefined || description === undefined) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not a recall of openFDA.`);
    }
    const product = productIn(description);
    const title = `FDA recall ${id}: ${vendor} ${product}`;
    const written = structuredText(
      [title, ...linesOf(recall)],
      [{ vendor, product, status: 'affected', versions: 'unstated', cves: [] }],
    );
    const models = modelsIn(`${description}; ${oneLine(recall.code_info) ?? ''}`);
    return {
      publisherId: id,
      title,
      ...recordFrame(item, recallDate(recall), written),
      facts: {
        affected: written.affected.map((each) => (models.length === 0 ? each : { ...each, models })),
        aliases: [],
        cvss: [],
        kev: [],
        mitigations: [],
        exploited: false,
        withdrawn: false,
        gaps: [
          {
            about: 'versions',
            because: 'The recall names lots, serial numbers or models; which versions, only its words say.',
          },
        ],
      },
      links: [],
      gaps: [],
    };
  },
};

/** The number of a recalled product ("Z-1234-2026"), the same in both lists of openFDA. */
export function recallIdOf(recall: JsonRecord): string | undefined {
  const id = textOf(recall.product_res_number) ?? textOf(recall.recall_number);
  return id !== undefined && /^[A-Z]-\d{3,5}-\d{2,4}$/.test(id) ? id : undefined;
}

/** When the FDA made a recall public; when the firm began it where that is not said. */
export function recallDate(recall: JsonRecord) {
  const dates = [recall.event_date_posted, recall.report_date, recall.event_date_initiated];
  return [...dates, recall.recall_initiation_date].map((date) => readDate(textOf(date))).find(Boolean);
}

/** The words of a description before the first sign or word behind which details stand. */
function productIn(description: string): string {
  const [head = description] = description.split(
    /[,;:(]|\b(?:Model|Catalog|Part|REF|UDI|Product|Software|Version)s?\b/i,
  );
  const name = head.replace(/[®™]/g, '').trim().slice(0, 120);
  return name === '' ? description.slice(0, 120) : name;
}

const MODELS =
  /\b(?:Model|Catalog|REF|Part)(?: (?:Number|No\.?|#))?(?:\(s\)|s)?[.:#]{0,2} {0,2}([\w./-]{2,30}(?:(?:, ?| and )[\w./-]{2,30}){0,40})/gi;

/** What stands behind "Model", "Catalog number" or "REF" and has a digit in it. */
function modelsIn(words: string): readonly string[] {
  const found = [...words.matchAll(MODELS)].flatMap(([, list]) => (list ?? '').split(/, ?| and /));
  return [...new Set(found.filter((model) => /\d/.test(model)).map((model) => model.replace(/[.]$/, '')))];
}

function linesOf(recall: JsonRecord): readonly string[] {
  const lines: readonly (readonly [string, unknown])[] = [
    ['Firm', recall.recalling_firm],
    ['Product', recall.product_description],
    ['Reason', recall.reason_for_recall],
    ['Root cause', recall.root_cause_description],
    ['Action', recall.action],
    ['Codes', recall.code_info],
    ['Class', recall.classification],
    ['Status', recall.recall_status ?? recall.status],
  ];
  return lines.flatMap(([label, value]) => {
    const words = oneLine(value);
    return words === undefined ? [] : [`${label}: ${words}`];
  });
}

function oneLine(value: unknown): string | undefined {
  return textOf(value)?.replace(/\s+/g, ' ');
}
