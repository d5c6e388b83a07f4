import type { types } from '@slack/bolt';
import type { Suppression, SuppressionScope } from '../../../domain/suppression.ts';
import { addDays, type LocalDate } from '../../../domain/time.ts';
import type { HiddenCase, SilencePreview } from '../../../ports/silence-office.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { button, input, line, modal, option, plain, richText, section, titledList, words } from '../elements.ts';
import { esc, joinMrkdwn, mrkdwn, type SafeMrkdwn } from '../safe-text.ts';
import { allChosenIn, dayIn, type Read, type ViewState, writtenIn } from './read-state.ts';

/** What the window of a suppression is drawn of. */
export interface SilenceWindow {
  readonly caseId: string;
  /** What all of the case has in common. */
  readonly common: SuppressionScope;
  /** Absent: nothing is chosen yet. */
  readonly preview?: SilencePreview;
  readonly holding: readonly Suppression[];
  readonly today: LocalDate;
}

/** What a person asks to be kept silent. */
export interface SilenceAnswer {
  readonly scope: SuppressionScope;
  readonly reason: string;
  readonly expiresOn: LocalDate;
}

/** Asks what is to be kept silent, why and until when; says before what it would have hidden, and lists what is silent already. */
export function silenceModal({ caseId, common, preview, holding, today }: SilenceWindow): types.ModalView {
  const options = keysOf(common).map((key) => option(LABELS[key], key, common[key]));
  const already = [...heading(holding), ...holding.slice(0, MOST_LISTED).map(holdingBlock)];
  if (options.length === 0) {
    return modal('notice', `Silence for ${caseId}`, [
      section(mrkdwn`What ${esc(caseId, 40)} is about has nothing in common by which it could be kept silent.`),
      ...already,
    ]);
  }
  return modal(
    'silence:add',
    `Silence for ${caseId}`,
    [
      input(
        'scope',
        'Stay silent about cases of which all is',
        { type: 'multi_static_select', action_id: 'silence:scope', placeholder: plain('Choose', 20), options },
        { asksAtOnce: true, hint: 'All that you choose must hold of everything that a case is about.' },
      ),
      { ...section(previewWords(preview)), block_id: 'preview' },
      input('reason', 'Why?', {
        type: 'plain_text_input',
        action_id: 'silence:reason',
        max_length: 300,
        placeholder: plain('e.g. is taken down in May', 100),
      }),
      input(
        'until',
        'Until when?',
        { type: 'datepicker', action_id: 'silence:until', initial_date: addDays(today, 30) },
        { hint: 'The last day on which it holds. What it hid and is still open is told then.' },
      ),
      ...already,
    ],
    { submit: 'Stay silent', ref: writeCaseRef({ caseId, version: 0 }) },
  );
}

/** What is ticked by now; undefined where nothing is. */
export function readScope(state: ViewState, common: SuppressionScope): SuppressionScope | undefined {
  const ticked = allChosenIn(state, 'scope');
  const chosen = keysOf(common).filter((key) => ticked.includes(key));
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen.map((key) => [key, common[key]]));
}

/** The finished answer; a day that has passed and what is missing are said below their questions. */
export function readSilence(state: ViewState, common: SuppressionScope, today: LocalDate): Read<SilenceAnswer> {
  const scope = readScope(state, common);
  const reason = writtenIn(state, 'reason');
  const expiresOn = dayIn(state, 'until');
  const isDay = expiresOn !== undefined && expiresOn >= today && expiresOn <= addDays(today, MOST_DAYS);
  if (scope !== undefined && reason !== undefined && isDay)
    return { kind: 'answer', answer: { scope, reason, expiresOn } };
  return {
    kind: 'errors',
    errors: {
      ...(scope === undefined && { scope: 'Choose what it is about.' }),
      ...(reason === undefined && { reason: 'Say why, so that others know.' }),
      ...(!isDay && { until: 'Choose a day from today on, at most a year away.' }),
    },
  };
}

/** Says that a suppression holds, or that it ended, with the way back. */
export function silencedModal(
  said: string,
  undo: { readonly action: 'end' | 'restore'; readonly id: string },
): types.ModalView {
  return modal('notice', 'Done', [
    ...richText(line(words(said, 1_500))),
    {
      type: 'actions',
      elements: [button(`silence:${undo.action}`, 'Undo', undo.id, `Undo what was done with ${undo.id}`)],
    },
  ]);
}

/** A scope in words: `product "Example Viewer" and site "Annex"`. */
export function scopeWords(scope: SuppressionScope): string {
  return keysOf(scope)
    .map((key) => `${key} "${scope[key]}"`)
    .join(' and ');
}

const LABELS: Readonly<Record<keyof SuppressionScope, string>> = {
  product: 'of this product',
  vendor: 'of this vendor',
  site: 'at this site',
  source: 'from this source',
  cve: 'about this flaw',
};
const KEYS = ['product', 'vendor', 'site', 'source', 'cve'] as const;
const MOST_LISTED = 20;
const MOST_SHOWN = 8;
const MOST_DAYS = 366;

function keysOf(scope: SuppressionScope): readonly (keyof SuppressionScope)[] {
  return KEYS.filter((key) => scope[key] !== undefined);
}

function previewWords(preview: SilencePreview | undefined): SafeMrkdwn {
  if (preview === undefined) return mrkdwn`*What it would have hidden*\nChoose something above to see it.`;
  const { hidden, toldAllTheSame } = preview;
  const shown = hidden.slice(0, MOST_SHOWN).map(hiddenLine);
  const more = hidden.length > MOST_SHOWN ? [mrkdwn`… and ${hidden.length - MOST_SHOWN} more`] : [];
  const told =
    toldAllTheSame === 0 ? [] : [mrkdwn`${toldAllTheSame} more would have been told all the same: P1, or in KEV.`];
  const first = mrkdwn`*What it would have hidden*: ${hidden.length} of the stored cases`;
  return joinMrkdwn([first, ...shown, ...more, ...told], '\n');
}

function hiddenLine({ caseId, priority, title, tlp }: HiddenCase): SafeMrkdwn {
  return mrkdwn`• ${esc(caseId, 40)} ${esc(priority)} ${tlp === 'RED' ? mrkdwn`TLP:RED` : esc(title, 150)}`;
}

function heading(holding: readonly Suppression[]): types.KnownBlock[] {
  if (holding.length === 0) return [section(mrkdwn`Nothing is kept silent now.`)];
  return richText(titledList('Kept silent now', 'bullet', [holding.length], 1, (count) => line(words(counted(count)))));
}

function counted(count: number): string {
  const shown =
    count > MOST_LISTED ? `; the first ${MOST_LISTED} stand below, "wardwatch suppressions list" names all` : '';
  return `${count === 1 ? '1 suppression' : `${count} suppressions`}${shown}`;
}

function holdingBlock({ id, scope, reason, expiresOn, by }: Suppression): types.KnownBlock {
  const said = mrkdwn`*${esc(id, 40)}* until ${esc(expiresOn)}: ${esc(scopeWords(scope), 400)} (${esc(reason, 300)}, ${esc(by.name, 80)})`;
  return { ...section(said), accessory: button('silence:end', 'End', id, `End ${id}`) };
}
