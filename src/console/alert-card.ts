import type { AlertAsset, AlertIndicator, AlertMessage, AlertSource } from '../domain/alert.ts';
import {
  countVerdicts,
  cveWords,
  dueWords,
  followableLink,
  lateWords,
  PRIORITY_WORDS,
  VERDICT_WORDS,
  worstFirst,
} from '../domain/alert-words.ts';
import { dayOf } from '../domain/time.ts';
import { visibleText } from '../domain/visible-text.ts';
import { type Card, innerWidth, type Line, paragraph, type Span, tableRow } from './box.ts';
import type { Style } from './paint.ts';
import { cutToWidth, displayWidth } from './text-width.ts';

/** The whole alert as a card for a terminal of `width` columns. What does not fit is counted, never left out in silence. */
export function alertCard(message: AlertMessage, width: number): Card {
  const inner = innerWidth(width);
  return {
    ...cardRules(message, [{ text: ` ${badge(message)} `, style: message.priority }, { text: ` ${message.caseId}` }]),
    sections: [
      {
        lines: [
          ...paragraph(feedText(message.title), inner, '', 'strong'),
          [],
          ...paragraph(feedText(message.headline), inner),
        ],
      },
      { heading: 'Where it stands', lines: message.state.lines.flatMap((line) => paragraph(feedText(line), inner)) },
      { heading: 'Why', lines: bulletLines(message.reasons, inner, message.caseId) },
      { heading: "In the sources' words", lines: quoteLines(message, inner) },
      { heading: `Assets: ${countVerdicts(message.assets)}`, lines: assetLines(message, inner, width >= 80) },
      { heading: 'Do first', lines: actionLines(message, inner) },
      { heading: 'Indicators (defanged)', lines: indicatorLines(message, inner) },
      { heading: 'CVEs', lines: cveLines(message, inner) },
      {
        heading: 'Benchmarks (your own policy decides)',
        lines: message.benchmarks.flatMap((line) => paragraph(feedText(line), inner)),
      },
      { heading: 'Sources', lines: sourceLines(message, inner) },
    ],
  };
}

/** What stands in the rules above and below every card of a case. */
export function cardRules(message: AlertMessage, topLeft: Line): Omit<Card, 'sections'> {
  return {
    topLeft,
    ...(message.due === undefined ? {} : { topRight: `${dueWords(message).toLowerCase()} ${message.due}` }),
    bottomLeft: `TLP:${message.tlp}`,
    bottomRight: `wardwatch show ${feedText(message.caseId)}`,
  };
}

/** The priority with its meaning, e.g. "P1 act now". */
export function badge(message: Pick<AlertMessage, 'priority'>): string {
  return `${message.priority} ${PRIORITY_WORDS[message.priority]}`;
}

/** Sentences as bullets, the first of them, and how many more there are. */
export function bulletLines(
  sentences: readonly string[],
  inner: number,
  caseId: string,
  most: number = MOST.reasons,
): Line[] {
  return listLines(sentences, most, caseId, (sentence) => paragraph(feedText(sentence), inner, '• '));
}

/** Words of a feed or an inventory on one line, without anything that acts; a text as long as a page is cut to its beginning. */
export function feedText(text: string): string {
  return cutToWidth(visibleText(text.slice(0, LONGEST_TEXT * 4)), LONGEST_TEXT);
}

const LONGEST_TEXT = 600;

/** A card is read in a minute: what goes beyond is counted, and `wardwatch show` has it. */
const MOST = { reasons: 9, quotes: 3, assets: 8, cves: 20, indicators: 10, actions: 6, sources: 8 } as const;

function listLines<T>(
  all: readonly T[],
  most: number,
  caseId: string,
  draw: (one: T, index: number) => Line[],
): Line[] {
  const lines = all.slice(0, most).flatMap(draw);
  if (all.length > most) {
    lines.push([{ text: `… and ${all.length - most} more: wardwatch show ${feedText(caseId)}`, style: 'quiet' }]);
  }
  return lines;
}

function quoteLines({ quotes, caseId }: AlertMessage, inner: number): Line[] {
  return listLines(quotes, MOST.quotes, caseId, (quote) => [
    ...paragraph(`“${feedText(quote.text)}”`, inner - 2, '', 'quote').map(withBar),
    ...paragraph(`— ${feedText(quote.from)}`, inner - 2, '', 'quiet').map(withBar),
  ]);
}

function withBar(line: Line): Line {
  return [{ text: '▏ ', style: 'quiet' }, ...line];
}

