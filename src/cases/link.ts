import type { Advisory } from '../domain/advisory.ts';
import { daysBetween } from '../domain/time.ts';
import { isList } from './is-list.ts';
import { counted } from './listed.ts';
import { isMirror } from './mirror.ts';
import { haveOtherFlaws } from './own-cves.ts';
import { relate } from './relate.ts';
import { sharedActor } from './shared-actor.ts';
import { sharedCampaignWords } from './shared-campaign-words.ts';
import { bothExploited, sharedFlawKind } from './shared-flaw-kind.ts';
import { namesReport, sharedCve, sharedList, sharedReportId } from './shared-id.ts';
import { sharedIndicator, sharedTrace } from './shared-indicator.ts';
import { sharedName, sharedNickname } from './shared-name.ts';
import { relateProducts } from './shared-product.ts';
import { sharedSupplier, sharedWayIn } from './shared-supplier.ts';
import { sharedTitleProduct } from './shared-title-product.ts';
import { sharedTitleWords } from './shared-title-words.ts';
import { sharedVersion } from './shared-version.ts';
import { sharedVictim } from './shared-victim.ts';

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
 * The firmest link between an advisory and the members of a case. A shared CVE binds unless what the two are about differs (a
 * library's CVE, republished by many vendors), and never where one only looks back on it. Without a shared id, the product must be
 * the same, and a shared indicator, supplier, actor, fix or the words of the campaign must bind them within their window. A supplier that both
 * name as the way in binds by itself: that two texts speak of attacks on one product is no story. A list of many products' flaws
 * (a monthly bulletin) binds nothing but its own mirrors.
 */
export function linkBetween(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const revised = members.some((member) => member.id === advisory.id);
  if (revised) return { firmness: 12, because: 'It is a new revision of an advisory of this case.' };
  const byReport = linkByReport(advisory, members);
  if (byReport !== undefined || isList(advisory)) return byReport;
  const stories = members.filter((member) => !isList(member));
  return stories.length === 0 ? undefined : linkOfStory(advisory, stories);
}

function linkByReport(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const report = sharedReportId(advisory, members);
  if (report !== undefined) return { firmness: 11, because: `Both go by the name ${report}.` };
  const mirrored = members.find((member) => isMirror(advisory, member));
  if (mirrored !== undefined) {
    const how = mirrored.title === advisory.title ? 'title for title' : 'word for word';
    return { firmness: 10, because: `It repeats "${mirrored.title}" of ${mirrored.publisher.name}, ${how}.` };
  }
  const list = members.find((member) => sharedList(advisory, member));
  if (list === undefined) return undefined;
  return { firmness: 9, because: `It lists the same flaws as "${list.title}" of ${list.publisher.name}.` };
}

function linkOfStory(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const links = members.flatMap((member) => linkByCve(advisory, member) ?? linkByReference(advisory, member) ?? []);
  const [firmest] = links.sort((a, b) => b.firmness - a.firmness);
  return firmest ?? linkWithinWindow(advisory, members);
}

function linkByCve(advisory: Advisory, member: Advisory): Link | undefined {
  const cve = sharedCve(advisory, [member]);
  if (cve === undefined) return undefined;
  const products = relate(advisory, [member]);
  if (products.kind === 'different') return undefined;
  return products.kind === 'same'
    ? { firmness: 8, because: `Both are about ${cve} in ${products.product}.` }
    : { firmness: 7, because: `Both are about ${cve}, and one of them names no product.` };
}

function linkByReference(advisory: Advisory, member: Advisory): Link | undefined {
  const report = namesReport(advisory, member);
  if (report === undefined || relate(advisory, [member]).kind === 'different') return undefined;
  return { firmness: 6, because: `One of them refers to the other's ${report.toUpperCase()}.` };
}

/** What two texts may share beside an id, firmest first. */
interface Bond {
  readonly firmness: number;
  readonly find: (advisory: Advisory, members: readonly Advisory[]) => string | undefined;
  /** Which products it asks for: the same one named by both; none, or the same; or whatever they name. */
  readonly products: 'same' | 'not-different' | 'any';
  readonly say: (shared: string) => string;
  /** It binds flaws with different ids too: one attack may use several. */
  readonly acrossFlaws?: true;
  /** Days that may lie between them; the window's where absent. */
  readonly days?: number;
}

/** What is looked for in one member at a time. */
function inAny(find: (advisory: Advisory, member: Advisory) => string | undefined): Bond['find'] {
  return (advisory, members) => {
    for (const member of members) {
      const shared = find(advisory, member);
      if (shared !== undefined) return shared;
    }
    return undefined;
  };
}

const BONDS: readonly Bond[] = [
  {
    firmness: 4,
    find: sharedIndicator,
    products: 'not-different',
    say: (shared) => `name the indicator ${shared}`,
    acrossFlaws: true,
  },
  { firmness: 4, find: sharedWayIn, products: 'any', say: (shared) => `name the supplier ${shared} as the way in` },
  { firmness: 4, find: inAny(sharedVersion), products: 'same', say: (shared) => `name its version ${shared}` },
  {
    firmness: 3,
    find: sharedSupplier,
    products: 'not-different',
    say: (shared) => `name the supplier ${shared}`,
    acrossFlaws: true,
  },
  {
    firmness: 3,
    find: inAny(sharedName),
    products: 'not-different',
    say: (shared) => `tell of an attack and of ${shared}`,
    days: 30,
  },
  {
    firmness: 3,
    find: inAny(sharedVictim),
    products: 'not-different',
    say: (shared) => `tell of an attack, and are headed by ${shared}`,
  },
  { firmness: 3, find: inAny(sharedNickname), products: 'same', say: (shared) => `speak of "${shared}"`, days: 14 },
  { firmness: 2, find: sharedActor, products: 'same', say: (shared) => `name the actor ${shared}` },
  { firmness: 2, find: inAny(sharedFlawKind), products: 'same', say: (shared) => `tell of ${shared}`, days: 21 },
  { firmness: 2, find: inAny(bothExploited), products: 'same', say: (shared) => shared, days: 7 },
  { firmness: 1, find: inAny(sharedTitleProduct), products: 'same', say: () => 'are headed by it', days: 7 },
  { firmness: 1, find: sharedTrace, products: 'same', say: (shared) => `name the trace ${shared}` },
  { firmness: 1, find: sharedCampaignWords, products: 'same', say: (shared) => `tell of the same attacks (${shared})` },
  { firmness: 1, find: inAny(sharedTitleWords), products: 'same', say: (shared) => `say "${shared}"`, days: 30 },
];

function linkWithinWindow(advisory: Advisory, members: readonly Advisory[]): Link | undefined {
  const days = daysFromLatest(advisory, members);
  if (!(days <= WINDOW_DAYS)) return undefined;
  const areOtherFlaws =
    members.some((member) => haveOtherFlaws(advisory, member)) && sharedCve(advisory, members) === undefined;
  const found = BONDS.flatMap((bond) => {
    const mayBind = days <= (bond.days ?? WINDOW_DAYS) && (!areOtherFlaws || bond.acrossFlaws === true);
    const shared = mayBind ? bond.find(advisory, members) : undefined;
    return shared === undefined ? [] : [{ bond, shared }];
  });
  if (found.length === 0) return undefined;
  const products = relate(advisory, members);
  const binding = found.find(
    ({ bond }) =>
      products.kind === 'same' ||
      bond.products === 'any' ||
      (bond.products === 'not-different' && (products.kind === 'unknown' || differOnlyInTitle(advisory, members))),
  );
  if (binding === undefined) return undefined;
  const about = products.kind === 'same' ? `Both are about ${products.product} and` : 'Both';
  const apart = advisory.publishedAt === undefined ? 'one of them undated' : `${counted(days, 'day')} apart`;
  return { firmness: binding.bond.firmness, because: `${about} ${binding.bond.say(binding.shared)}, ${apart}.` };
}

/** Two texts that name no product may be headed as they like. */
function differOnlyInTitle(advisory: Advisory, members: readonly Advisory[]): boolean {
  return relateProducts(advisory, members).kind === 'unknown';
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
