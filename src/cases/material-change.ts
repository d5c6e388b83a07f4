import type { Advisory } from '../domain/advisory.ts';
import type { Decision } from '../domain/alert.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import {
  exploitationReported,
  fixPublished,
  indicatorsAdded,
  newProductOrRange,
  withdrawn,
} from './advisory-changes.ts';
import { newAffectedAsset, priorityRaised, verdictChanged } from './asset-changes.ts';
import type { CaseSnapshot, Change } from './change.ts';
import { exploitationRead, kevAdded, modelJump, quietFacts } from './fact-changes.ts';
import { mirroredMember, newVoice } from './new-voice.ts';
import { isRemedyAnswered, ofProductsHere } from './remedy-answered.ts';

/**
 * What makes a change worth a word, most urgent first. Each answers with sentences for people, or with none. The first ones
 * make a case worse, so that what was decided before has to be looked at again.
 */
const WORSENINGS: readonly ((change: Change) => readonly string[])[] = [
  priorityRaised,
  kevAdded,
  exploitationRead,
  exploitationReported,
  newAffectedAsset,
  verdictChanged,
  newProductOrRange,
];

const MATERIAL_CHANGES: readonly ((change: Change) => readonly string[])[] = [
  ...WORSENINGS,
  fixPublished,
  indicatorsAdded,
  withdrawn,
  newVoice,
];

/**
 * Whether a case speaks after a newcomer, and why: its first alert, or a change that matters. A case that is and was INFO has
 * nothing to say. Wording, references, dates, mirrors and a lower priority are recorded, not told.
 */
export function whatChanged(before: CaseSnapshot | undefined, after: CaseSnapshot, newcomer: Advisory): Decision {
  const because = after.triage.reasons.map((reason) => reason.because);
  if (before === undefined) {
    return isInfo(after)
      ? { kind: 'stay-silent', reasons: because }
      : { kind: 'notify', reasons: [`First alert: this case is ${after.triage.priority}.`, ...because] };
  }
  if (isInfo(before) && isInfo(after)) return { kind: 'stay-silent', reasons: because };
  const isAnswered = isRemedyAnswered({ before, after, newcomer });
  const change = isAnswered ? ofProductsHere({ before, after, newcomer }) : { before, after, newcomer };
  const reasons = MATERIAL_CHANGES.flatMap((tell) => tell(change));
  return reasons.length > 0
    ? { kind: 'notify', reasons }
    : {
        kind: 'stay-silent',
        reasons: [isAnswered ? REMEDY_UNCHANGED : whyImmaterial(change), ...modelJump(change), ...lowered(change)],
      };
}

/** Whether a group is called: only where the case is P1 now and was not before. */
export function isCallWorthy(before: CaseSnapshot | undefined, after: CaseSnapshot): boolean {
  return before?.triage.priority !== 'P1' && after.triage.priority === 'P1';
}

/** What makes a case worse than it was, in sentences; none where nothing does. */
export function worsenings(change: Change): readonly string[] {
  if (isInfo(change.after)) return [];
  const told = isRemedyAnswered(change) ? ofProductsHere(change) : change;
  return WORSENINGS.flatMap((tell) => tell(told));
}

const REMEDY_UNCHANGED =
  'The new revision changes nothing for what runs here, and people have answered for its remediation on every asset.';

function isInfo(snapshot: CaseSnapshot): boolean {
  return snapshot.triage.priority === 'INFO';
}

function whyImmaterial(change: Change): string {
  const { before, newcomer } = change;
  const known = before.members.find((member) => member.advisory.id === newcomer.id);
  if (known?.advisory.revision === newcomer.revision) return quietFacts(change);
  if (known !== undefined) return 'The new revision changes only words, references or dates.';
  const mirrored = mirroredMember(change);
  if (mirrored !== undefined) return `${newcomer.publisher.name} repeats what ${mirrored.publisher.name} said.`;
  return `${newcomer.publisher.name} reports it too, and adds nothing new.`;
}

function lowered({ before, after }: Change): readonly string[] {
  const [from, to] = [before.triage.priority, after.triage.priority];
  return isMoreUrgent(from, to)
    ? [`The priority falls from ${from} to ${to}: the alert is redrawn without a sound.`]
    : [];
}
