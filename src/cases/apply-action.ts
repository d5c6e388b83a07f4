import type { Actor } from '../domain/actor.ts';
import type { Case } from '../domain/case.ts';
import {
  type CaseAction,
  type Handling,
  type HandlingState,
  statusOf,
  type VexJustification,
  type VexStatement,
  type VexSubject,
} from '../domain/handling.ts';
import type { Instant } from '../domain/time.ts';
import { statementOn } from '../triage/declared.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { listed } from './listed.ts';
import {
  REMEDIATION_WORDS,
  remediated,
  whyNotRemediated,
  whyRemediatedAlready,
  whySaidElsewhere,
} from './remediation.ts';

/** What an action makes of a case's handling, with one sentence that says what was done or why not. */
export type Applied =
  | { readonly kind: 'changed'; readonly handling: Handling; readonly words: string }
  | { readonly kind: 'refused'; readonly because: string };

/**
 * Applies what a person did to a case that they saw at `seenVersion`. Refused, in plain words, when somebody was faster, when
 * it stands so already, or when it makes no sense: so that a double click or a click on an old card changes nothing.
 */
export function applyAction(one: Case, action: CaseAction, by: Actor, at: Instant, seenVersion: number): Applied {
  const { handling } = one;
  const because = whyAlreadySo(one, action) ?? whyOutdated(handling, seenVersion) ?? whySenseless(one, action, at);
  if (because !== undefined) return { kind: 'refused', because };
  const { version: _, last, ...state } = handling;
  if (action.kind === 'undo') {
    const words = `${by.name} took back: ${last?.what ?? 'the last change'}.`;
    return { kind: 'changed', handling: { ...(last?.before ?? state), version: handling.version + 1 }, words };
  }
  const after = stateAfter(one, state, action, by, at);
  const what = whatWasDone(one, action);
  return {
    kind: 'changed',
    handling: {
      ...after,
      version: handling.version + 1,
      last: { what: `${what} by ${by.name}`, by, at, before: state },
    },
    words: `${by.name}: ${what}${noteOf(action)}.`,
  };
}

function stateAfter(
  one: Case,
  state: HandlingState,
  action: Exclude<CaseAction, { kind: 'undo' }>,
  by: Actor,
  at: Instant,
) {
  const { snooze: _, resolution: __, ...awake } = state;
  switch (action.kind) {
    case 'acknowledge':
      return { ...awake, acknowledged: { by, at } };
    case 'assign':
      return { ...state, assignee: action.to, acknowledged: state.acknowledged ?? { by, at } };
    case 'snooze':
      return {
        ...awake,
        acknowledged: state.acknowledged ?? { by, at },
        snooze: { until: action.until, reason: action.reason, covers: action.covers, by, at },
      };
    case 'resolve':
      return { ...awake, resolution: { how: action.how, ...noted(action), by, at } };
    case 'reopen':
      return awake;
    case 'remediate':
      return { ...state, remediations: remediated(one, action, by, at) };
    case 'not-affected':
      return declared(one, state, action, by, at);
  }
}

/** New statements replace older ones about the same thing; when nothing is left that may be affected, the case is resolved. */
function declared(
  one: Case,
  state: HandlingState,
  action: Extract<CaseAction, { kind: 'not-affected' }>,
  by: Actor,
  at: Instant,
): HandlingState {
  const advisories = one.members.map((member) => member.advisory);
  const cves = [...new Set(advisories.flatMap(cvesOf))].sort();
  const made = action.about.map(
    (about): VexStatement => ({ about, justification: action.justification, cves, ...noted(action), by, at }),
  );
  const subjects = new Set(made.map(({ about }) => JSON.stringify(about)));
  const statements = [...state.statements.filter(({ about }) => !subjects.has(JSON.stringify(about))), ...made];
  const isOpen = one.assets.some(
    (each) => each.triage.priority !== 'INFO' && statementOn(each.asset, statements, advisories) === undefined,
  );
  const { snooze: _, ...awake } = state;
  return isOpen
    ? { ...state, statements }
    : { ...awake, statements, resolution: { how: 'not-affected', ...noted(action), by, at } };
}

