import type { InventoryPiece } from '../../ports/inventory-file.ts';
import { textSlices } from '../file-text.ts';
import { JsonRecords } from '../json-records.ts';
import type { InventoryFormat } from './types.ts';

/** One JSON object a line (jsonlines.org), as `wardwatch assets list --json` writes them. */
export const jsonLines: InventoryFormat = {
  id: 'json-lines',
  recognises: ({ head, document }) => document === undefined && looksLikeJsonLines(head.text),
  async *read({ file, head, mappings }) {
    const records = new JsonRecords(mappings);
    let rest = '';
    let line = 0;
    for await (const slice of textSlices(file, head.encoding)) {
      const lines = (rest + slice).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        line += 1;
        yield* readLine(records, text, line);
      }
      if (rest.length > LONGEST_LINE) {
        yield refused(
          line + 1,
          `The line has more than ${LONGEST_LINE} characters; from here on nothing was read.`,
          rest,
        );
        rest = '';
        break;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield* readLine(records, rest, line + 1);
    yield* records.ended();
  },
};

const LONGEST_LINE = 1_000_000;

/** Whether the first line is an object by itself and another one follows. */
export function looksLikeJsonLines(head: string): boolean {
  const [first, second] = head.split('\n').filter((line) => line.trim() !== '');
  if (first === undefined || second?.trimStart().startsWith('{') !== true) return false;
  const value = parsed(first);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readLine(records: JsonRecords, text: string, line: number): readonly InventoryPiece[] {
  if (text.trim() === '') return [];
  const value = parsed(text);
  return value === undefined ? [refused(line, 'It is not valid JSON.', text)] : records.read(value, line);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

function refused(line: number, because: string, text: string): InventoryPiece {
  return { kind: 'refused', line, because, row: text.slice(0, 200) };
}
