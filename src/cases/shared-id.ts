import type { Advisory } from '../domain/advisory.ts';
import { isList } from './is-list.ts';
import { haveOtherFlaws, ownCves } from './own-cves.ts';

/** The CVE ids that an advisory and a case have in common, as words; undefined without any, or where the titles are about others. */
export function sharedCve(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const known = new Set(members.filter((member) => !titlesDiffer(advisory, member)).flatMap(ownCves));
  const [first, ...rest] = ownCves(advisory)
    .filter((cve) => known.has(cve))
    .sort();
  if (first === undefined) return undefined;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** Both titles name flaws, and one of the texts does not know the other's. */
function titlesDiffer(a: Advisory, b: Advisory): boolean {
  const [mine, theirs] = [a.marks?.titleCves ?? [], b.marks?.titleCves ?? []];
  if (mine.length === 0 || theirs.length === 0) return false;
  const [all, others] = [new Set(ownCves(a)), new Set(ownCves(b))];
  return !(mine.some((cve) => others.has(cve)) && theirs.some((cve) => all.has(cve)));
}

/** A report number or other name that is no CVE, shared by an advisory and a case: they are one report. */
export function sharedReportId(advisory: Advisory, members: readonly Advisory[]): string | undefined {
  const alias = advisory.aliases.find(
    (each) => !each.startsWith('CVE-') && members.some((member) => member.aliases.includes(each)),
  );
  if (alias !== undefined) return alias;
  const ids = new Set(advisory.marks?.ownIds);
  if (ids.size === 0) return undefined;
  return members
    .filter((member) => !haveOtherFlaws(advisory, member) || isList(advisory))
    .flatMap((member) => member.marks?.ownIds ?? [])
    .find((id) => ids.has(id))
    ?.toUpperCase();
}

/** The name of the one's report that the other mentions; nothing where they are about different flaws. */
export function namesReport(advisory: Advisory, member: Advisory): string | undefined {
  if (haveOtherFlaws(advisory, member)) return undefined;
  return mentioned(advisory, member) ?? mentioned(member, advisory);
}

function mentioned(named: Advisory, mentions: Advisory): string | undefined {
  const cited = new Set(mentions.marks?.citedIds);
  return named.marks?.ownIds.find((id) => cited.has(id));
}

/** So much of two lists must be the same: the lists of two months share what is still exploited. */
const ENOUGH_SHARED = 0.6;
const FEWEST_SHARED = 3;

/** Whether both list flaws of many products, and mostly the same ones. */
export function sharedList(advisory: Advisory, member: Advisory): boolean {
  if (!isList(advisory) || !isList(member)) return false;
  const [mine, theirs] = [new Set(ownCves(advisory)), new Set(ownCves(member))];
  const shared = [...mine].filter((cve) => theirs.has(cve)).length;
  return shared >= FEWEST_SHARED && shared >= ENOUGH_SHARED * (mine.size + theirs.size - shared);
}
