import type { Reading } from './refang-pass.ts';
import { REFANG_PASSES } from './refang-rules.ts';

/** A text whose defanged addresses were made live again, with the way back to the text as it was written. */
export interface Refanged {
  readonly text: string;
  /** The offset in the text as written, for an offset in the refanged text. */
  originalOffset(offset: number): number;
  /** Says whether the author had defanged something between two offsets of the refanged text. */
  wasDefanged(start: number, end: number): boolean;
}

interface Edit extends Reading {
  /** Done by an author against clicking, rather than by a line break or an invisible character. */
  readonly defanging: boolean;
  /** Offset in the refanged text. */
  readonly at: number;
}

/** Makes defanged addresses live again: `hxxp`, `[.]`, `(dot)`, ` [at] `, escapes, invisible characters and their many mixtures. */
export function refang(text: string): Refanged {
  const edits = collectEdits(text);
  if (edits.length === 0) return { text, originalOffset: (offset) => offset, wasDefanged: () => false };
  return {
    text: applyEdits(text, edits),
    originalOffset: (offset) => originalOffset(edits, offset),
    wasDefanged: (start, end) => touchesDefanging(edits, start, end),
  };
}

function collectEdits(text: string): readonly Edit[] {
  const wanted: Omit<Edit, 'at'>[] = [];
  for (const { defanging, find } of REFANG_PASSES) {
    for (const { start, end, replacement } of find(text)) wanted.push({ start, end, replacement, defanging });
  }
  wanted.sort((a, b) => a.start - b.start);
  return withoutOverlaps(wanted);
}

/** Where two rules want the same characters, the one that begins first wins; `sort` is stable, so the earlier rule wins a tie. */
function withoutOverlaps(wanted: readonly Omit<Edit, 'at'>[]): readonly Edit[] {
  const edits: Edit[] = [];
  let free = 0;
  let shift = 0;
  for (const edit of wanted) {
    if (edit.start < free) continue;
    const { start, end, replacement, defanging } = edit;
    edits.push({ start, end, replacement, defanging, at: start + shift });
    shift += replacement.length - (end - start);
    free = end;
  }
  return edits;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const edit of edits) {
    pieces.push(text.slice(from, edit.start), edit.replacement);
    from = edit.end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

function originalOffset(edits: readonly Edit[], offset: number): number {
  const edit = edits[lastAtOrBefore(edits, offset)];
  if (edit === undefined) return offset;
  const within = offset - edit.at;
  if (within >= edit.replacement.length) return edit.end + (within - edit.replacement.length);
  return Math.min(edit.start + within, edit.end);
}

function touchesDefanging(edits: readonly Edit[], start: number, end: number): boolean {
  for (let index = lastAtOrBefore(edits, end); index >= 0; index--) {
    const edit = edits[index];
    if (edit === undefined || edit.at + edit.replacement.length < start) return false;
    if (edit.defanging && edit.at < end) return true;
  }
  return false;
}

/** The index of the last edit that begins at or before an offset of the refanged text; -1 where none does. */
function lastAtOrBefore(edits: readonly Edit[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
