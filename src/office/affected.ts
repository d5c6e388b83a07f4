import type { Match, Verdict } from '../domain/match.ts';
import type { AffectedAnswer } from '../ports/front-office.ts';
import type { AffectedLine, Store, TouchedByAdvisories } from '../ports/store.ts';
import { standingVerdict } from '../triage/standing-verdict.ts';

/** The newest advisories say how it is now; older ones than these on one product are not asked. */
const MOST_ADVISORIES = 200;

/** Which assets a CVE or a product concerns, as all stored advisories on it together say; worst first. */
export async function readAffected(store: Store, productOrCve: string): Promise<AffectedAnswer> {
  const asked = productOrCve.trim();
  const { rematch } = await store.pending();
  if (/^CVE-\d{4}-\d{4,}$/i.test(asked)) {
    const touched = await store.touchedBy({ cve: asked }, MOST_ADVISORIES);
    return {
      asked: asked.toUpperCase(),
      advisories: touched.advisories.length,
      assets: linesOf(touched),
      untouched: 0,
      rematch,
    };
  }
  const touched = await store.touchedBy({ product: asked }, MOST_ADVISORIES);
  return {
    asked: `product "${asked}"`,
    advisories: touched.advisories.length,
    assets: linesOf(touched),
    untouched: await store.countUntouched(asked),
    rematch,
  };
}

/** One line an asset: the verdict that stands when all these advisories are heard. */
function linesOf({ advisories, matches }: TouchedByAdvisories): readonly AffectedLine[] {
  const byId = new Map(advisories.map((advisory) => [advisory.id, advisory]));
  const byAsset = new Map<string, { asset: AffectedLine['asset']; matches: Match[] }>();
  for (const { asset, match } of matches) {
    const entry = byAsset.get(asset.id) ?? { asset, matches: [] };
    entry.matches.push(match);
    byAsset.set(asset.id, entry);
  }
  return [...byAsset.values()]
    .flatMap(({ asset, matches: own }): AffectedLine[] => {
      const verdict = standingVerdict(advisories, own);
      const telling = own.find((match) => match.verdict === verdict) ?? own[0];
      const advisory = telling && byId.get(telling.advisoryId);
      return advisory === undefined ? [] : [{ asset, advisoryId: advisory.id, tlp: advisory.tlp, verdict }];
    })
    .sort((a, b) => WORST_FIRST.indexOf(a.verdict.kind) - WORST_FIRST.indexOf(b.verdict.kind));
}

const WORST_FIRST: readonly Verdict['kind'][] = ['affected', 'undecided', 'not-affected'];
