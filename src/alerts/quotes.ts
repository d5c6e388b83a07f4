import { datedAt } from '../domain/advisory.ts';
import type { AlertMessage } from '../domain/alert.ts';
import type { Quote } from '../domain/quote.ts';
import { dayOf } from '../domain/time.ts';
import { evidenceOf, type Situation } from './situation.ts';

/** So many quotes are shown; `wardwatch show` has them all. */
const MOST_QUOTES = 6;

/** A quote of fewer words is a table cell: it proves something, and tells a reader nothing. */
const FEWEST_WORDS = 3;

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
  const distinct = new Map<string, Quote>();
  for (const quote of quotes) {
    const text = quotedWords(quote.text);
    if (text.split(' ').length >= FEWEST_WORDS && !distinct.has(text)) distinct.set(text, quote);
  }
  return [...distinct]
    .slice(0, MOST_QUOTES)
    .map(([text, quote]) => ({ text, from: from.get(quote.documentId) ?? 'a source' }));
}

/** The words of a quote on one line, without the bullet or dash that led them in a list. */
export function quotedWords(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[-*•–·] /, '');
}
