import { justificationWords, minuteOf, RESOLUTION_WORDS } from '../cases/apply-action.ts';
import { counted, listed } from '../cases/listed.ts';
import { REMEDIATION_WORDS, remediesOn } from '../cases/remediation.ts';
import type { AlertState } from '../domain/alert.ts';
import type { Case } from '../domain/case.ts';
import {
  type Handling,
  REMEDIATION_STATES,
  type Remediation,
  statusOf,
  type VexStatement,
} from '../domain/handling.ts';

/**
 * How far people have come with a case, as its card shows it: one sentence for each fact that stands, those of what was said in
 * other cases (`remediesElsewhere`) among them.
 */
export function alertState(handling: Handling, elsewhere: readonly string[] = []): AlertState {
  const { acknowledged, assignee, snooze, resolution, statements, remediations = [], last, version } = handling;
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
      ...remediationLines(remediations),
      ...elsewhere,
      ...statements.map((one) => `${statementWords(one)}.`),
    ],
    ...(assignee !== undefined && { assignee }),
    ...(last !== undefined && { undoes: last.what }),
  };
}

/** How far the remedies have come: "Remediation done on 2 assets: .", one sentence for each state. */
function remediationLines(remediations: readonly Remediation[]): readonly string[] {
  return REMEDIATION_STATES.flatMap((state) => {
    const assets = [...new Set(remediations.filter((one) => one.state === state).map((one) => one.assetId))];
    return assets.length === 0
      ? []
      : [`Remediation ${REMEDIATION_WORDS[state]} on ${counted(assets.length, 'asset')}: ${listed(assets)}.`];
  });
}

/** What was said in other cases of remedies here: "Remediation done for CVE-2024-1709 on R-1, as Dana said in C-1." */
export function remediesElsewhere(one: Case): readonly string[] {
  if (one.remediedElsewhere === undefined) return [];
  const told = new Map<string, string[]>();
  for (const { asset } of one.assets) {
    for (const { cve, state, said, saidIn } of remediesOn(asset.id, one)) {
      if (cve === undefined || said === undefined || saidIn === undefined) continue;
      const words = `Remediation ${REMEDIATION_WORDS[state]} for ${cve}|, as ${said.by.name} said in ${saidIn}.`;
      told.set(words, [...(told.get(words) ?? []), asset.id]);
    }
  }
  return [...told].map(([words, assets]) => words.replace('|', ` on ${listed(assets)}`));
}

/** A person's statement in words: who declared what, and why. */
export function statementWords({ about, justification, by, note }: VexStatement): string {
  const what = about.kind === 'asset' ? about.assetId : `every ${about.product}`;
  return `Declared not affected by ${by.name}: ${what}, ${justificationWords(justification)}${said(note)}`;
}

function said(note: string | undefined): string {
  return note === undefined ? '' : ` ("${note}")`;
}
