import type { types } from '@slack/bolt';
import { INDICATORS_SHOWN } from '../../alerts/indicators-csv.ts';
import type { AlertAsset, AlertIndicator, AlertMessage, AlertSource } from '../../domain/alert.ts';
import {
  countVerdicts,
  cveWords,
  dueWords,
  followableLink,
  lateWords,
  PRIORITY_WORDS,
  VERDICT_WORDS,
  worstFirst,
} from '../../domain/alert-words.ts';
import { dayOf } from '../../domain/time.ts';
import { alertButtons } from './alert-buttons.ts';
import {
  andMore,
  bold,
  context,
  fields,
  glue,
  glueBold,
  header,
  hostLink,
  line,
  richText,
  section,
  titledList,
  words,
} from './elements.ts';
import { esc, literal, mention, mrkdwn, type SafeMrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';
import { textLength } from './text-length.ts';

/**
 * The alert as a Slack message of the blocks that every client has known since 2020. Words of feeds stand in `rich_text`,
 * where nothing is parsed. Long lists say how much was left out; a message that would pass 12,000 characters (beyond
 * about 13,000 Slack answers `msg_blocks_too_long`: slackapi/bolt-js#2509) is cut shorter, piece by piece. `called`: the group
 * or user whose attention it asks for.
 */
export function alertMessage(message: AlertMessage, called?: string): SlackMessage {
  return {
    text: spokenAlert(message),
    blocks: [...alertCard(message, called), alertButtons(message)],
  };
}

/** The card without its buttons. */
export function alertCard(message: AlertMessage, called?: string): types.KnownBlock[] {
  const whole = alertBlocks(message, ROOMY, called);
  return textLength(whole) <= MOST_CHARACTERS ? whole : alertBlocks(message, TIGHT, called);
}

/** What remains of Slack's 12,000 is for the buttons. */
const MOST_CHARACTERS = 11_000;

/** How many characters each piece may have. */
interface Room {
  readonly sentence: number;
  readonly quote: number;
  readonly name: number;
  readonly detail: number;
  readonly link: number;
}

const ROOMY: Room = { sentence: 400, quote: 500, name: 100, detail: 300, link: 1_000 };
const TIGHT: Room = { sentence: 120, quote: 180, name: 40, detail: 90, link: 100 };

function alertBlocks(message: AlertMessage, room: Room, called: string | undefined): types.KnownBlock[] {
  return [
    header(`${message.priority} ${PRIORITY_WORDS[message.priority]}: ${message.title}`),
    ...(called === undefined ? [] : [section(mrkdwn`For ${mention(called)}`)]),
    ...richText(line(words(message.headline, 2 * room.sentence))),
    ...richText(
      titledList('Where it stands', 'bullet', message.state.lines, 6, (one) => line(words(one, room.sentence))),
    ),
    fields(facts(message)),
    ...richText(titledList('Why', 'bullet', message.reasons, 10, (reason) => line(words(reason, room.sentence)))),
    ...richText(quotes(message, room)),
    ...richText(
      titledList('Assets, worst first', 'bullet', worstFirst(message.assets), 5, (one) => assetLine(one, room)),
    ),
    ...richText(titledList('Do first', 'ordered', message.firstActions, 10, (one) => line(words(one, room.sentence)))),
    ...richText(titledList('CVEs', 'bullet', message.cves, 8, (cve) => line(words(cveWords(cve), room.detail)))),
    ...richText(
      titledList('Benchmarks; your own policy decides', 'bullet', message.benchmarks, 4, (one) =>
        line(words(one, room.detail)),
      ),
    ),
    ...richText(indicators(message.indicators, room)),
    ...richText(titledList('Sources', 'bullet', message.sources, 6, (one) => sourceLine(one, room))),
    context(mrkdwn`${esc(message.caseId, 40)} · TLP:${esc(message.tlp)} · "Details" shows every reason with its quote`),
  ];
}

/** The sentence that a screen reader and a notification speak: how urgent, what, which assets, until when. */
export function spokenAlert(message: AlertMessage): SafeMrkdwn {
  const title = esc(message.title, 300);
  const headline = esc(message.headline, 1_200);
  const due = message.due === undefined ? mrkdwn`` : mrkdwn` ${esc(dueWords(message))} ${esc(message.due)}.`;
  const priority = esc(`${message.priority}, ${PRIORITY_WORDS[message.priority]}`);
  const state = esc(message.state.lines.slice(0, 2).join(' '), 400);
  return mrkdwn`${priority}: ${title}. ${headline} ${esc(countVerdicts(message.assets))}.${due} Case ${esc(message.caseId, 40)}. ${state}`.trim() as SafeMrkdwn;
}

function facts(message: AlertMessage): SafeMrkdwn[] {
  const { assignee } = message.state;
  return [
    mrkdwn`*Case*\n${esc(message.caseId, 40)}`,
    mrkdwn`*${esc(dueWords(message))}*\n${esc(message.due ?? 'no deadline')}`,
    mrkdwn`*Assets*\n${esc(countVerdicts(message.assets))}`,
    mrkdwn`*Assigned to*\n${assignee === undefined ? esc('nobody') : esc(assignee.name, 100)}`,
  ];
}

function quotes({ quotes: all }: AlertMessage, room: Room): types.RichTextBlockElement[] {
  const shown = all.slice(0, MOST_QUOTES).flatMap((quote): types.RichTextQuote[] => {
    const [first] = line(words(quote.text, room.quote), glue('\n— '), words(quote.from, room.name));
    return first === undefined ? [] : [{ type: 'rich_text_quote', elements: first.elements }];
  });
  return shown.length === 0
    ? []
    : [...line(glueBold("In the sources' words")), ...shown, ...andMore(all.length - MOST_QUOTES)];
}

const MOST_QUOTES = 4;

function assetLine(asset: AlertAsset, room: Room): types.RichTextSection[] {
  const version = asset.version === undefined ? 'version unknown' : literal(asset.version, 40);
  const place = [
    asset.name === asset.id ? undefined : literal(asset.name, room.name),
    asset.site === undefined ? undefined : literal(asset.site, room.name),
    asset.owner === undefined ? undefined : `owner ${literal(asset.owner, room.name)}`,
  ].filter((part) => part !== undefined && part !== '');
  return line(
    bold(`${literal(asset.id, room.name)}: ${VERDICT_WORDS[asset.verdict]}`),
    glue(asset.declared === undefined ? '' : `, ${literal(asset.declared, room.detail)}`),
    glue(' · '),
    words(asset.product, room.name),
    glue(` ${version}`),
    glue(place.length === 0 ? '' : ` · ${place.join(' · ')}`),
    glue('\n'),
    words(asset.because, room.detail),
  );
}

/** Monospaced and defanged, one a line, its note below it; more than these come as a file in the thread. */
function indicators(all: readonly AlertIndicator[], room: Room): types.RichTextBlockElement[] {
  const left = all.length - INDICATORS_SHOWN;
  const text = all
    .slice(0, INDICATORS_SHOWN)
    .map(({ type, shown, note }) => {
      const noted = note === undefined ? '' : `\n  ${literal(note, room.detail)}`;
      return `${literal(type, 20)}  ${literal(shown, room.detail)}${noted}`;
    })
    .join('\n');
  return text === ''
    ? []
    : [
        ...line(glueBold('Indicators, defanged')),
        { type: 'rich_text_preformatted', elements: [glue(text)] },
        ...(left > 0 ? line(glue(`… and ${left} more; all ${all.length} are in the CSV file in the thread`)) : []),
      ];
}

function sourceLine(source: AlertSource, room: Room): types.RichTextSection[] {
  const link = followableLink(source.link);
  return line(
    glue(`${dayOf(source.publishedAt)} · `),
    bold(source.publisher, room.name),
    glue(': '),
    words(source.title, room.detail),
    glue(lateWords(source)),
    ...(link === undefined || link.href.length > room.link ? [] : [glue(' · '), hostLink(link)]),
  );
}
