import type { MovedAdvisory } from '../ports/group-office.ts';
import type { Store } from '../ports/store.ts';

/** Where the advisories went that a case once held, as the audit tells it. */
export async function movedAdvisories(
  store: Pick<Store, 'auditEntries' | 'caseOf'>,
  caseId: string,
): Promise<readonly MovedAdvisory[]> {
  const held = (await store.auditEntries({ subject: caseId })).flatMap(({ action, before }) =>
    action === 'case.merge' || action === 'case.split' ? advisoriesIn(before) : [],
  );
  const moved: MovedAdvisory[] = [];
  for (const advisoryId of new Set(held)) {
    const now = await store.caseOf(advisoryId);
    if (now !== undefined && now !== caseId) moved.push({ advisoryId, caseId: now });
  }
  return moved;
}

function advisoriesIn(state: unknown): readonly string[] {
  const { advisories } = (state ?? {}) as { readonly advisories?: unknown };
  return Array.isArray(advisories) ? advisories.filter((id) => typeof id === 'string') : [];
}
