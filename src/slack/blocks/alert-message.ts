import type { types } from '@slack/bolt';
import type { AlertAsset, AlertIndicator, AlertMessage, AlertSource } from '../../domain/alert.ts';
import { countVerdicts, followableLink, PRIORITY_WORDS, VERDICT_WORDS, worstFirst } from '../../domain/alert-words.ts';
import { dayOf } from '../../domain/time.ts';
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
  titledList,
  words,
} from './elements.ts';
import { esc, literal, mrkdwn, type SafeMrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';
import { textLength } from './text-length.ts';

/**
 * The alert as a Slack message of the blocks that every client has known since 2020. Words of feeds stand in `rich_text`,
 * where nothing is parsed. Long lists say how much was left out; a message that would pass 12,000 characters (beyond
 * about 13,000 Slack answers `msg_blocks_too_long`: slackapi/bolt-js#2509) is cut shorter, piece by piece.
 */
export function alertMessage(message: AlertMessage): SlackMessage {
  const whole = alertBlocks(message, ROOMY);
  const blocks = textLength(whole) <= MOST_CHARACTERS ? whole : alertBlocks(message, TIGHT);
  return { text: spokenAlert(message), blocks };
}

const MOST_CHARACTERS = 12_000;

/** How many characters each piece may have. */
interface Room {
  readonly sentence: number;
  readonly quote: number;
  readonly name: number;
  readonly detail: number;
  readonly link: number;
}

const ROOMY: Room = { sentence: 400, quote: 500, name: 100, detail: 300, link: 1_000 };
const TIGHT: Room = { sentence: 150, quote: 200, name: 40, detail: 110, link: 120 };

function alertBlocks(message: AlertMessage, room: Room): types.KnownBlock[] {
  return [
    header(`${message.priority} ${PRIORITY_WORDS[message.priority]}: ${message.title}`),
    ...richText(line(words(message.headline, 2 * room.sentence))),
    fields(facts(message)),
    ...richText(titledList('Why', 'bullet', message.reasons, 10, (reason) => line(words(reason, room.sentence)))),
    ...richText(quotes(message, room)),
    ...richText(
      titledList('Assets, worst first', 'bullet', worstFirst(message.assets), 5, (one) => assetLine(one, room)),
    ),
    ...richText(titledList('Do first', 'ordered', message.firstActions, 6, (one) => line(words(one, room.sentence)))),
    ...richText(indicators(message.indicators, room)),
    ...richText(titledList('Sources', 'bullet', message.sources, 6, (one) => sourceLine(one, room))),
    context(
      mrkdwn`TLP:${esc(message.tlp)} · every reason with its quote: \`wardwatch show ${esc(message.caseId, 40)}\``,
    ),
  ];
}

/** The sentence that a screen reader and a notification speak: how urgent, what, which assets, until when. */
export function spokenAlert(message: AlertMessage): SafeMrkdwn {
  const title = esc(message.title, 300);
  const headline = esc(message.headline, 1_200);
  const due = message.due === undefined ? mrkdwn`` : mrkdwn` Due ${esc(message.due)}.`;
  const priority = esc(`${message.priority}, ${PRIORITY_WORDS[message.priority]}`);
  return mrkdwn`${priority}: ${title}. ${headline} ${esc(countVerdicts(message.assets))}.${due} Case ${esc(message.caseId, 40)}.`;
}

function facts(message: AlertMessage): SafeMrkdwn[] {
  const cves =
    message.cves.slice(0, 10).join(', ') + (message.cves.length > 10 ? ` and ${message.cves.length - 10} more` : '');
  return [
    mrkdwn`*Case*\n${esc(message.caseId, 40)}`,
    mrkdwn`*Due*\n${esc(message.due ?? 'no deadline')}`,
    mrkdwn`*Assets*\n${esc(countVerdicts(message.assets))}`,
    mrkdwn`*CVEs*\n${esc(cves || 'none named', 400)}`,
  ];
}

function quotes({ quotes: all }: AlertMessage, room: Room): types.RichTextBlockElement[] {
  const shown = all.slice(0, MOST_QUOTES).flatMap((quote): types.RichTextQuote[] => {
    const [section] = line(words(quote.text, room.quote), glue('\n— '), words(quote.from, room.name));
    return section === undefined ? [] : [{ type: 'rich_text_quote', elements: section.elements }];
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
    glue(' · '),
    words(asset.product, room.name),
    glue(` ${version}`),
    glue(place.length === 0 ? '' : ` · ${place.join(' · ')}`),
    glue('\n'),
    words(asset.because, room.detail),
  );
}

/** Monospaced and defanged, one a line, its note below it. */
function indicators(all: readonly AlertIndicator[], room: Room): types.RichTextBlockElement[] {
  const text = all
    .slice(0, MOST_INDICATORS)
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
        ...andMore(all.length - MOST_INDICATORS),
      ];
}

const MOST_INDICATORS = 10;

function sourceLine(source: AlertSource, room: Room): types.RichTextSection[] {
  const link = followableLink(source.link);
  return line(
    glue(`${dayOf(source.publishedAt)} · `),
    bold(source.publisher, room.name),
    glue(': '),
    words(source.title, room.detail),
    ...(link === undefined || link.href.length > room.link ? [] : [glue(' · '), hostLink(link)]),
  );
}
