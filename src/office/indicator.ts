import type { IndicatorType } from '../domain/indicator.ts';
import { defang } from '../indicators/defang.ts';
import { findIndicators } from '../indicators/find.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { IndicatorAnswer } from '../ports/front-office.ts';

const MOST_NAMED = 50;

/** The indicator in what somebody typed, live or defanged, in its canonical form; as typed where it reads as none. */
export function indicatorIn(typed: string): { readonly type?: IndicatorType; readonly value: string } {
  const [first] = findIndicators(typed.trim());
  return first === undefined ? { value: typed.trim() } : { type: first.type, value: first.value };
}

/** Which advisories name an indicator, and on which assets it was seen. */
export async function whoNames(deps: PipelineDeps, typed: string): Promise<IndicatorAnswer> {
  const { type, value } = indicatorIn(typed);
  const page = { offset: 0, limit: MOST_NAMED };
  const { lines: named } = await deps.store.searchAdvisories({ words: '', indicator: value }, page);
  if (type === undefined) return { shown: typed.trim().slice(0, 200), named, seenOn: [] };
  const index = await deps.assetIndex();
  const quote = { documentId: 'typed', start: 0, end: typed.length, text: typed };
  const seen = index.observables.seenOn({ type, value, quote, because: 'Somebody asked for it.' });
  return { type, shown: defang(type, value), named, seenOn: [...seen].map((asset) => asset.id).sort() };
}
