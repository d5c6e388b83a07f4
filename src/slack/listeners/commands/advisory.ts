import type { BlockButtonAction, Middleware, SlackActionMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { AdvisoryPage } from '../../../ports/front-office.ts';
import { ADVISORY_FIELDS } from '../../../query/advisory-query.ts';
import { advisoryAnswer } from '../../blocks/answers/advisory-answer.ts';
import { affectedAnswer } from '../../blocks/answers/affected-answer.ts';
import { caseAnswer } from '../../blocks/answers/case-answer.ts';
import { helpAnswer } from '../../blocks/answers/help-answer.ts';
import { indicatorAnswer } from '../../blocks/answers/indicator-answer.ts';
import { plainAnswer, redAnswer } from '../../blocks/answers/plain-answer.ts';
import { PAGE_SIZE, searchAnswer } from '../../blocks/answers/search-answer.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import { ADVISORY_USAGE, type AdvisoryRequest, readAdvisoryRequest } from '../../commands/advisory-request.ts';
import { didYouMean } from '../../commands/command-usage.ts';
import { readPageRef } from '../../commands/page-ref.ts';
import { plainCommandText } from '../../commands/plain-command-text.ts';
import type { ListenerContext } from '../context.ts';
import { answer } from './answer.ts';

/** `/advisory`: acknowledged at once, answered to the asker alone. For viewers. */
export function advisoryCommand(context: ListenerContext): Middleware<SlackCommandMiddlewareArgs> {
  return async ({ ack, command, respond }) => {
    await ack();
    const request = readAdvisoryRequest(plainCommandText(command.text));
    const asker = { respond, userId: command.user_id, role: 'viewer' } as const;
    await answer(asker, () => answerTo(request, command.user_id, context), context);
  };
}

/** The buttons "Newer" and "Older": another page in place of the one that was shown. */
export function turnPage(context: ListenerContext): Middleware<SlackActionMiddlewareArgs<BlockButtonAction>> {
  return async ({ ack, action, body, respond }) => {
    await ack();
    const asker = { respond, userId: body.user.id, role: 'viewer', replaces: true } as const;
    await answer(asker, () => page(action.value, context), context);
  };
}

async function page(value: unknown, { office }: ListenerContext): Promise<SlackMessage> {
  const ref = readPageRef(value);
  if (ref === undefined) return plainAnswer('This button cannot be read. Search again with "/advisory".');
  return searchAnswer(ref, await office.search(ref.query, { offset: ref.offset, limit: PAGE_SIZE }));
}

async function answerTo(request: AdvisoryRequest, userId: string, context: ListenerContext): Promise<SlackMessage> {
  const { office } = context;
  switch (request.kind) {
    case 'help':
      return helpAnswer(ADVISORY_USAGE, ADVISORY_FIELDS);
    case 'slip':
      return plainAnswer(`${request.words} "/advisory help" shows all.`);
    case 'search':
      return search(request, context);
    case 'show':
      return show(request.what, context);
    case 'affected':
      return affectedAnswer(await office.affected(request.what));
    case 'ioc':
      return indicatorAnswer(await office.whoNames(request.what));
    case 'export':
      return sendExport(request, userId, context);
  }
}

async function search(
  request: Extract<AdvisoryRequest, { kind: 'search' }>,
  context: ListenerContext,
): Promise<SlackMessage> {
  const { query } = request;
  const page = await context.office.search(query, { offset: 0, limit: PAGE_SIZE });
  return searchAnswer({ query, offset: 0 }, page, await hintFor(request, page, context));
}

/** What may have been meant by a search that found nothing. */
async function hintFor(
  { query, perhaps }: Extract<AdvisoryRequest, { kind: 'search' }>,
  { total }: AdvisoryPage,
  { office }: ListenerContext,
): Promise<string> {
  if (total > 0) return '';
  if (perhaps !== undefined) return `Did you mean "${perhaps}"?`;
  if (query.source === undefined) return '';
  const ids = (await office.sources()).map(({ id }) => id);
  if (ids.includes(query.source)) return '';
  return `No source is called "${query.source}".${didYouMean(query.source, ids)} "/ward sources" lists them.`;
}

async function show(what: string, { office }: ListenerContext): Promise<SlackMessage> {
  if (/^C-\d+$/.test(what)) {
    const view = await office.caseView(what);
    return view === undefined ? nothingCalled(what) : caseAnswer(view);
  }
  const view = await office.advisoryView(what);
  return view === undefined ? nothingCalled(what) : advisoryAnswer(view);
}

function nothingCalled(what: string): SlackMessage {
  return plainAnswer(
    `Nothing that was read is called "${what}". "/advisory WORDS" searches every advisory by its words.`,
  );
}

async function sendExport(
  { what, format }: Extract<AdvisoryRequest, { kind: 'export' }>,
  userId: string,
  { office, people }: ListenerContext,
): Promise<SlackMessage> {
  const outcome = await office.exportCase(what, format);
  if (outcome === undefined) return nothingCalled(what);
  if (outcome.kind === 'nothing') return plainAnswer(outcome.because);
  const { file } = outcome;
  if (file.tlp === 'RED') return redAnswer(what);
  const trouble = await people.sendFile(userId, file);
  return plainAnswer(
    trouble === undefined
      ? `${file.name} is in your conversation with wardwatch.`
      : `${file.name} could not be sent to you. ${trouble}`,
  );
}
