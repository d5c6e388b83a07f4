import { type Advisory, datedAt } from '../domain/advisory.ts';
import type { Instant } from '../domain/time.ts';
import { type Link, linkBetween } from './link.ts';

/** An open case that an advisory may belong to. */
export interface CaseCandidate {
  readonly id: string;
  readonly advisories: readonly Advisory[];
}

/**
 * The open case that tells the same story as an advisory, with the reason as one sentence; undefined when none does. Of
 * several the firmest link wins, then the case that heard something last, then the lower number.
 */
export function joinCase(
  advisory: Advisory,
  open: readonly CaseCandidate[],
): { readonly caseId: string; readonly because: string } | undefined {
  const joinable = open
    .flatMap((candidate) => {
      const link = linkBetween(advisory, candidate.advisories);
      return link === undefined ? [] : [{ candidate, link, latestAt: latestOf(candidate) }];
    })
    .sort(byFirmness);
  const [best] = joinable;
  return best === undefined ? undefined : { caseId: best.candidate.id, because: best.link.because };
}

interface Joinable {
  readonly candidate: CaseCandidate;
  readonly link: Link;
  readonly latestAt: Instant;
}

function byFirmness(a: Joinable, b: Joinable): number {
  return (
    b.link.firmness - a.link.firmness ||
    Number(b.latestAt > a.latestAt) - Number(a.latestAt > b.latestAt) ||
    a.candidate.id.localeCompare(b.candidate.id, 'en', { numeric: true })
  );
}

function latestOf(candidate: CaseCandidate): Instant {
  return candidate.advisories.map(datedAt).sort().at(-1) ?? '';
}
