import { allowedLink } from '../alerts/allowed-link.ts';
import { statusOf } from '../domain/handling.ts';
import { cve } from '../indicators/cve.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AdvisoryView } from '../ports/front-office.ts';
import type { AdvisoryLine, Store } from '../ports/store.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

const MOST_OTHERS = 10;
/** A collective advisory may name hundreds. */
const MOST_CVES = 20;

/** An advisory by its id, or the newest that names a CVE, with what it says of our assets. */
export async function readAdvisoryView(
  { store, sources }: Pick<PipelineDeps, 'store' | 'sources'>,
  idOrCve: string,
): Promise<AdvisoryView | undefined> {
  const asked = cve.canonical(idOrCve);
  const id = asked === undefined ? idOrCve : (await naming(store, [asked]))[0]?.id;
  const advisory = id === undefined ? undefined : await store.advisory(id);
  if (!advisory) return undefined;
  const others = await naming(store, asked === undefined ? cvesOf(advisory) : [asked]);
  const caseId = await store.caseOf(advisory.id);
  const known = caseId === undefined ? undefined : await store.caseById(caseId);
  const { matches } = await store.touchedBy({ advisoryId: advisory.id }, 1);
  const link = allowedLink(advisory.link, sources, advisory.indicators);
  return {
    advisory,
    ...(link !== undefined && { link }),
    ...(known !== undefined && { caseId: known.id, caseStatus: statusOf(known.handling) }),
    others: others.filter((line) => line.id !== advisory.id).slice(0, MOST_OTHERS),
    affected: matches.map(({ asset, match }) => ({
      asset,
      advisoryId: advisory.id,
      tlp: advisory.tlp,
      verdict: match.verdict,
    })),
  };
}

/** The newest advisories that name any of these CVEs, newest first. */
async function naming(store: Store, cves: readonly string[]): Promise<readonly AdvisoryLine[]> {
  const page = { offset: 0, limit: MOST_OTHERS + 1 };
  const byId = new Map<string, AdvisoryLine>();
  for (const one of cves.slice(0, MOST_CVES)) {
    for (const line of (await store.searchAdvisories({ words: '', cve: one }, page)).lines) byId.set(line.id, line);
  }
  return [...byId.values()].sort((a, b) => b.datedAt.localeCompare(a.datedAt));
}
