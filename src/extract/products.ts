import type { AffectedProduct, VersionRange } from '../domain/advisory.ts';
import { isNonEmpty } from '../domain/non-empty.ts';
import type { Gap, Quote } from '../domain/quote.ts';
import { gapOfNamelessVersions, gapOfVersions } from './gaps.ts';
import { leftOpen } from './left-open.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { mentionedProducts } from './mentioned-products.ts';
import { identify, type ProductIdentity } from './product-identity.ts';
import { type Prose, quoteAround } from './prose.ts';
import { readStatements, type Statement, type Statements } from './prose-products.ts';
import { firstFixed, fixesOf, type Group, isBounded, type Stated, statedRanges, versionsOf } from './stated-ranges.ts';
import type { NamedSupplier } from './suppliers.ts';

/** Chooses the order in which versions of a product are compared: an id of `src/versions/registry.ts`. */
type ChooseScheme = (hint: { vendor?: string; product?: string; versions: readonly string[] }) => string;

/** The products that a text names as affected. */
interface ReadProducts {
  readonly affected: readonly AffectedProduct[];
  readonly gaps: readonly Gap[];
}

/** What else was read of the document. */
interface ProductContext {
  readonly cves: readonly string[];
  readonly suppliers: readonly NamedSupplier[];
  readonly schemeFor: ChooseScheme;
}

/**
 * Reads products and their versions from prose. What a text says is not affected is left out: outside of every affected range says
 * the same, and a misread denial would call an affected asset safe.
 */
export function readProducts(prose: Prose, finders: LexiconFinders, about: ProductContext): ReadProducts {
  const { cves, suppliers, schemeFor } = about;
  const told = readStatements(prose);
  const mentions = mentionedProducts(prose, told, finders, cves.length > 0, suppliers);
  const { read, fixes } = asRetold(withoutPublishers(withSubject(told, mentions, finders), finders), prose.text);
  const groups = groupByProduct(read, fixes, (name) => identify(name, finders));
  const nameless = read.statements.find((each) => each.name === undefined && each.said === 'affected');
  const gaps: Gap[] = nameless === undefined ? [] : [gapOfNamelessVersions(quoteAround(prose, nameless))];
  const affected: AffectedProduct[] = [];
  for (const group of groups.flatMap(byFix)) {
    const product = productOf(group, prose, schemeFor);
    if (product === undefined) continue;
    affected.push(product);
    if (product.versions === 'unstated') gaps.push(gapOfVersions(product.product, product.quote));
  }
  const named = new Set(affected.map((each) => each.product.toLowerCase()));
  for (const mention of withoutSuppliersOwn(mentions, affected, suppliers)) {
    if (named.has(mention.product.toLowerCase())) continue;
    named.add(mention.product.toLowerCase());
    affected.push(mention);
    if (SPEAKS_OF_VERSIONS.test(mention.quote.text)) gaps.push(gapOfVersions(mention.product, mention.quote));
  }
  return { affected, gaps };
}

/**
 * Versions that stand without a name belong to what the text is about. Where no flaw tells what that is, it is the product that the
 * text speaks of as attacked; where it speaks of several, nobody can say.
 */
function withSubject(read: Statements, mentions: readonly AffectedProduct[], finders: LexiconFinders): Statements {
  const { about } = read;
  if (about === undefined || about.afterFlaw || mentions.length === 0) return read;
  if (finders.products.find(about.name).length > 0) return read;
  const names = new Set(mentions.map((each) => [each.vendor ?? '', each.product].join(' ').trim()));
  const [only] = names.size === 1 ? names : [];
  const statements = read.statements.map((each) =>
    each.isNamed || each.name !== about.name ? each : { ...each, name: only },
  );
  return { ...read, about: undefined, statements };
}

