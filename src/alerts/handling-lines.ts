import { justificationWords, minuteOf, RESOLUTION_WORDS } from '../cases/apply-action.ts';
import type { AlertState } from '../domain/alert.ts';
import { type Handling, statusOf, type VexStatement } from '../domain/handling.ts';

/** How far people have come with a case, as its card shows it: one sentence for each fact that stands. */
export function alertState(handling: Handling): AlertState {
  const { acknowledged, assignee, snooze, resolution, statements, last, version } = handling;
  return {
    status: statusOf(handling),
    version,
    lines: [
      ...(resolution === undefined
        ? []
        : [
            `Resolved as ${RESOLUTION_WORDS[resolution.how]} by ${resolution.by.name}, ${minuteOf(resolution.at)}${said(resolution.note)}.`,
          ]),
      ...(snooze === undefined
        ? []
        : [
            `Snoozed by ${snooze.by.name} until ${minuteOf(snooze.until)}: ${snooze.reason.replace(/[.\s]+$/, '')}. A rise in urgency ends it.`,
          ]),
      ...(acknowledged === undefined ? [] : [`Acknowledged by ${acknowledged.by.name}, ${minuteOf(acknowledged.at)}.`]),
      ...(assignee === undefined ? [] : [`Assigned to ${assignee.name}.`]),
      ...statements.map((one) => `${statementWords(one)}.`),
    ],
    ...(assignee !== undefined && { assignee }),
    ...(last !== undefined && { undoes: last.what }),
  };
}

/** A person's statement in words: who declared what, and why. */
export function statementWords({ about, justification, by, note }: VexStatement): string {
  const what = about.kind === 'asset' ? about.assetId : `every ${about.product}`;
  return `Declared not affected by ${by.name}: ${what}, ${justificationWords(justification)}${said(note)}`;
}

function said(note: string | undefined): string {
  return note === undefined ? '' : ` ("${note}")`;
}