function assetLines({ assets, caseId }: AlertMessage, inner: number, withSite: boolean): Line[] {
  if (assets.length === 0) return [];
  const worst = worstFirst(assets).slice(0, MOST.assets);
  const rows = worst.map((asset) => assetCells(asset, withSite));
  const header: Span[] = ASSET_HEADER.filter((title) => withSite || title !== 'Site').map((text) => ({
    text,
    style: 'quiet',
  }));
  const widths = columnWidths([header, ...rows], inner);
  const lines = tableRow(header, widths);
  for (const [index, asset] of worst.entries()) {
    const above = worst[index - 1];
    const isRepeated = asset.because === above?.because && asset.verdict === above.verdict;
    lines.push(
      ...tableRow(rows[index] ?? [], widths),
      ...paragraph(assetDetail(asset, withSite, isRepeated), inner, '  '),
    );
  }
  if (assets.length > worst.length) lines.push(...listLines(assets, MOST.assets, caseId, () => []));
  return lines;
}

const ASSET_HEADER = ['Verdict', 'Asset', 'Product', 'Version', 'Site'] as const;

const VERDICT_STYLE: Readonly<Record<AlertAsset['verdict'], Style>> = {
  affected: 'bad',
  undecided: 'open',
  'not-affected': 'good',
};

function assetCells(asset: AlertAsset, withSite: boolean): Span[] {
  const cells: Span[] = [
    { text: VERDICT_WORDS[asset.verdict], style: VERDICT_STYLE[asset.verdict] },
    { text: feedText(asset.id), style: 'strong' },
    { text: feedText(asset.product) },
    { text: asset.version === undefined ? 'unknown' : feedText(asset.version) },
  ];
  return withSite ? [...cells, { text: asset.site === undefined ? '' : feedText(asset.site) }] : cells;
}

/** Where it is and why it is listed; a reason that stands in the row above already is not said again. */
function assetDetail(asset: AlertAsset, withSite: boolean, isRepeated: boolean): string {
  const facts = [
    asset.name === asset.id ? undefined : asset.name,
    withSite ? undefined : asset.site,
    asset.owner === undefined ? undefined : `owner ${asset.owner}`,
  ].filter((fact) => fact !== undefined);
  const because = isRepeated ? 'the same' : feedText(asset.because);
  return facts.length === 0 ? because : `${facts.map(feedText).join(', ')}: ${because}`;
}

/** Each column as wide as its widest cell, but none beyond its share; the product takes what the others leave. */
function columnWidths(rows: readonly (readonly Span[])[], inner: number): number[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) => {
    const widest = Math.max(...rows.map((row) => displayWidth(row[column]?.text ?? '')));
    return Math.min(widest, WIDEST_COLUMN[column] ?? widest);
  });
  const others = widths.reduce((sum, width, column) => (column === PRODUCT_COLUMN ? sum : sum + width), 0);
  widths[PRODUCT_COLUMN] = Math.max(Math.min(widths[PRODUCT_COLUMN] ?? 0, inner - others - 2 * (columns - 1)), 10);
  return widths;
}

const PRODUCT_COLUMN = 2;
const WIDEST_COLUMN: readonly number[] = [12, 14, 60, 11, 16];

function cveLines({ cves, caseId }: AlertMessage, inner: number): Line[] {
  const shown = cves.slice(0, MOST.cves).flatMap((cve) => paragraph(feedText(cveWords(cve)), inner));
  return [...shown, ...listLines(cves.slice(MOST.cves), 0, caseId, () => [])];
}

function indicatorLines({ indicators, caseId }: AlertMessage, inner: number): Line[] {
  const widestType = Math.max(...indicators.map(({ type }) => type.length), 0);
  return listLines(indicators, MOST.indicators, caseId, (indicator: AlertIndicator) => [
    ...paragraph(feedText(indicator.shown), inner, `${indicator.type.padEnd(widestType)}  `),
    ...paragraph(feedText(indicator.note ?? ''), inner - widestType - 2, '', 'open').map((line) => [
      { text: ' '.repeat(widestType + 2) },
      ...line,
    ]),
  ]);
}

function actionLines({ firstActions, caseId }: AlertMessage, inner: number): Line[] {
  return listLines(firstActions, MOST.actions, caseId, (action, index) =>
    paragraph(feedText(action), inner, `${index + 1}. `),
  );
}

function sourceLines({ sources, caseId }: AlertMessage, inner: number): Line[] {
  return listLines(sources, MOST.sources, caseId, (source: AlertSource) => {
    const day = dayOf(source.publishedAt);
    const link = followableLink(source.link);
    return [
      ...paragraph(`${feedText(source.publisher)}: ${feedText(source.title)}${lateWords(source)}`, inner, `${day}  `),
      ...paragraph(feedText(link?.href ?? ''), inner - day.length - 2, '', 'quiet').map((line) => [
        { text: ' '.repeat(day.length + 2) },
        ...line,
      ]),
    ];
  });
}
