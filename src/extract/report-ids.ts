/** What names one report: the publisher's own number of it, or that of a catalogue. */
interface ReportIds {
  readonly own: readonly string[];
  readonly cited: readonly string[];
}

const NAMED: readonly RegExp[] = [
  /\bGHSA(?:-[23456789cfghjmpqrvwx]{4}){3}\b/gi,
  /\bZDI(?:-CAN-\d{4,6}|-\d{2}-\d{3,5})\b/gi,
  /\bVU#\d{5,7}\b/gi,
  /\bJVN(?:VU|DB)?[#-]\d{4,}(?:-\d{4,})?\b/gi,
  /\bAA\d{2}-\d{3}[A-Z]\b/g,
  /\bA[LV]\d{2}-\d{3}\b/g,
  /\bcisco-sa-[a-z0-9]+(?:-[a-z0-9]+){1,8}\b/gi,
  /\bCTX\d{6}\b/g,
  /\bSSA-\d{6}\b/g,
  /\bTALOS-\d{4}-\d{4}\b/gi,
  /\bEUVD-\d{4}-\d{3,6}\b/gi,
  // A maker's letters, the year and a running number: VMSA-2024-0006, FG-IR-24-015, RHSA-2024:1234, ICSMA-24-123-01.
  /\b(?!CVE\b|CWE\b|RFC\b|ISO\b|TCP\b|UDP\b)[A-Z]{2,7}(?:-[A-Z]{1,6}){0,2}-(?:(?:19|20)\d{2}|\d{2})[-:]\d{2,6}(?:-\d{1,3})?(?![-\d.])/g,
];
/** HC3 numbers its reports by their minute. */
const HC3 = /\bReport(?: (?:No\.?|Number|ID))?:? ?(20\d{10})\b/gi;

/** A document says near its top what it goes by. */
const TOP_CHARACTERS = 300;
const MOST_IDS = 100;

/** The names of reports in a document: those in its title, in its own id or at the head of its first lines are its own. */
export function readReportIds(publisherId: string, title: string, text: string): ReportIds {
  const top = text.slice(0, TOP_CHARACTERS);
  const own = new Set([...idsIn(title), ...idsIn(publisherId), ...top.split('\n').flatMap(idsAtHead), ...hc3In(top)]);
  const cited = idsIn(text).filter((id) => !own.has(id));
  return { own: [...own], cited: [...new Set(cited)].slice(0, MOST_IDS) };
}

function idsIn(text: string): readonly string[] {
  const named = NAMED.flatMap((shape) => [...text.matchAll(shape)].map(([id]) => id.toLowerCase()));
  return [...named, ...hc3In(text)];
}

function hc3In(text: string): readonly string[] {
  return [...text.matchAll(HC3)].map(([, number]) => `hc3-${number}`);
}

/** A line that begins with them: in running text they are somebody else's. */
function idsAtHead(line: string): readonly string[] {
  const words = line.split(/[\s,;.()]+/).filter((word) => word !== '');
  const end = words.findIndex((word) => idsIn(word).length === 0);
  return words.slice(0, end < 0 ? words.length : end).flatMap(idsIn);
}
