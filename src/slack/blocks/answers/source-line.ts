import type { types } from '@slack/bolt';
import { sourceWords } from '../../../alerts/source-words.ts';
import type { SourceLine } from '../../../ports/front-office.ts';
import { glue, line, words } from '../elements.ts';
import { typed } from './typed.ts';

/** A source in a list: how it stands, and when it was last read. */
export function sourceLine(source: SourceLine): types.RichTextSection[] {
  const every = Math.round(source.everyMs / 60_000);
  return line(
    typed(source.id, 60),
    glue(' · '),
    words(source.publisher, 60),
    glue(` · every ${every} min · `),
    words(sourceWords(source), 180),
  );
}
