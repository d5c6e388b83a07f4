import type { EpssLine } from '../../domain/epss-block.ts';
import type { LocalDate } from '../../domain/time.ts';

/** A daily file of EPSS scores (first.org/epss). */
export interface EpssFile {
  /** Absent in the files of 2021. */
  readonly model?: string;
  readonly day?: LocalDate;
  readonly lines: readonly EpssLine[];
}

/**
 * Reads `#model_version:…,score_date:…`, the heads `cve,epss[,percentile]`, and one flaw a line. A line that is none of a
 * score makes the whole file suspect: it is refused, and what was known before stays.
 */
export function readEpssFile(text: string): EpssFile | { readonly because: string } {
  const all = text.split('\n').map((line) => line.trimEnd());
  const comment = all[0]?.startsWith('#') ? all[0] : undefined;
  const [heads, ...rows] = all.slice(comment === undefined ? 0 : 1);
  if (!/^cve,epss(?:,percentile)?$/.test(heads ?? '')) {
    return { because: 'No file of EPSS scores: the heads "cve,epss,percentile" were expected.' };
  }
  const lines: EpssLine[] = [];
  for (const row of rows) {
    if (row === '') continue;
    const line = lineOf(row);
    if (line === undefined) {
      return { because: `The file of EPSS scores is cut off or broken: "${row.slice(0, 60)}" is no score.` };
    }
    lines.push(line);
  }
  if (!text.endsWith('\n')) return { because: 'The file of EPSS scores is cut off: its last line has no end.' };
  if (lines.length === 0) return { because: 'The file of EPSS scores holds no score.' };
  const model = /model_version:([^,]+)/.exec(comment ?? '')?.[1];
  const day = /score_date:(\d{4}-\d{2}-\d{2})/.exec(comment ?? '')?.[1];
  return { ...(model !== undefined && { model }), ...(day !== undefined && { day }), lines };
}

const LINE =
  /^(CVE-\d{4}-\d{4,19}),(0(?:\.\d{1,20})?|1(?:\.0{1,20})?|\d(?:\.\d{1,20})?e-\d{1,2})(?:,(0(?:\.\d{1,20})?|1(?:\.0{1,20})?|\d(?:\.\d{1,20})?e-\d{1,2}))?$/;

function lineOf(row: string): EpssLine | undefined {
  const [, cve, score, percentile] = LINE.exec(row) ?? [];
  if (cve === undefined || score === undefined) return undefined;
  return { cve, score, ...(percentile !== undefined && { percentile }) };
}
