/**
 * Whether two names of one product mean different yearly releases of it: "Ward Server 2012" and "Ward Server 2012 R2", or one of a
 * year and the one that is sold by subscription. A name that gives no release, or several, may mean each.
 */
export function yearlyReleasesConflict(a: readonly string[], b: readonly string[]): boolean {
  const left = releasesOf(a);
  if (left.length === 0) return false;
  const right = releasesOf(b);
  return right.length > 0 && !left.some((release) => right.includes(release));
}

/** The years that a name gives, each with the R2 that stands behind it, or "subscription". */
function releasesOf(words: readonly string[]): readonly string[] {
  const releases: string[] = [];
  for (const word of words) {
    const last = releases.at(-1);
    if (YEAR.test(word)) releases.push(word);
    else if (word === 'r2' && last !== undefined && YEAR.test(last)) releases.splice(-1, 1, `${last} r2`);
    else if (WITHOUT_YEAR.has(word)) releases.push('subscription');
  }
  return releases;
}

const YEAR = /^(?:19|20)\d\d$/;

/** What says that a product is kept up to date without a year. */
const WITHOUT_YEAR: ReadonlySet<string> = new Set(['subscription', 'online', '365']);
