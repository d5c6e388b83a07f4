import type { IndicatorType } from '../domain/indicator.ts';
import { refang } from './refang.ts';
import { INDICATOR_KINDS } from './registry.ts';
import { Spans } from './spans.ts';

/** Something in a text that has the shape of an indicator. Whether it is one of the matter is decided by its context. */
export interface FoundIndicator {
  readonly type: IndicatorType;
  /** Canonical and live. */
  readonly value: string;
  /** UTF-16 offsets into the text as given, defanging included. */
  readonly start: number;
  readonly end: number;
  /** The author wrote it so that it cannot be clicked: a sign that it is meant as an indicator. */
  readonly defangedByAuthor: boolean;
  /** It is only the host of an address or mailbox that was found too. */
  readonly partOf?: 'url' | 'email';
}

/** Every string of the text that has the shape of an indicator, in the order of the text. */
export function findIndicators(text: string): readonly FoundIndicator[] {
  if (text !== last.text) last = { text, found: search(text) };
  return last.found;
}

/** Several readers ask for the indicators of the same text: those of the last one are kept. */
let last: { readonly text: string; readonly found: readonly FoundIndicator[] } = { text: '', found: [] };

function search(text: string): readonly FoundIndicator[] {
  const refanged = refang(text);
  const taken = new Spans(refanged.text.length);
  const found: FoundIndicator[] = [];
  for (const kind of INDICATOR_KINDS) {
    for (const candidate of kind.find(refanged.text, refanged.wasDefanged)) {
      if (kind.countsWithin !== true && !taken.claim(candidate.start, candidate.end)) continue;
      const start = refanged.originalOffset(candidate.start);
      const end = refanged.originalOffset(candidate.end);
      const defangedByAuthor = refanged.wasDefanged(candidate.start, candidate.end);
      found.push({ type: kind.id, value: candidate.value, start, end, defangedByAuthor });
      if (candidate.part !== undefined) {
        const { type, value } = candidate.part;
        found.push({ type, value, start, end, defangedByAuthor, partOf: kind.id === 'email' ? 'email' : 'url' });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
