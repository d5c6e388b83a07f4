import { WardwatchError } from '../../errors.ts';
import type { RawItem, RefusedItem } from '../../ports/source.ts';
import { recallDate, recallIdOf } from '../formats/fda-recall.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from '../formats/json-access.ts';

/** One answer of openFDA. */
export interface RecallPage {
  /** How many recalls there are on all pages. */
  readonly total: number;
  readonly recalls: readonly JsonRecord[];
}

/**
 * Reads an answer of openFDA. That nothing was found is told with the status 404 and is an answer like another. Throws
 * WardwatchError DOCUMENT_UNREADABLE for what is none.
 */
export function readPage(text: string): RecallPage {
  const answer = parsedJson('The answer of openFDA', text);
  if (textOf(recordOf(answer.error).code) === 'NOT_FOUND') return { total: 0, recalls: [] };
  const { total } = recordOf(recordOf(answer.meta).results);
  if (typeof total !== 'number' || !Array.isArray(answer.results)) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'JSON, but not an answer of openFDA with its results.');
  }
  return { total, recalls: recordsOf(answer.results) };
}

/** What recalls with computers in them speak of. */
const OF_COMPUTERS =
  /\b(?:cyber|vulnerab|ransomware|malware|hack|exploit|unauthori[sz]ed (?:access|user|person|individual|party)|remote(?:ly)? (?:access|control)|software|firmware|password|credential|encrypt|operating system|network)/i;

/** Whether the reason, the root cause or the action of a recall holds one of these words; else words of computers. */
export function isAbout(recall: JsonRecord, only: readonly string[] | undefined): boolean {
  const words = [recall.reason_for_recall, recall.root_cause_description, recall.action]
    .map((part) => textOf(part) ?? '')
    .join('\n');
  if (only === undefined) return OF_COMPUTERS.test(words);
  return only.some((wanted) => words.toLowerCase().includes(wanted.toLowerCase()));
}

/** A recall as a document, without the addresses and telephone numbers of people. */
export function recallItem(recall: JsonRecord): RawItem | RefusedItem {
  const guid = recallIdOf(recall);
  const what = textOf(recall.product_res_number) ?? textOf(recall.recall_number) ?? 'a recall';
  if (guid === undefined || textOf(recall.recalling_firm) === undefined)
    return { what, because: 'The recall lacks its number or its firm.' };
  const publishedAt = recallDate(recall);
  const told = Object.fromEntries(TOLD.flatMap((key) => (recall[key] === undefined ? [] : [[key, recall[key]]])));
  return {
    guid,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    format: 'fda-recall',
    bytes: new TextEncoder().encode(JSON.stringify(told)),
  };
}

const TOLD = [
  ...['product_res_number', 'recall_number', 'recalling_firm', 'product_description', 'code_info'],
  ...['reason_for_recall', 'root_cause_description', 'action', 'classification', 'recall_status', 'status'],
  ...['event_date_posted', 'event_date_initiated', 'report_date', 'recall_initiation_date'],
];
