import { nearestName } from '../../domain/nearest-name.ts';

/** One thing that a slash command can do. */
export interface CommandUsage {
  /** How it is typed, e.g. `/advisory show ID`. */
  readonly usage: string;
  /** One sentence. */
  readonly does: string;
}

/** The first word of a text, in small letters, and what follows it. */
export function splitVerb(text: string): { readonly verb: string; readonly rest: string } {
  const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  return { verb: verb.toLowerCase(), rest: rest.trim() };
}

/** "Did you mean …?", where the word differs from a known one by a slip; empty otherwise. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
