import { runningWords, stoppedWords } from '../../../alerts/rematch-runs.ts';
import { minuteOf } from '../../../cases/apply-action.ts';
import { counted } from '../../../cases/listed.ts';
import { isInTrouble } from '../../../domain/source-condition.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import type { WardStatus } from '../../../ports/front-office.ts';
import { context, line, richText, titledList, words } from '../elements.ts';
import { rematchPart } from '../rematch-part.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { sourceLine } from './source-line.ts';

/** How wardwatch itself is doing: first whether all is quiet, then what a person must look at. */
export function statusAnswer(status: WardStatus): SlackMessage {
  const sentences = [openCases(status), lastTold(status), ...parked(status)];
  const rematch = [runningWords(status.rematch) ?? [], stoppedWords(status.rematch) ?? []].flat();
  const trouble = status.sources.filter(isInTrouble);
  const working = status.sources.length - trouble.length;
  const facts = [
    `Sources: ${working} of ${status.sources.length} work.`,
    `Waiting: ${counted(status.waiting.documents, 'document')} to be read, ${status.waiting.advisories} to be matched.`,
    `Outbox: ${status.outbox.pending} to be told, ${status.outbox.sending} on the way, ${status.outbox.posted} told.`,
    `Inventory: ${counted(status.assets, 'asset')}.`,
  ];
  return {
    text: esc([...sentences, ...rematch, ...facts].join(' '), 2_000),
    blocks: [
      ...richText([...line(words(sentences.join(' '), 1_000))]),
      ...rematchPart(status.rematch),
      ...richText([
        ...titledList('How it works', 'bullet', facts, facts.length, (fact) => line(words(fact))),
        ...titledList('Sources in trouble', 'bullet', trouble, 10, sourceLine),
      ]),
      context(mrkdwn`\`/ward sources\` lists every source with its last success`),
    ],
  };
}

function openCases({ openCases }: WardStatus): string {
  const counts = PRIORITIES.flatMap((priority) =>
    openCases[priority] === 0 ? [] : [`${openCases[priority]} ${priority}`],
  );
  return counts.length === 0 ? 'All quiet: no case is open.' : `Open cases: ${counts.join(', ')}.`;
}

function lastTold({ lastToldAt }: WardStatus): string {
  return lastToldAt === undefined
    ? 'Nothing was told in any channel so far.'
    : `Nothing new was told since ${minuteOf(lastToldAt)}.`;
}

function parked({ outbox }: WardStatus): string[] {
  return [
    ...(outbox.dead === 0
      ? []
      : [`${counted(outbox.dead, 'message')} could not be told: "wardwatch outbox list" says why.`]),
    ...(outbox.unknown === 0
      ? []
      : [`Of ${counted(outbox.unknown, 'message')} nobody knows yet whether Slack took them.`]),
  ];
}
