import type { ReleaseCycle } from '../../domain/release-cycle.ts';
import type { LocalDate } from '../../domain/time.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from './json-access.ts';

/**
 * Reads all products of endoflife.date's API v1 (`/api/v1/products/full`): `result`, each with `releases`. Undefined for a
 * document of another shape.
 */
export function releaseCyclesIn(document: unknown, toldBy: string): readonly ReleaseCycle[] | undefined {
  const { result } = recordOf(document);
  const products = recordsOf(result);
  if (!products.some(({ releases }) => Array.isArray(releases))) return undefined;
  return products.flatMap((product) => cyclesOf(product, toldBy));
}

function cyclesOf({ label, name, identifiers, releases }: JsonRecord, toldBy: string): readonly ReleaseCycle[] {
  const product = textOf(label) ?? textOf(name);
  if (product === undefined) return [];
  const codes = recordsOf(identifiers).flatMap(({ type, id }) =>
    type === 'cpe' || type === 'purl' ? (textOf(id) ?? []) : [],
  );
  return recordsOf(releases).flatMap((release) => {
    const cycle = textOf(release.name);
    return cycle === undefined ? [] : [{ product, codes, cycle, ...cycleFacts(release, cycle, product), toldBy }];
  });
}

function cycleFacts(release: JsonRecord, cycle: string, product: string) {
  const latest = textOf(recordOf(release.latest).name);
  const endsOn = dayIn(release.eolFrom);
  const until = dayIn(release.eoesFrom);
  return {
    label: shortLabel(textOf(release.label) ?? cycle, product),
    ...(latest !== undefined && { latest }),
    ...(endsOn !== undefined && { endsOn }),
    hasEnded: release.isEol === true,
    ...(release.isEoes === false && { extension: { ...(until !== undefined && { until }) } }),
  };
}

/** "2012 R2" of "Windows Server 2012 R2", a release of "Microsoft Windows Server"; without an edition or nickname behind it. */
function shortLabel(label: string, product: string): string {
  const names = new Set(product.toLowerCase().split(/\s+/));
  const words = label
    .replaceAll(/\([^()]{0,60}\)|'[^']{0,60}'/g, ' ')
    .trim()
    .split(/\s+/);
  const first = words.findIndex((word) => !names.has(word.toLowerCase()));
  return first < 0 ? label : words.slice(first).join(' ');
}

function dayIn(value: unknown): LocalDate | undefined {
  const day = textOf(value);
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
}
