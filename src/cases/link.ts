import { type Advisory, datedAt } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';
import { isMirror } from './mirror.ts';
import { sharedActor } from './shared-actor.ts';
import { sharedCampaignWords } from './shared-campaign-words.ts';
import { sharedId, sharedReportId } from './shared-id.ts';
import { sharedIndicator, sharedTrace } from './shared-indicator.ts';
import { type ProductRelation, relateProducts } from './shared-product.ts';
import { sharedSupplier } from './shared-supplier.ts';

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
 * shared indicator, supplier, actor or the words of the campaign must bind them within 90 days. Words bind only where neither
 * side names a CVE: that two texts speak of attacks on one product is no story.
 */
export function linkBetween(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const revised = members.find((member) => member.id === advisory.id);
  if (revised !== undefined) return { firmness: 9, because: 'It is a new revision of an advisory of this case.' };
  const products = relateProducts(advisory, members);
  return linkById(advisory, members, products) ?? linkWithinWindow(advisory, members, products);
}

function linkById(advisory: Advisory, members: readonly Advisory[], products: ProductRelation): Link | undefined {
  const report = sharedReportId(advisory, members);
  if (report !== undefined) return { firmness: 8, because: `Both go by the name ${report}.` };
  const mirrored = members.find((member) => isMirror(advisory, member));
  if (mirrored !== undefined) {
    return { firmness: 7, because: `It repeats "${mirrored.title}" of ${mirrored.publisher.name}, title for title.` };
  }
  const cve = sharedId(advisory, members);
  if (cve === undefined || products.kind === 'different') return undefined;
  return products.kind === 'same'
    ? { firmness: 6, because: `Both are about ${cve} in ${products.product}.` }
    : { firmness: 5, because: `Both are about ${cve}, and one of them names no product.` };
}

function linkWithinWindow(
  advisory: Advisory,
  members: readonly Advisory[],
  products: ProductRelation,
): Link | undefined {
  const days = daysFromLatest(advisory, members);
  if (products.kind === 'different' || days > WINDOW_DAYS) return undefined;
  const apart = `${days === 1 ? '1 day' : `${days} days`} apart`;
  const about = products.kind === 'same' ? `Both are about ${products.product} and` : 'Both';
  const indicator = sharedIndicator(advisory, members);
  if (indicator !== undefined) return { firmness: 4, because: `${about} name the indicator ${indicator}, ${apart}.` };
  const supplier = sharedSupplier(advisory, members);
  if (supplier !== undefined) return { firmness: 3, because: `${about} name the supplier ${supplier}, ${apart}.` };
  if (products.kind !== 'same') return undefined;
  const actor = sharedActor(advisory, members);
  if (actor !== undefined) return { firmness: 2, because: `${about} name the actor ${actor}, ${apart}.` };
  const trace = sharedTrace(advisory, members);
  if (trace !== undefined) return { firmness: 1, because: `${about} name the trace ${trace}, ${apart}.` };
  const words = sharedCampaignWords(advisory, members);
  if (words === undefined) return undefined;
  return { firmness: 1, because: `${about} tell of the same attacks (${words.join(', ')}), ${apart}.` };
}

/** Whole days between an advisory and the latest one of a case, whichever came first. */
function daysFromLatest(advisory: Advisory, members: readonly Advisory[]): number {
  const latest = members.map(datedAt).sort().at(-1) ?? '';
  return Math.abs(daysBetween(latest.slice(0, 10), datedAt(advisory).slice(0, 10)));
}
