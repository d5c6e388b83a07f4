import { ADVISORY_FIELDS } from '../../query/advisory-query.ts';
import { advisoryAnswer } from '../blocks/answers/advisory-answer.ts';
import { affectedAnswer } from '../blocks/answers/affected-answer.ts';
import { auditAnswer } from '../blocks/answers/audit-answer.ts';
import { caseAnswer } from '../blocks/answers/case-answer.ts';
import { helpAnswer } from '../blocks/answers/help-answer.ts';
import { indicatorAnswer } from '../blocks/answers/indicator-answer.ts';
import { plainAnswer, redAnswer } from '../blocks/answers/plain-answer.ts';
import { PAGE_SIZE, searchAnswer } from '../blocks/answers/search-answer.ts';
import { sourcesAnswer } from '../blocks/answers/sources-answer.ts';
import { statusAnswer } from '../blocks/answers/status-answer.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { ADVISORY_USAGE } from '../commands/advisory-request.ts';
import { WARD_USAGE } from '../commands/ward-request.ts';
import { answerSamples } from './answer-samples.ts';
import { maximalView, ordinaryView } from './samples.ts';
import type { Surface } from './surface.ts';

/** What `/advisory` and `/ward` answer. */
export const ANSWER_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) =>
  Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'message', name, form, payload })),
);

function drawAll(form: Surface['form']): Readonly<Record<string, SlackMessage>> {
  const { page, advisory, affected, indicator, status, sources, audit } = answerSamples(form);
  const isOrdinary = form === 'ordinary';
  const words = isOrdinary ? 'ransomware product:"Remote Desk"' : 'ransomware '.repeat(40);
  return {
    'advisory-search': searchAnswer({ query: { words: words.trim() }, offset: isOrdinary ? 0 : PAGE_SIZE }, page),
    'advisory-show': advisoryAnswer(advisory),
    'advisory-show-case': caseAnswer(isOrdinary ? ordinaryView() : maximalView()),
    'advisory-affected': affectedAnswer(affected),
    'advisory-ioc': indicatorAnswer(indicator),
    'advisory-help': helpAnswer(ADVISORY_USAGE, ADVISORY_FIELDS),
    'ward-status': statusAnswer(status),
    'ward-sources': sourcesAnswer(sources),
    'ward-audit': auditAnswer(audit, isOrdinary),
    'ward-help': helpAnswer(WARD_USAGE),
    'answer-plain': plainAnswer(isOrdinary ? 'C-1.csv is in your conversation with wardwatch.' : 'Words. '.repeat(800)),
    'answer-red': redAnswer(isOrdinary ? 'C-1' : `example-health:${'a'.repeat(5_000)}`),
  };
}
