import { RESOLUTION_WORDS } from '../cases/apply-action.ts';
import { counted } from '../cases/listed.ts';
import type { Case } from '../domain/case.ts';
import type { Digest, DigestCase, DigestChange, DigestFacts } from '../domain/digest.ts';
import { statusOf } from '../domain/handling.ts';
import { isInTrouble } from '../domain/source-condition.ts';
import { dayOf, daysBetween, type Instant, type LocalDate } from '../domain/time.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { textDefanger } from './defang-text.ts';
import { strictestTlp } from './routing.ts';
import { cut, staleAssets } from './stale-assets.ts';

/** What a digest says, most pressing first; each list is cut and keeps its count. */
export function composeDigest(facts: DigestFacts, now: Instant): Digest {
  const { since, day, cases, sources, assets, staleAfterDays, newEpssModel, daily } = facts;
  const open = cases.filter((one) => one.handling.resolution === undefined).map((one) => openCase(one, day, now));
  const changes = cases.map((one) => changeOf(one, since)).filter(({ what }) => what.length > 0);
  return {
    since,
    until: now,
    day,
    openCases: cut(open.sort(byDueDate), MOST_CASES),
    overdue: open.filter(({ due }) => due !== undefined && due.daysLeft < 0).length,
    changes: cut(changes.sort(byUrgency), MOST_LISTED),
    troubledSources: cut(sources.filter(isInTrouble), MOST_LISTED),
    staleAssets: cut(staleAssets(assets, day, staleAfterDays), MOST_LISTED),
    staleAfterDays,
    ...(newEpssModel !== undefined && newEpssModel.day >= dayOf(since) && { newEpssModel }),
    daily,
  };
}

const MOST_CASES = 20;
const MOST_LISTED = 10;

/** An open case as a list names it, on a day (UTC) and at an instant. */
export function openCase(one: Omit<Case, 'assets'>, day: LocalDate, now: Instant): DigestCase {
  const { assignee } = one.handling;
  const { due } = one.triage;
  return {
    ...named(one),
    status: statusOf(one.handling),
    ageDays: daysBetween(one.openedAt, now),
    ...(due !== undefined && { due: { day: due, daysLeft: daysBetween(day, due) } }),
    ...(assignee !== undefined && { assignee: assignee.name }),
  };
}

function named({ id, title, members, triage }: Omit<Case, 'assets'>) {
  const advisories = members.map((member) => member.advisory);
  const safe = textDefanger(advisories.flatMap((advisory) => advisory.indicators));
  return { caseId: id, priority: triage.priority, title: safe(title), tlp: strictestTlp(advisories) };
}

/** A case says of itself what people did; what it had before is not told again. */
function changeOf(one: Case, since: Instant): DigestChange {
  const { acknowledged, snooze, resolution, statements } = one.handling;
  const isNew = (at: Instant | undefined): boolean => at !== undefined && at > since;
  const wasOpened = isNew(one.openedAt);
  const news = wasOpened ? 0 : one.members.filter(({ advisory }) => isNew(advisory.fetchedAt)).length;
  const declared = statements.filter(({ at }) => isNew(at)).length;
  const what = [
    wasOpened ? 'opened' : '',
    news > 0 ? `${news} of its advisories new or changed` : '',
    isNew(acknowledged?.at) ? `acknowledged by ${acknowledged?.by.name}` : '',
    isNew(snooze?.at) ? `snoozed by ${snooze?.by.name}` : '',
    declared > 0 ? `${counted(declared, 'statement')} that something is not affected` : '',
    resolution !== undefined && isNew(resolution.at)
      ? `resolved as ${RESOLUTION_WORDS[resolution.how]} by ${resolution.by.name}`
      : '',
  ];
  return { ...named(one), what: what.filter((words) => words !== '') };
}

function byDueDate(a: DigestCase, b: DigestCase): number {
  return compareTexts(a.due?.day ?? NEVER, b.due?.day ?? NEVER) || byUrgency(a, b) || b.ageDays - a.ageDays;
}

/** Sorts behind every day. */
const NEVER = '~';

function byUrgency(a: { readonly priority: Priority }, b: { readonly priority: Priority }): number {
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
