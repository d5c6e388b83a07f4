import type { types } from '@slack/bolt';
import { minuteOf } from '../../../cases/apply-action.ts';
import type { SourceLine } from '../../../ports/front-office.ts';
import { glue, line, words } from '../elements.ts';
import { typed } from './typed.ts';

/** A source in a list: how it stands, and when it was last read. */
export function sourceLine(source: SourceLine): types.RichTextSection[] {
  const every = Math.round(source.everyMs / 60_000);
  const read = source.succeededAt === undefined ? 'never read' : `last read ${minuteOf(source.succeededAt)}`;
  return line(
    typed(source.id, 60),
    glue(' · '),
    words(source.publisher, 60),
    glue(` · every ${every} min · ${read} · `),
    words(outcome(source), 120),
  );
}

function outcome({ paused, failures, outcome: said = 'not polled yet' }: SourceLine): string {
  if (paused) return 'paused by a person';
  return failures === 0 ? said : `failed ${failures} times in a row: ${said}`;
}
