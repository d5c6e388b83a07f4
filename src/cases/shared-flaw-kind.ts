import type { Advisory } from '../domain/advisory.ts';
import { ownCves } from './own-cves.ts';
import { tellingWord } from './shared-campaign-words.ts';

/**
 * A kind of flaw that two texts on one product both tell of ("authentication bypass"), where one of them at least gives no id: with ids on
 * both sides, the ids decide. An attack that the one tells of, and the flaw that the other says was used in it, are of a kind where
 * they share a telling word.
 */
export function sharedFlawKind(advisory: Advisory, member: Advisory): string | undefined {
  const [mine, theirs] = [ownCves(advisory).length, ownCves(member).length];
  if (mine > 0 && theirs > 0) return undefined;
  const known = new Set(member.marks?.flaws);
  const kind = advisory.marks?.flaws.find((each) => known.has(each));
  if (kind !== undefined) return `the flaw "${kind}"`;
  if (mine === 0 && theirs === 0) return undefined;
  const [attack, flaw] = mine === 0 ? [advisory, member] : [member, advisory];
  if (attack.campaign.length === 0 || flaw.exploitation.status !== 'active' || flaw.campaign.length === 0)
    return undefined;
  const word = tellingWord(attack, flaw);
  return word === undefined ? undefined : `attacks (${word}) and of a flaw used in attacks`;
}

/** Both say that the product is attacked through a flaw, where one of them gives no id. */
export function bothExploited(advisory: Advisory, member: Advisory): string | undefined {
  const [mine, theirs] = [ownCves(advisory).length, ownCves(member).length];
  const isOneWithout = mine > 0 !== theirs > 0;
  const areBoth = [advisory, member].every((one) => one.exploitation.status === 'active');
  return isOneWithout && areBoth ? 'say that it is exploited' : undefined;
}
