import { datedAt } from '../domain/advisory.ts';
import type { AlertMessage } from '../domain/alert.ts';
import type { Quote } from '../domain/quote.ts';
import { dayOf } from '../domain/time.ts';
import { evidenceOf, type Situation } from './situation.ts';

/** So many quotes are shown; `wardwatch show` has them all. */
const MOST_QUOTES = 6;

/** The words of the sources that an alert's reasons rest on, in the order of the reasons, each once. */
export function quotesOf(situation: Situation): AlertMessage['quotes'] {
  const { advisories, concerned } = situation;
  const from = new Map(
    advisories.map((one) => [one.documentId, `${one.publisher.name}, ${dayOf(datedAt(one))}`] as const),
  );
  const quotes: readonly Quote[] = [
    ...concerned.flatMap((asset) => evidenceOf(asset, 'supplier').map((one) => one.quote)).slice(0, 2),
    ...concerned.flatMap((asset) => evidenceOf(asset, 'indicator-seen').map((one) => one.quote)).slice(0, 2),
    ...concerned.flatMap((asset) => evidenceOf(asset, 'version').map((one) => one.quote)),
    ...advisories.flatMap((one) => one.campaign),
    ...advisories.flatMap((one) => one.exploitation.quotes),
    ...concerned.flatMap((asset) => evidenceOf(asset, 'product').map((one) => one.quote)),
    ...advisories.flatMap((one) => one.sectors.map((sector) => sector.quote)),
  ];
  const distinct = new Map(quotes.map((quote) => [quote.text.trim().toLowerCase(), quote]));
  return [...distinct.values()]
    .slice(0, MOST_QUOTES)
    .map((quote) => ({ text: quote.text.replace(/\s+/g, ' ').trim(), from: from.get(quote.documentId) ?? 'a source' }));
}
