import type { Advisory } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';

import { counted } from './listed.ts';
import { isMirror } from './mirror.ts';
import { sharedActor } from './shared-actor.ts';
import { sharedCampaignWords } from './shared-campaign-words.ts';
import { sharedCve, sharedReportId } from './shared-id.ts';
import { sharedIndicator, sharedTrace } from './shared-indicator.ts';
import { relateProducts } from './shared-product.ts';
import { sharedSupplier, sharedWayIn } from './shared-supplier.ts';

/** A case takes up what has no id in common with it only so many days after (or before) its latest advisory. */
const WINDOW_DAYS = 90;

/** Why an advisory belongs to a case. */
export interface Link {
  /** The higher, the firmer. */
  readonly firmness: number;
  /** One sentence for a person. */
  readonly because: string;
}

/**
 * The firmest link between an advisory and the members of a case. A shared CVE binds unless both sides name products and
 * none is the same (a library's CVE, republished by many vendors). Without a shared id, the product must be the same, and a
 * shared indicator, supplier, actor or the words of the campaign must bind them within 90 days. A supplier that both name as the
 * way in binds by itself, and words bind only where neither side names a CVE: that two texts speak of attacks on one product is
 * no story.
 */
export function linkBetween(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const revised = members.some((member) => member.id === advisory.id);
  if (revised) return { firmness: 9, because: 'It is a new revision of an advisory of this case.' };
  return linkByReport(advisory, members) ?? linkByCve(advisory, members) ?? linkWithinWindow(advisory, members);
}

function linkByReport(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const report = sharedReportId(advisory, members);
  if (report !== undefined) return { firmness: 8, because: `Both go by the name ${report}.` };
  const mirrored = members.find((member) => isMirror(advisory, member));
  if (mirrored === undefined) return undefined;
  return { firmness: 7, because: `It repeats "${mirrored.title}" of ${mirrored.publisher.name}, title for title.` };
}

function linkByCve(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const cve = sharedCve(advisory, members);
  if (cve === undefined) return undefined;
  const products = relateProducts(advisory, members);
  if (products.kind === 'different') return undefined;
  return products.kind === 'same'
    ? { firmness: 6, because: `Both are about ${cve} in ${products.product}.` }
    : { firmness: 5, because: `Both are about ${cve}, and one of them names no product.` };
}

/** What two texts may share beside an id, firmest first. */
interface Bond {
  readonly firmness: number;
  readonly find: (advisory: Advisory, members: readonly Advisory[]) => string | undefined;
  /** Which products it asks for: the same one named by both; none, or the same; or whatever they name. */
  readonly products: 'same' | 'not-different' | 'any';
  readonly say: (shared: string) => string;
}

const BONDS: readonly Bond[] = [
  { firmness: 4, find: sharedIndicator, products: 'not-different', say: (shared) => `name the indicator ${shared}` },
  { firmness: 4, find: sharedWayIn, products: 'any', say: (shared) => `name the supplier ${shared} as the way in` },
  { firmness: 3, find: sharedSupplier, products: 'not-different', say: (shared) => `name the supplier ${shared}` },
  { firmness: 2, find: sharedActor, products: 'same', say: (shared) => `name the actor ${shared}` },
  { firmness: 1, find: sharedTrace, products: 'same', say: (shared) => `name the trace ${shared}` },
  {
    firmness: 1,
    find: sharedCampaignWords,
    products: 'same',
    say: (shared) => `tell of the same attacks (${shared})`,
  },
];

function linkWithinWindow(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const days = daysFromLatest(advisory, members);
  if (!(days <= WINDOW_DAYS)) return undefined;
  const found = BONDS.flatMap((bond) => {
    const shared = bond.find(advisory, members);
    return shared === undefined ? [] : [{ bond, shared }];
  });
  if (found.length === 0) return undefined;
  const products = relateProducts(advisory, members);
  const binding = found.find(
    ({ bond }) =>
      products.kind === 'same' ||
      bond.products === 'any' ||
      (products.kind === 'unknown' && bond.products === 'not-different'),
  );
  if (binding === undefined) return undefined;
  const about = products.kind === 'same' ? `Both are about ${products.product} and` : 'Both';
  const apart = advisory.publishedAt === undefined ? 'one of them undated' : `${counted(days, 'day')} apart`;
  return { firmness: binding.bond.firmness, because: `${about} ${binding.bond.say(binding.shared)}, ${apart}.` };
}

/**
 * Whole days between an advisory and the latest one of a case, whichever came first. A document that gives no day of its own
 * may be of any day, so the window does not part it from the story.
 */
function daysFromLatest(advisory: Advisory, members: readonly Advisory[]): number {
  const latest = members
    .flatMap((member) => member.publishedAt ?? [])
    .sort()
    .at(-1);
  if (advisory.publishedAt === undefined || latest === undefined) return 0;
  return Math.abs(daysBetween(latest.slice(0, 10), advisory.publishedAt.slice(0, 10)));
}
