import type { AffectedProduct } from '../domain/advisory.ts';
import { isGtin } from '../domain/device-identifier.ts';
import { type Prose, quoteAround } from './prose.ts';

/**
 * The products of a text with the device identifiers (UDI-DI) that it gives them: to the product of the sentence or the line, or
 * to the only one that there is. One that belongs to none is a product of its own, with the name that its row of a table gives it, if any.
 */
export function withDeviceIdentifiers(named: readonly AffectedProduct[], prose: Prose): readonly AffectedProduct[] {
  const found = identifiersIn(prose.text);
  if (found.length === 0) return named;
  const affected = named.filter(({ product }) => !NAME_ALONE.test(product));
  const given = new Map<AffectedProduct, Set<string>>();
  const loose: AffectedProduct[] = [];
  for (const { gtin, start, end } of found) {
    const owners = ownersOf(affected, prose.text, start);
    for (const owner of owners) given.set(owner, (given.get(owner) ?? new Set()).add(gtin));
    if (owners.length > 0 || loose.some(({ udis }) => udis?.includes(gtin))) continue;
    const quote = quoteAround(prose, { start, end });
    loose.push({
      ...{
        product: nameInRow(prose.text, start) ?? `device with the UDI-DI ${gtin}`,
        status: 'affected',
        versions: 'unstated',
      },
      ...{ udis: [gtin], cves: [], quote },
    });
  }
  const own = affected.map((one) => {
    const udis = given.get(one);
    return udis === undefined ? one : { ...one, udis: [...new Set([...(one.udis ?? []), ...udis])] };
  });
  return [...own, ...loose];
}

interface Identifier {
  readonly gtin: string;
  readonly start: number;
  readonly end: number;
}

/** A GTIN of 14 digits counts wherever it stands in a text that speaks of such numbers, a shorter one behind their name alone. */
function identifiersIn(text: string): readonly Identifier[] {
  if (!NAME.test(text) && !text.includes('(01)')) return [];
  const found: Identifier[] = [];
  for (const { 0: run, index } of text.matchAll(/\d+/g)) {
    const digits = /^01\d{16}/.test(run) ? run.slice(2, 16) : run;
    if (digits.length < 12 || !isGtin(digits)) continue;
    const before = text.slice(Math.max(0, index - 200), index);
    const isNamed = NAME.test(before.slice(before.lastIndexOf('\n') + 1));
    if (digits.length === 14 || isNamed)
      found.push({ gtin: digits.padStart(14, '0'), start: index, end: index + run.length });
  }
  return found;
}

/** "UDI 0100812345678901" reads like a product and its version. */
const NAME_ALONE = /^(?:UDI(?:-DI)?|GTIN)$/i;

const NAME = /\b(?:UDI|GTIN|device identifiers?)\b/i;

function ownersOf(affected: readonly AffectedProduct[], text: string, at: number): readonly AffectedProduct[] {
  const names = new Set(affected.map(({ product }) => product));
  if (names.size === 1) return affected;
  const end = text.indexOf('\n', at);
  const line = text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end);
  const onLine = affected.filter(({ product }) => line.includes(product));
  if (onLine.length > 0) return onLine;
  return affected.filter(({ quote }) => quote.start <= at && at < quote.end);
}

const NAME_COLUMN = /\b(?:brand|trade|device|product|model)\b/i;
const LONGEST_NAME = 100;

/** What the cells of its row say under heads such as "Brand Name" and "Model". */
function nameInRow(text: string, at: number): string | undefined {
  const [row = ''] = text.slice(text.lastIndexOf('\n', at) + 1).split('\n', 1);
  const above = text
    .slice(0, text.lastIndexOf('\n', at) + 1)
    .split('\n')
    .slice(0, -1);
  const heads = above[above.findLastIndex((line) => !line.includes('\t')) + 1]?.split('\t') ?? [];
  const names = row
    .split('\t')
    .filter((_, column) => NAME_COLUMN.test(heads[column] ?? '') && !NAME.test(heads[column] ?? ''))
    .filter((cell) => /\p{L}/u.test(cell) && !/^(?:n\/?a|none|all)$/i.test(cell.trim()));
  const name = [...new Set(names)].join(' ');
  return name === '' || name.length > LONGEST_NAME ? undefined : name;
}
