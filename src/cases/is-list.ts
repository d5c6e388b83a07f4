import type { Advisory } from '../domain/advisory.ts';

/** Whether an advisory lists flaws of several products, each a story of its own, in prose or as data. */
export function isList({ marks, listsStories }: Pick<Advisory, 'marks' | 'listsStories'>): boolean {
  return marks?.isDigest === true || listsStories === true;
}