/** A vendor that a title names before the products ("Siemens and PKE Control Center Server") is none of them. */
function withoutPublishers(read: Statements, finders: LexiconFinders): Statements {
  const titled = read.titled.filter((name) => {
    const [hit] = finders.organisations.find(name);
    return hit === undefined || hit.start > 0 || hit.end < name.length;
  });
  if (titled.length === 0 || titled.length === read.titled.length) return read;
  const left = new Set(read.titled.filter((name) => !titled.includes(name)));
  const statements = read.statements.filter(({ name }) => name === undefined || !left.has(name));
  return { ...read, titled, statements };
}

interface Retold {
  readonly read: Statements;
  /** Fixes of products that the text's title alone says are affected. */
  readonly fixes: readonly Statement[];
}

/**
 * An advisory that retells a flaw of something built in ("The libcurl library versions 7.62.0 to 7.70.0 are vulnerable. Update to V2.2"
 * under the title "Example TIM"): what it tells to update is the product of its title. The built-in part's versions are left out only
 * where the text calls it a part; any other product that it names with versions may be run by somebody, and stays.
 */
function asRetold(read: Statements, text: string): Retold {
  const { titled, statements } = read;
  const own = new Set(titled.flatMap(plainWords));
  const isOwn = ({ name }: Statement) => name === undefined || plainWords(name).some((word) => own.has(word));
  const affected = statements.filter((each) => each.said === 'affected');
  const fixes = statements.filter((each) => each.said === 'fix' && (!each.isNamed || isOwn(each)));
  const isTitles = (each: Statement) => isOwn(each) && !PART.test(each.name ?? '');
  if (titled.length === 0 || fixes.length === 0 || affected.length === 0 || affected.some(isTitles)) {
    return { read, fixes: [] };
  }
  const others = affected.filter(
    ({ start, end }) =>
      !PART.test(text.slice(Math.max(0, start - 40), end)) && !USED_IN.test(text.slice(end, end + 60)),
  );
  const retold = fixes.flatMap((fix) => titled.map((name) => ({ ...fix, name, isNamed: true })));
  return { read: { ...read, statements: others }, fixes: retold };
}

/** What a product is made of. */
const PART =
  /\b(?:library|libraries|component|module|package|third[- ]party|open[- ]source|embedded|bundled|built[- ]in|SDK)\b/i;
/** What a part's name and versions are followed by. */
const USED_IN =
  /^\W{0,3}(?:(?:that|which) (?:is|are) )?(?:used|included|contained|embedded|bundled|integrated) (?:in|by|with|within)\b/i;

function plainWords(name: string): readonly string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}

/** The sentence names versions, models or serial numbers, but nothing of it could be read as a range. */
const SPEAKS_OF_VERSIONS = /\b(?:versions?|releases?|firmware|builds?|serial numbers?|models?)\b[^.]{0,60}\d/i;

/**
 * Without what the supplier that attackers came through also makes: "…, whose pharmacy software is used in all states". The way in is
 * another product, and the supplier itself is told.
 */
function withoutSuppliersOwn(
  mentions: readonly AffectedProduct[],
  stated: readonly AffectedProduct[],
  suppliers: readonly NamedSupplier[],
): readonly AffectedProduct[] {
  const operators = new Set(
    suppliers.filter((each) => each.tie === 'operator' && each.role === 'way-in').map((each) => each.name),
  );
  const others = mentions.filter((each) => each.vendor === undefined || !operators.has(each.vendor));
  return others.length + stated.length > 0 ? others : mentions;
}

/** A document's own number: "Version 1.0" after it is the document's. */
const DOCUMENT = /(?:^| )[A-Z]+(?:-[A-Z]+)*-(?:19|20)\d\d-?\d+$/;

