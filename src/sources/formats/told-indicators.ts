import type { Indicator, IndicatorType } from '../../domain/indicator.ts';
import { defang } from '../../indicators/defang.ts';
import { findIndicators } from '../../indicators/find.ts';
import { indicatorKind } from '../../indicators/registry.ts';
import { documentIdOf, tidyLine } from './normalised-text.ts';

/** An indicator that a structure states, before it has a place in a text that can be quoted. */
export interface ToldIndicator {
  readonly type: IndicatorType;
  /** As written; it may turn out to be no value of its type. */
  readonly value: string;
  readonly keep: boolean;
  readonly because: string;
  /** What is said of it there. */
  readonly words?: string;
}

/** A document written out, with what it states of indicators quoted from it. */
export interface IndicatorText {
  readonly documentId: string;
  readonly text: string;
  readonly proseEnd: number;
  readonly indicators: readonly Indicator[];
  readonly setAside: readonly Indicator[];
  /** How many were no values of their type. */
  readonly unreadable: number;
}

/** Writes prose out, then a line for each indicator, made safe to show, so that each can be quoted; each value once, kept where one place keeps it. */
export function indicatorText(prose: readonly string[], told: readonly ToldIndicator[]): IndicatorText {
  const head = prose
    .flatMap((part) => part.split('\n'))
    .map(tidyLine)
    .filter((line) => line !== '')
    .join('\n');
  const known = new Map<string, ToldIndicator>();
  let unreadable = 0;
  for (const each of told) {
    const value = indicatorKind(each.type)?.canonical(each.value.trim());
    const key = `${each.type} ${value}`;
    if (value === undefined) unreadable += 1;
    else if (known.get(key)?.keep !== true) known.set(key, { ...each, value });
  }
  const lines = [...known.values()].map((each) => ({ each, line: lineOf(each) }));
  const text = [head, ...lines.map(({ line }) => line)].join('\n');
  const documentId = documentIdOf(text);
  let start = head.length + 1;
  const placed = lines.map(({ each: { type, value, because, keep }, line }) => {
    const quote = { documentId, start, end: start + line.length, text: line };
    start += line.length + 1;
    return { keep, indicator: { type, value, quote, because } };
  });
  return {
    ...{ documentId, text, proseEnd: head.length, unreadable },
    indicators: placed.flatMap(({ keep, indicator }) => (keep ? [indicator] : [])),
    setAside: placed.flatMap(({ keep, indicator }) => (keep ? [] : [indicator])),
  };
}

function lineOf({ type, value, words }: ToldIndicator): string {
  // Many are named by their value, which must not stand here as it is.
  const said = words === undefined || findIndicators(words).length > 0 ? '' : ` (${words})`;
  return tidyLine(`Indicator: ${type}: ${defang(type, value)}${said}`.replaceAll('\n', ' ').replaceAll('\t', ' '));
}
