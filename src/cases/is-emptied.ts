import type { Case } from '../domain/case.ts';

/** Whether a case tells of nothing any more: its advisories went to other cases, or their publishers withdrew them. */
export function isEmptied({ members }: Pick<Case, 'members'>): boolean {
  return members.every(({ advisory }) => advisory.withdrawn);
}
