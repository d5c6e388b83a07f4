import type { Advisory } from '../domain/advisory.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';
import type { CaseSnapshot, Change } from './change.ts';
import { remediesOn } from './remediation.ts';

/**
 * Whether people have answered for the remedy of every flaw on every asset that a new revision leaves in question: it is in
 * progress, done or accepted. Such a revision comes up again only for what it says of the products that run here (CSAF 2.0,
 * clause 9.1.13), for exploitation, for indicators, and where it is withdrawn.
 */
export function isRemedyAnswered({ before, after, newcomer }: Change): boolean {
  const known = before.members.find(({ advisory }) => advisory.id === newcomer.id)?.advisory;
  const { handling } = before;
  if (known === undefined || known.revision === newcomer.revision || handling === undefined) return false;
  const advisories = after.members.map(({ advisory }) => advisory);
  const open = after.assets.filter(({ matches }) => standingVerdict(advisories, matches).kind !== 'not-affected');
  return (
    open.length > 0 &&
    open.every(({ asset }) => remediesOn(asset.id, { ...after, handling }).every(({ state }) => state !== 'open'))
  );
}

/** The same change, of which only what concerns the products of the case's assets is left. */
export function ofProductsHere({ before, after, newcomer }: Change): Change {
  const names = new Set(
    [...before.assets, ...after.assets].flatMap(({ matches }) =>
      matches.flatMap(({ evidence }) => evidence.flatMap((one) => (one.kind === 'product' ? one.advisoryName : []))),
    ),
  );
  const narrowed = (advisory: Advisory): Advisory => ({
    ...advisory,
    affected: advisory.affected.filter(({ product }) => names.has(product)),
  });
  const snapshot = (one: CaseSnapshot): CaseSnapshot => ({
    ...one,
    members: one.members.map((member) => ({ ...member, advisory: narrowed(member.advisory) })),
  });
  return { before: snapshot(before), after: snapshot(after), newcomer: narrowed(newcomer) };
}
