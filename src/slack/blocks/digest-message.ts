import type { types } from '@slack/bolt';
import { digestSentences, dueWords, standingWords, trendSentence } from '../../alerts/digest-words.ts';
import { sourceWords } from '../../alerts/source-words.ts';
import type { Cut, Digest, DigestCase, DigestChange, DigestSource } from '../../domain/digest.ts';
import { staleWords } from '../../domain/stale-version.ts';
import type { Tlp } from '../../domain/tlp.ts';
import { mayShow } from '../audience.ts';
import { andMore, context, glue, glueBold, header, line, rawCell, richText, titledList, words } from './elements.ts';
import { esc, mrkdwn } from './safe-text.ts';
import type { SlackMessage } from './slack-message.ts';
import { staleLine } from './stale-line.ts';

/** A digest: the open cases as a table, then what changed and what needs a look. Titles above the channel's TLP are left out. */
export function digestMessage(digest: Digest, highest: Tlp): SlackMessage {
  const { openCases, changes, troubledSources, staleAssets, staleAfterDays, daily, day } = digest;
  const title = `Digest of ${day}`;
  const sentences = digestSentences(digest);
  return {
    text: mrkdwn`${esc(title)}. ${esc(sentences, 1_000)}`,
    blocks: [
      header(title),
      ...richText(line(words(sentences, 1_000))),
      ...casesTable(openCases.shown, highest),
      ...richText([
        ...andMore(openCases.total - openCases.shown.length),
        ...cutList('What changed', changes, (one) => changeLine(one, highest)),
        ...cutList('Sources in trouble', troubledSources, sourceLine),
        ...cutList(`Versions not confirmed for ${staleWords(staleAfterDays)}`, staleAssets, staleLine),
      ]),
      context(mrkdwn`${esc(trendSentence(daily))}`),
    ],
  };
}

function casesTable(cases: readonly DigestCase[], highest: Tlp): types.TableBlock[] {
  if (cases.length === 0) return [];
  const head = ['Case', 'Priority', 'Due', 'Open for', 'State', 'What'].map((text) => rawCell(text, 20));
  const rows = cases.map((one) => [
    rawCell(one.caseId, 20),
    rawCell(one.priority, 8),
    rawCell(dueWords(one), 30),
    rawCell(`${one.ageDays} d`, 10),
    rawCell(standingWords(one), 50),
    rawCell(shownTitle(one, highest), 100),
  ]);
  return [{ type: 'table', rows: [head, ...rows] }];
}

function shownTitle({ title, tlp }: Pick<DigestCase, 'title' | 'tlp'>, highest: Tlp): string {
  return mayShow(tlp, highest) ? title : `withheld, TLP:${tlp}`;
}

function cutList<T>(
  title: string,
  { shown, total }: Cut<T>,
  draw: (one: T) => types.RichTextSection[],
): types.RichTextBlockElement[] {
  return [...titledList(title, 'bullet', shown, shown.length, draw), ...andMore(total - shown.length)];
}

function changeLine(one: DigestChange, highest: Tlp): types.RichTextSection[] {
  return line(
    glueBold(`${one.caseId}, ${one.priority}`),
    glue(' · '),
    words(one.what.join('; '), 150),
    glue(' · '),
    words(shownTitle(one, highest), 100),
  );
}

function sourceLine(source: DigestSource): types.RichTextSection[] {
  return line(words(source.publisher, 60), glue(' · '), words(sourceWords(source), 150));
}
