import type { types } from '@slack/bolt';
import { confirmationWords, dueWords } from '../../alerts/digest-words.ts';
import { sourceWords } from '../../alerts/source-words.ts';
import { counted, listed } from '../../cases/listed.ts';
import { PRIORITY_WORDS } from '../../domain/alert-words.ts';
import type { DigestSource, StaleAsset } from '../../domain/digest.ts';
import { productName } from '../../domain/product-name.ts';
import type { Tlp } from '../../domain/tlp.ts';
import { PRIORITIES } from '../../domain/triage.ts';
import type { Watchlist } from '../../domain/watch.ts';
import type { HomeCase, HomeView } from '../../ports/home-office.ts';
import { mayShow } from '../audience.ts';
import { writeCaseRef } from '../case-ref.ts';
import { caseActionId } from './alert-buttons.ts';
import { confirmVersionButton } from './confirm-version.ts';
import {
  andMore,
  bold,
  button,
  context,
  glue,
  header,
  line,
  richText,
  section,
  titledList,
  words,
} from './elements.ts';
import { rematchPart } from './rematch-part.ts';
import { esc, literal, mrkdwn, type SafeMrkdwn } from './safe-text.ts';

/** What concerns one person, most pressing first, with what they can do about it. `highest`: the TLP that they may read. */
export function homeTab(home: HomeView, highest: Tlp): types.HomeView {
  return {
    type: 'home',
    blocks: [
      ...casesPart(home, highest),
      ...rematchPart(home.rematch),
      ...stalePart(home.staleAssets),
      ...watchlistsPart(home.watchlists),
      ...sourcesPart(home.troubledSources),
      context(
        mrkdwn`\`/advisory help\` and \`/ward help\` say what else you can ask · this page is drawn when you open it`,
      ),
    ],
  };
}

/** In place of everything, for who has no role or where it could not be drawn. */
export function noticeHome(text: SafeMrkdwn): types.HomeView {
  return { type: 'home', blocks: [header('wardwatch'), section(text)] };
}

function casesPart({ cases, openCases }: HomeView, highest: Tlp): types.KnownBlock[] {
  return [
    header('Your cases'),
    ...(cases.total === 0
      ? richText(line(glue('No open case is given to you, and none concerns an asset that you own.')))
      : cases.shown.flatMap((one) => caseBlocks(one, highest))),
    ...richText(andMore(cases.total - cases.shown.length)),
    context(mrkdwn`${esc(openInAll(openCases))}`),
  ];
}

function openInAll(openCases: HomeView['openCases']): string {
  const counts = PRIORITIES.flatMap((one) => (openCases[one] === 0 ? [] : [`${openCases[one]} ${one}`]));
  return counts.length === 0
    ? 'No case is open in all of wardwatch.'
    : `Open in all of wardwatch: ${counts.join(', ')}.`;
}

/** A title above what the person may read is left out, and with it all that would show more. */
function caseBlocks(one: HomeCase, highest: Tlp): types.KnownBlock[] {
  const { caseId, priority, title, tlp, status, version } = one;
  const isShown = mayShow(tlp, highest);
  const value = writeCaseRef({ caseId, version });
  const buttons = [
    ...(status === 'open'
      ? [button(caseActionId('acknowledge'), 'Acknowledge', value, `Acknowledge case ${caseId}`)]
      : []),
    ...(isShown
      ? [button(caseActionId('details'), 'Details', value, `Show every reason and quote of case ${caseId}`)]
      : []),
  ];
  return [
    ...richText(
      line(
        bold(`${priority} ${PRIORITY_WORDS[priority]} · ${caseId}`),
        glue(' · '),
        words(isShown ? title || 'Without a title' : `withheld, TLP:${tlp}; "wardwatch show ${caseId}" shows it`, 250),
        glue(`\n${[dueWords(one), status, ...whyYours(one, isShown)].join(' · ')}`),
      ),
    ),
    ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
  ];
}

function whyYours({ isAssigned, assets }: HomeCase, isShown: boolean): string[] {
  const names = isShown ? `: ${listedSafely(assets)}` : '';
  return [
    ...(isAssigned ? ['given to you'] : []),
    ...(assets.length === 0 ? [] : [`concerns ${counted(assets.length, 'asset')} of yours${names}`]),
  ];
}

/** The first few names, made safe; the others are only counted, and there may be thousands. */
function listedSafely(names: readonly string[]): string {
  return listed([...names.slice(0, MOST_NAMES).map((name) => literal(name, 60)), ...names.slice(MOST_NAMES)]);
}

/** As many as `listed` writes out. */
const MOST_NAMES = 5;

const MOST_STALE = 10;

function stalePart(assets: readonly StaleAsset[]): types.KnownBlock[] {
  if (assets.length === 0) return [];
  const all = confirmVersionButton(assets.slice(0, MOST_STALE), 0);
  return [
    header('Are these versions still right?'),
    section(
      mrkdwn`${esc(counted(assets.length, 'asset'))} of yours had no confirmation for a year, so what is said of them rests on old knowledge. Where a version is wrong, correct it instead of confirming it.`,
    ),
    ...assets.slice(0, MOST_STALE).map((asset, index) => staleBlock(asset, index + 1)),
    ...richText(andMore(assets.length - MOST_STALE)),
    ...(all === undefined || assets.length < 2 ? [] : [{ type: 'actions' as const, elements: [all] }]),
  ];
}

function staleBlock(asset: StaleAsset, position: number): types.SectionBlock {
  const confirm = confirmVersionButton([asset], position);
  const { id, product, version } = asset;
  const facts = mrkdwn`*${esc(id, 100)}* · ${esc(product, 100)} ${esc(version, 60)} · ${esc(confirmationWords(asset), 60)}`;
  return { ...section(facts), ...(confirm !== undefined && { accessory: confirm }) };
}

const MOST_LISTS = 10;

function watchlistsPart({ own, others }: HomeView['watchlists']): types.KnownBlock[] {
  if (own.length + others.length === 0) return [];
  const names = others.slice(0, MOST_OTHERS).map(({ name }) => literal(name, 40));
  const more = others.length > MOST_OTHERS ? ` and ${others.length - MOST_OTHERS} more` : '';
  return [
    header('Watchlists'),
    ...richText([
      ...titledList('Yours', 'bullet', own, MOST_LISTS, watchlistLine),
      ...(others.length === 0
        ? []
        : line(glue(`${own.length === 0 ? 'None is yours. ' : ''}Of others: ${names.join(', ')}${more}.`))),
    ]),
  ];
}

const MOST_OTHERS = 20;

function watchlistLine({ name, products, vendors, suppliers, sites, keywords, from, channel, expiresOn }: Watchlist) {
  const watched = [...products.map(productName), ...vendors, ...suppliers, ...sites, ...keywords];
  const facts = [
    `from ${from} up`,
    channel === undefined ? 'told where all cases are told' : `told in ${literal(channel, 20)}`,
    ...(expiresOn === undefined ? [] : [`until ${literal(expiresOn, 10)}`]),
  ];
  return line(
    bold(name, 40),
    glue(': '),
    words(listedSafely(watched) || 'nothing yet', 320),
    glue(` · ${facts.join(' · ')}`),
  );
}

function sourcesPart(sources: readonly DigestSource[]): types.KnownBlock[] {
  if (sources.length === 0) return [];
  return [
    header('Sources in trouble'),
    ...richText(
      titledList(`${counted(sources.length, 'source')} may need a look`, 'bullet', sources, 10, (source) =>
        line(words(source.publisher, 60), glue(' · '), words(sourceWords(source), 150)),
      ),
    ),
  ];
}