function noted(action: { readonly note?: string }): { note?: string } {
  return action.note === undefined ? {} : { note: action.note };
}

function noteOf(action: CaseAction): string {
  const note = action.kind === 'snooze' ? action.reason : 'note' in action ? action.note : undefined;
  return note === undefined ? '' : ` ("${note}")`;
}

function whyAlreadySo(one: Case, action: CaseAction): string | undefined {
  const { handling } = one;
  const { acknowledged, assignee, resolution } = handling;
  const status = statusOf(handling);
  if (action.kind === 'acknowledge' && acknowledged !== undefined && status === 'acknowledged') {
    return `${acknowledged.by.name} acknowledged it already, ${minuteOf(acknowledged.at)}.`;
  }
  if (action.kind === 'assign' && assignee?.id === action.to.id) return `It is assigned to ${assignee.name} already.`;
  if (action.kind === 'resolve' && resolution?.how === action.how) {
    return `${resolution.by.name} resolved it as ${RESOLUTION_WORDS[resolution.how]} already, ${minuteOf(resolution.at)}.`;
  }
  if (action.kind === 'reopen' && resolution === undefined && handling.snooze === undefined) {
    return 'It is open already.';
  }
  if (action.kind === 'remediate') return whyRemediatedAlready(one, action);
  return undefined;
}

/** Nothing is changed on the strength of what was seen before somebody else's change. */
function whyOutdated({ version, last }: Handling, seenVersion: number): string | undefined {
  if (version === seenVersion) return undefined;
  const meanwhile = last === undefined ? 'It changed meanwhile' : `Meanwhile: ${last.what}, ${minuteOf(last.at)}`;
  return `${meanwhile}. Nothing was done; look at the card again and decide anew.`;
}

function whySenseless(one: Case, action: CaseAction, at: Instant): string | undefined {
  if (action.kind === 'undo' && one.handling.last === undefined) return 'There is nothing to undo.';
  if (action.kind === 'snooze' && action.until <= at) return 'The time to snooze until has passed; choose a later one.';
  if (action.kind === 'remediate') return whyNotRemediated(one, action) ?? whySaidElsewhere(one, action);
  const isResolved = one.handling.resolution !== undefined;
  if (isResolved && action.kind !== 'undo' && action.kind !== 'reopen' && action.kind !== 'resolve') {
    return 'The case is resolved; reopen it first.';
  }
  return undefined;
}

/** How a resolution is said. */
export const RESOLUTION_WORDS: Readonly<Record<NonNullable<Handling['resolution']>['how'], string>> = {
  patched: 'patched',
  mitigated: 'mitigated',
  'not-affected': 'not affected',
  'false-positive': 'a false positive',
};

function whatWasDone(one: Case, action: Exclude<CaseAction, { kind: 'undo' }>): string {
  switch (action.kind) {
    case 'acknowledge':
      return 'acknowledged';
    case 'assign':
      return `assigned to ${action.to.name}`;
    case 'snooze':
      return `snoozed until ${minuteOf(action.until)}`;
    case 'resolve':
      return `resolved as ${RESOLUTION_WORDS[action.how]}`;
    case 'reopen':
      return one.handling.snooze === undefined ? 'reopened' : 'ended the snooze';
    case 'remediate':
      return `remediation ${REMEDIATION_WORDS[action.state]} on ${listed(action.assetIds)}${
        action.cves === undefined ? '' : ` for ${listed(action.cves)}`
      }`;
    case 'not-affected':
      return `declared ${subjectsWords(action.about)} not affected, ${justificationWords(action.justification)}`;
  }
}

function subjectsWords(about: readonly VexSubject[]): string {
  return listed(about.map((one) => (one.kind === 'asset' ? one.assetId : `every ${one.product}`)));
}

/** A VEX justification as words: "vulnerable code not present". */
export function justificationWords(justification: VexJustification): string {
  return justification.replaceAll('_', ' ');
}

/** An instant to the minute, e.g. "2024-01-22 10:42 UTC". */
export function minuteOf(at: Instant): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
