import type { types } from '@slack/bolt';
import { minuteOf } from '../../../cases/apply-action.ts';
import type { Case } from '../../../domain/case.ts';
import type { CaseAction, SnoozeScope } from '../../../domain/handling.ts';
import type { Instant } from '../../../domain/time.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { input, modal, option, plain, section } from '../elements.ts';
import { esc, mrkdwn } from '../safe-text.ts';
import { chosenIn, type Read, timeIn, type ViewState, writtenIn } from './read-state.ts';

/** What a person has chosen so far. */
export interface SnoozeDraft {
  readonly until: Instant;
  readonly covers: SnoozeScope;
}

type Snooze = Extract<CaseAction, { readonly kind: 'snooze' }>;

/** Asks until when, why and what is held back, and says what that will mean. */
export function snoozeModal(one: Case, seenVersion: number, draft: SnoozeDraft): types.ModalView {
  const covers = COVERS.map(({ value, text, description }) => option(text, value, description));
  const durations = DURATIONS.map(({ value, text }) => option(text, value));
  return modal(
    'case:snooze',
    `Snooze ${one.id}`,
    [
      input(
        'for',
        'For how long?',
        {
          type: 'static_select',
          action_id: 'snooze:for',
          placeholder: plain('Choose', 20),
          options: durations,
          ...initially(durations, DEFAULT_DURATION),
        },
        { asksAtOnce: true },
      ),
      input(
        'until',
        'Or until a date and time',
        { type: 'datetimepicker', action_id: 'snooze:until' },
        { optional: true, asksAtOnce: true, hint: 'In your own time zone. It counts before the choice above.' },
      ),
      input('reason', 'Why?', {
        type: 'plain_text_input',
        action_id: 'snooze:reason',
        max_length: 300,
        placeholder: plain('e.g. change window on Thursday night', 100),
      }),
      input(
        'covers',
        'What is held back?',
        { type: 'radio_buttons', action_id: 'snooze:covers', options: covers, ...initially(covers, DEFAULT_SCOPE) },
        { asksAtOnce: true },
      ),
      { ...section(mrkdwn`*What this means*\n${esc(preview(one, draft), 2_500)}`), block_id: 'preview' },
    ],
    { submit: 'Snooze', ref: writeCaseRef({ caseId: one.id, version: seenVersion }) },
  );
}

/** The draft that a fresh modal starts with. */
export function firstDraft(now: Instant): SnoozeDraft {
  return {
    until: laterBy(now, DURATIONS.find(({ value }) => value === DEFAULT_DURATION)?.ms ?? 0),
    covers: DEFAULT_SCOPE,
  };
}

/** What is chosen by now, complete or not. */
export function readSnoozeDraft(state: ViewState, now: Instant): SnoozeDraft {
  const chosen = DURATIONS.find(({ value }) => value === chosenIn(state, 'for'));
  const time = timeIn(state, 'until');
  const covers = chosenIn(state, 'covers');
  return {
    until: time === undefined ? laterBy(now, chosen?.ms ?? 0) : new Date(time).toISOString(),
    covers: covers === 'reminders' ? covers : DEFAULT_SCOPE,
  };
}

/** The finished answer; a time that has passed and a missing reason are said below their questions. */
export function readSnooze(state: ViewState, now: Instant): Read<Snooze> {
  const draft = readSnoozeDraft(state, now);
  const reason = writtenIn(state, 'reason');
  const errors = {
    ...(draft.until <= now && { until: 'This time has passed; choose a later one.' }),
    ...(draft.until > laterBy(now, LONGEST_MS) && { until: 'At most one year; choose an earlier time.' }),
    ...(reason === undefined && { reason: 'Say why, so that others know.' }),
  };
  if (reason === undefined || Object.keys(errors).length > 0) return { kind: 'errors', errors };
  return { kind: 'answer', answer: { kind: 'snooze', reason, ...draft } };
}

const HOUR_MS = 3_600_000;
const LONGEST_MS = 366 * 24 * HOUR_MS;
const DEFAULT_DURATION = '1d';
const DEFAULT_SCOPE: SnoozeScope = 'updates-and-reminders';

const DURATIONS = [
  { value: '4h', text: '4 hours', ms: 4 * HOUR_MS },
  { value: '1d', text: '1 day', ms: 24 * HOUR_MS },
  { value: '3d', text: '3 days', ms: 72 * HOUR_MS },
  { value: '7d', text: '1 week', ms: 168 * HOUR_MS },
  { value: '30d', text: '30 days', ms: 720 * HOUR_MS },
] as const;

const COVERS = [
  {
    value: 'updates-and-reminders',
    text: 'Updates and reminders',
    description: 'The card is redrawn; nothing is said in the thread.',
  },
  { value: 'reminders', text: 'Reminders only', description: 'What is new is still said in the thread.' },
] as const;

/** What a snooze will do, without a name: it is shown for a TLP:RED case as well. */
function preview(one: Case, { until, covers }: SnoozeDraft): string {
  const touched = one.assets.filter((each) => each.triage.priority !== 'INFO');
  const assets = touched.length === 1 ? '1 asset' : `${touched.length} assets`;
  const held = covers === 'reminders' ? 'Nobody is reminded' : 'Nobody is reminded, and nothing is said in its thread';
  return (
    `${held} until ${minuteOf(until)}. It covers the whole of ${one.id} with its ${assets}, in every channel. ` +
    'The card stays up to date. The snooze ends at once when the case gets worse: a higher priority, exploitation or a KEV ' +
    'entry, another affected asset, or more versions.'
  );
}

function initially(
  options: readonly types.PlainTextOption[],
  value: string,
): { initial_option?: types.PlainTextOption } {
  const initial = options.find((each) => each.value === value);
  return initial === undefined ? {} : { initial_option: initial };
}

function laterBy(now: Instant, ms: number): Instant {
  return new Date(Date.parse(now) + ms).toISOString();
}
