import type { RefusalCause } from '../domain/refusal-cause.ts';
import { sourceFix, sourceWords, type ToldSource } from './source-words.ts';

/** A source of which the operator is told. */
export interface SourceNotice extends ToldSource {
  readonly id: string;
  readonly publisher: string;
  readonly cause?: RefusalCause;
  /** The fix, where it is not that of a source. */
  readonly fix?: string;
}

/** What the operator is told of sources that cannot be read any more, and of those that can be read again. */
export function sourceNotice(
  troubled: readonly SourceNotice[],
  well: readonly SourceNotice[],
): { readonly title: string; readonly lines: readonly string[] } {
  const title = [verb(troubled, 'cannot be read'), verb(well, 'can be read again')].filter((words) => words !== '');
  const lines = [
    ...troubled.flatMap((source) => [
      `${source.id} (${source.publisher}): ${sourceWords(source)}`,
      ...[source.fix ?? sourceFix(source)].flatMap((fix) => (fix === undefined ? [] : [`→ ${fix}`])),
    ]),
    ...well.map((source) => `${source.id} (${source.publisher}): ${sourceWords(source)}`),
  ];
  return { title: title.join(', '), lines };
}

function verb(sources: readonly SourceNotice[], words: string): string {
  const [only] = sources;
  if (only === undefined) return '';
  return sources.length === 1 ? `${only.id} ${words}` : `${sources.length} sources ${words}`;
}
