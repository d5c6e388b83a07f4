import type { Token } from './version-tokens.ts';

/** What a column of a table holds, by the words at its head. */
export type ColumnOf = 'affected' | 'fix' | 'not-affected';

const NOT_AFFECTED = /\b(?:not (?:affected|vulnerable)|unaffected)\b/;
const FIX = /\b(?:fix(?:ed|es)?|patched|resol(?:ved|ution)|solutions?|remediation|upgrade|update to|behoben)\b/;
const AFFECTED = /\b(?:affected|vulnerable|impacted|betroffene?n?)\b|^(?:product )?versions?$/;

/** For each token below the head of a table's column, what the column holds; nothing for all others. */
export function tableColumns(tokens: readonly Token[]): readonly (ColumnOf | undefined)[] {
  const columns: (ColumnOf | undefined)[] = [];
  let heads: readonly (ColumnOf | undefined)[] | undefined;
  for (let from = 0; from < tokens.length; ) {
    let to = from;
    let tabs = 0;
    for (; to < tokens.length && (to === from || tokens[to]?.text !== '¶'); to++) {
      columns[to] = heads?.[tabs];
      if (tokens[to]?.text === '\t') tabs += 1;
    }
    if (tabs === 0) heads = undefined;
    else heads ??= headsOf(tokens.slice(from, to));
    from = to;
  }
  return columns;
}

function headsOf(row: readonly Token[]): readonly (ColumnOf | undefined)[] {
  const cells: string[] = [''];
  for (const { text, lower } of row) {
    if (text === '\t') cells.push('');
    else if (text !== '¶') cells[cells.length - 1] = `${cells.at(-1)} ${lower}`.trim();
  }
  return cells.map((cell) => {
    if (/\d/.test(cell)) return undefined;
    if (NOT_AFFECTED.test(cell)) return 'not-affected';
    return FIX.test(cell) ? 'fix' : AFFECTED.test(cell) ? 'affected' : undefined;
  });
}
