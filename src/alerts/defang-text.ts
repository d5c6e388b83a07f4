import type { Indicator, IndicatorType } from '../domain/indicator.ts';
import { defang } from '../indicators/defang.ts';
import { hostIn } from '../indicators/host-in.ts';

/** Types that a chat or mail client would turn into a link. */
const LINKABLE: ReadonlySet<IndicatorType> = new Set(['ipv4', 'ipv6', 'cidr', 'domain', 'url', 'email'] as const);

/**
 * Makes a function that defangs these indicators, and the hosts of addresses among them, wherever they stand in a text,
 * however their letters are cased. Words of sources are quoted as they were written, and writers forget to defang.
 */
export function textDefanger(indicators: readonly Pick<Indicator, 'type' | 'value'>[]): (text: string) => string {
  const shown = new Map(
    indicators
      .flatMap((one) => [one, hostIn(one) ?? one])
      .filter((one) => LINKABLE.has(one.type))
      .map(({ type, value }) => [value.toLowerCase(), { type, value }] as const),
  );
  if (shown.size === 0) return (text) => text;
  const longestFirst = [...shown.keys()].sort((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(`(?<![a-z0-9])(?:${longestFirst.join('|')})(?![a-z0-9])`, 'gi');
  return (text) =>
    text.replace(pattern, (found) => {
      const known = shown.get(found.toLowerCase());
      return known === undefined ? found : defang(known.type, found);
    });
}

function literally(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
