import { allowedLink } from '../alerts/allowed-link.ts';
import { statusOf } from '../domain/handling.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { AdvisoryView } from '../ports/front-office.ts';

const MOST_OTHERS = 10;

/** An advisory by its id, or the newest that names a CVE, with what it says of our assets. */
export async function readAdvisoryView(
  { store, sources }: Pick<PipelineDeps, 'store' | 'sources'>,
  idOrCve: string,
): Promise<AdvisoryView | undefined> {
  const cve = /^CVE-\d{4}-\d{4,}$/i.test(idOrCve) ? idOrCve.toUpperCase() : undefined;
  const page = { offset: 0, limit: MOST_OTHERS + 1 };
  const naming = cve === undefined ? [] : (await store.searchAdvisories({ words: '', cve }, page)).lines;
  const id = naming[0]?.id ?? idOrCve;
  const advisory = await store.advisory(id);
  if (!advisory) return undefined;
  const caseId = await store.caseOf(id);
  const known = caseId === undefined ? undefined : await store.caseById(caseId);
  const { matches } = await store.touchedBy({ advisoryId: id }, 1);
  const link = allowedLink(advisory.link, sources, advisory.indicators);
  return {
    advisory,
    ...(link !== undefined && { link }),
    ...(known !== undefined && { caseId: known.id, caseStatus: statusOf(known.handling) }),
    others: naming.slice(1),
    affected: matches.map(({ asset, match }) => ({
      asset,
      advisoryId: id,
      tlp: advisory.tlp,
      verdict: match.verdict,
    })),
  };
}
