import { inertCell } from './inert-cell.ts';

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets a `'` in front (OWASP, CSV Injection), which
 * the inventory's import takes off again.
 */
export function csvText(rows: Iterable<readonly (string | undefined)[]>): string {
  const lines: string[] = [];
  for (const cells of rows) lines.push(cells.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(value: string | undefined): string {
  if (value === undefined) return '';
  const inert = inertCell(value);
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
