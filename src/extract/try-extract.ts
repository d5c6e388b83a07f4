import type { Advisory } from '../domain/advisory.ts';
import type { IndicatorType } from '../domain/indicator.ts';
import type { Lexicon } from '../domain/lexicon.ts';
import { findIndicators } from '../indicators/find.ts';
import { extractClaims } from './extract.ts';
import { type TriedProduct, triedProducts } from './tried-products.ts';

/** One line of `wardwatch try extract --jsonl`. HTML comes converted to text. */
export interface TryExtractInput {
  readonly id: string;
  readonly text: string;
  readonly format?: 'text' | 'html' | 'markdown';
  readonly title?: string;
  readonly publisher?: string;
}

/** The answer to one line. */
interface TryExtractOutput {
  readonly id: string;
  /** Kept as indicators, and the ids of public lists. */
  readonly found: Partial<Record<IndicatorType, readonly string[]>>;
  readonly setAside: readonly { readonly type: IndicatorType; readonly value: string; readonly because: string }[];
  readonly products: readonly TriedProduct[];
  readonly techniques: readonly string[];
  readonly weaknesses: readonly string[];
  readonly suppliers: readonly {
    readonly name: string;
    readonly writtenAs: string;
    readonly role: 'way-in' | 'named';
  }[];
  /** When attackers were active; absent where the text gives no date of it. */
  readonly activity?: { readonly from: string; readonly to?: string };
  readonly exploitation: 'active' | 'public poc' | 'none' | null;
  readonly gaps: readonly { readonly about: string; readonly because: string }[];
}

/** Reads one text as a document of a trusted source that nobody dated. */
export function readInput(input: TryExtractInput, lexicon: Lexicon): Advisory {
  return extractClaims(
    {
      publisherId: input.id,
      title: input.title ?? '',
      documentId: input.id,
      text: input.text,
      textKind: 'prose',
      links: [],
      gaps: [],
    },
    {
      source: { id: 'try', publisher: { name: input.publisher ?? '', kind: 'other' }, trusted: true, tlp: 'CLEAR' },
      revision: 1,
      fetchedAt: '1970-01-01T00:00:00.000Z',
      lexicon,
    },
  );
}

/** Reads one text and answers in the shape of `wardwatch try extract`. */
export function tryExtract(input: TryExtractInput, lexicon: Lexicon): TryExtractOutput {
  const advisory = readInput(input, lexicon);
  const { status } = advisory.exploitation;
  const { from, to } = advisory.activity ?? {};
  return {
    id: input.id,
    found: byType([...advisory.indicators, ...idsIn(input.text)]),
    setAside: advisory.setAside.map(({ type, value, because }) => ({ type, value, because })),
    products: triedProducts(advisory.affected),
    techniques: advisory.techniques.map((each) => each.id),
    weaknesses: advisory.weaknesses ?? [],
    suppliers: advisory.suppliers.map(({ name, writtenAs, role }) => ({ name, writtenAs, role })),
    ...(from !== undefined && { activity: { from, ...(to !== undefined && { to }) } }),
    exploitation: status === 'unstated' ? null : status,
    gaps: advisory.gaps.filter((gap) => gap.about !== 'dates').map(({ about, because }) => ({ about, because })),
  };
}

/** CVE and ATT&CK ids: they are no indicators, but the answer lists them among what was found. */
function idsIn(text: string): readonly { readonly type: IndicatorType; readonly value: string }[] {
  const found = findIndicators(text);
  return [...found.filter(({ type }) => type === 'cve'), ...found.filter(({ type }) => type === 'attack')];
}

function byType(found: readonly { readonly type: IndicatorType; readonly value: string }[]): TryExtractOutput['found'] {
  const types: Partial<Record<IndicatorType, Set<string>>> = {};
  for (const { type, value } of found) {
    const values = types[type] ?? new Set();
    types[type] = values.add(value);
  }
  return Object.fromEntries(Object.entries(types).map(([type, values]) => [type, [...values]]));
}
