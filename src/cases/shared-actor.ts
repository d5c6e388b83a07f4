import type { Advisory } from '../domain/advisory.ts';
import { ownCves } from './own-cves.ts';

/**
 * An actor that an advisory and a case both name. It binds nothing where both sides name CVEs and none is shared: a
 * ransomware group uses many flaws of one product.
 */
export function sharedActor(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  if (ownCves(advisory).length > 0 && members.some((member) => ownCves(member).length > 0)) return undefined;
  const theirs = new Set(members.flatMap((member) => member.actors.map((actor) => actor.name)));
  return advisory.actors.find((actor) => theirs.has(actor.name))?.name;
}