/** Statements by the product they are about. Fixes that name no product belong to every product of the text, `alone` to none but their own. */
function groupByProduct(
  read: Statements,
  alone: readonly Statement[],
  identityOf: (name: string) => ProductIdentity,
): readonly Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (name: string): Group => {
    const identity = identityOf(name);
    const key = identity.product.toLowerCase();
    const group = groups.get(key) ?? { identity, affected: [], fixes: [] };
    groups.set(key, group);
    return group;
  };
  for (const statement of read.statements) {
    if (statement.name === undefined || statement.said === 'not-affected' || DOCUMENT.test(statement.name)) continue;
    if (statement.said === 'affected') groupOf(statement.name).affected.push(statement);
  }
  for (const statement of read.statements) {
    if (statement.name === undefined || statement.said !== 'fix') continue;
    const key = identityOf(statement.name).product.toLowerCase();
    const own = groups.get(key) ?? ofLongerName(key, groups);
    const about = read.about?.name;
    if (own !== undefined) own.fixes.push(statement);
    else if (![...groups.values()].some((group) => group.affected.length > 0)) {
      groupOf(statement.isNamed ? statement.name : (about ?? statement.name)).fixes.push(statement);
    } else if (!statement.isNamed) {
      for (const group of groups.values()) if (group.affected.length > 0) group.fixes.push(statement);
    }
  }
  for (const fix of alone) if (fix.name !== undefined) groupOf(fix.name).fixes.push(fix);
  return [...groups.values()].filter(
    (group) => group.identity.entry?.kind !== 'platform' || group.fixes.length > 0 || group.affected.some(isBounded),
  );
}

/** "Example Desk before 3.2 …; Desk 3.3 fixes it": a fix of the product with ranges whose name ends so. */
function ofLongerName(key: string, groups: ReadonlyMap<string, Group>): Group | undefined {
  for (const [name, group] of groups) if (name.endsWith(` ${key}`) && group.affected.some(isBounded)) return group;
  return undefined;
}

/** Where a text tells nothing but fixes, one for each branch of a product ("Update to V4.3.10", "Update to V5.0.8"), each is a statement of its own. */
function byFix(group: Group): readonly Group[] {
  if (group.affected.length > 0) return [group];
  const fixes = new Map(group.fixes.map((fix) => [JSON.stringify(fix.intervals), fix]));
  return [...fixes.values()].map((fix) => ({ ...group, fixes: [fix] }));
}

function productOf(group: Group, prose: Prose, schemeFor: ChooseScheme): AffectedProduct | undefined {
  const first = group.affected[0] ?? group.fixes[0];
  if (first === undefined) return undefined;
  const { vendor, product } = group.identity;
  const said =
    group.affected.some((each) => each.shape === 'all') && !group.affected.some(isBounded)
      ? 'all'
      : statedRanges(group);
  const fixedVersion = firstFixed(group);
  const versions = said === 'all' ? 'all' : rangesOf(said, group, prose, schemeFor);
  const open = typeof versions === 'string' ? [] : leftOpen(versions, fixesOf(group));
  return {
    ...(vendor === undefined ? {} : { vendor }),
    product,
    status: 'affected',
    versions,
    ...(open.length > 0 && { leftOpen: open }),
    ...(fixedVersion === undefined ? {} : { fixedVersion }),
    cves: [],
    quote: quoteAround(prose, first),
  };
}

function rangesOf(
  stated: readonly Stated[],
  group: Group,
  prose: Prose,
  schemeFor: ChooseScheme,
): AffectedProduct['versions'] {
  const versions = stated.flatMap((each) => each.intervals.flatMap(versionsOf));
  const { vendor, product } = group.identity;
  const scheme = schemeFor({ ...(vendor === undefined ? {} : { vendor }), product, versions });
  const seen = new Set<string>();
  const ranges: VersionRange[] = [];
  for (const { intervals, quoteOf } of stated) {
    const fresh = intervals.filter((each) => !seen.has(JSON.stringify(each)));
    for (const each of fresh) seen.add(JSON.stringify(each));
    const quote: Quote = quoteAround(prose, quoteOf);
    if (isNonEmpty(fresh)) ranges.push({ scheme, intervals: fresh, quote });
  }
  return isNonEmpty(ranges) ? ranges : 'unstated';
}
