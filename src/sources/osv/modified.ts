import { WardwatchError } from '../../errors.ts';

/** A vulnerability of the list: when it was modified, and where it stands. */
export interface ModifiedRow {
  readonly at: string;
  /** "PyPI", "Debian:12". */
  readonly ecosystem: string;
  readonly id: string;
}

/** The first row, which was modified last. Throws WardwatchError DOCUMENT_UNREADABLE for what is no such list. */
export function newestRow(text: string): ModifiedRow {
  const [row] = rowsSince(text, '', 1);
  if (row !== undefined) return row;
  throw new WardwatchError('DOCUMENT_UNREADABLE', 'The list of OSV is empty.');
}

/**
 * The rows of OSV's `modified_id.csv` (google.github.io/osv.dev/data) that were modified after an instant, newest first as they stand
 * there; what is older is not looked at. Throws WardwatchError DOCUMENT_UNREADABLE at a row that is none, or out of order.
 */
export function rowsSince(text: string, after: string, most = Number.POSITIVE_INFINITY): readonly ModifiedRow[] {
  const rows: ModifiedRow[] = [];
  for (let start = 0; start < text.length && rows.length < most; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const row = rowOf(text.slice(start, end).trim());
    if (row.at <= after) break;
    const above = rows.at(-1);
    if (above !== undefined && row.at > above.at) {
      const because = `The list of OSV is not newest first: ${row.at} stands below ${above.at}.`;
      throw new WardwatchError('DOCUMENT_UNREADABLE', because);
    }
    rows.push(row);
    start = end + 1;
  }
  return rows;
}

function rowOf(line: string): ModifiedRow {
  const [, written, ecosystem, id] =
    /^(\d{4}-\d\d-\d\dT[\d:.]{5,20}Z),([^/]{1,60})\/([\w.:-]{1,100})$/.exec(line) ?? [];
  if (written === undefined || ecosystem === undefined || id === undefined || Number.isNaN(Date.parse(written))) {
    const because = `A row of the list of OSV holds a date, an ecosystem and an id; "${line.slice(0, 60)}" does not.`;
    throw new WardwatchError('DOCUMENT_UNREADABLE', because);
  }
  return { at: withFraction(written), ecosystem, id };
}

/** With six digits of a second, so that texts compare as instants do. */
function withFraction(written: string): string {
  const [whole = '', fraction = ''] = written.replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}
