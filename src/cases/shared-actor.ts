import type { Advisory } from '../domain/advisory.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/**
 * An actor that an advisory and a case both name. It binds nothing where both sides name CVEs and none is shared: a
 * ransomware group uses many flaws of one product.
 */
export function sharedActor(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  if (cvesOf(advisory).length > 0 && members.some((member) => cvesOf(member).length > 0)) return undefined;
  const theirs = new Set(members.flatMap((member) => member.actors.map((actor) => actor.name)));
  return advisory.actors.find((actor) => theirs.has(actor.name))?.name;
}
