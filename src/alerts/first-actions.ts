import { listed } from '../cases/listed.ts';
import type { Mitigation, PublisherKind } from '../domain/advisory.ts';
import { productName } from '../domain/product-name.ts';
import type { TriageDecision } from '../domain/triage.ts';
import { nameAssets } from './headline.ts';
import { quotedWords } from './quotes.ts';
import type { ConcernedAsset, Situation } from './situation.ts';

/** So many pieces of advice of the sources are quoted; the sources themselves hold the rest. */
const MOST_QUOTED = 4;

/** So many open questions are asked; the list of assets holds the rest. */
const MOST_QUESTIONS = 2;

/**
 * What to do first: wardwatch's own suggestions, each labelled so, and what the sources advise in their words. Suggestions
 * follow from the situation, and stay away from anything that could stop care without a word to the owner.
 */
export function firstActionsOf(situation: Situation, triage: TriageDecision): readonly string[] {
  if (situation.concerned.length === 0) return [];
  const suggestions = [
    ...respond(situation),
    ...isolate(situation),
    ...searchIndicators(situation),
    ...callSuppliers(situation),
    ...huntRemoteAccess(situation),
  ];
  const later = [...update(situation), ...noFix(triage), ...questions(situation)];
  return [
    ...suggestions.map(suggested),
    ...(triage.forensic ? FORENSIC_CHECKLIST : []),
    ...advice(situation),
    ...later.map(suggested),
  ];
}

/** The clock of BOD 26-04's forensic triage, as CISA's implementation guidance is reported. */
const FORENSIC_CHECKLIST: readonly string[] = [
  'Forensic triage (federal benchmark BOD 26-04, its clock as reported): settle within 2 hours which systems are in scope.',
  'Forensic triage: secure memory and other volatile evidence within 24 hours, before patching.',
  'Forensic triage: decide within 72 hours whether there was an intrusion.',
];

function suggested(action: string): string {
  return `wardwatch suggests: ${action}`;
}

function respond({ hit }: Situation): readonly string[] {
  if (hit.length === 0) return [];
  return [`start your incident response for ${nameAssets(hit)} now; patching alone does not remove an intruder.`];
}

/**
 * Cutting an asset off is suggested where the threat itself concerns it. That its supplier was the way in is no reason alone,
 * unless nobody looks after it.
 */
function isolate({ concerned }: Situation): readonly string[] {
  const open = concerned.filter(
    (one) =>
      one.asset.exposure === 'open' && one.triage.priority === 'P1' && (isTouchedItself(one) || isUnmanaged(one)),
  );
  if (open.length === 0) return [];
  const unmanaged = open.filter(isUnmanaged);
  const managed = open.filter((one) => !isUnmanaged(one));
  const names = listed([
    ...managed.map((one) => one.name),
    ...(unmanaged.length === 0 ? [] : [`${nameAssets(unmanaged)} (nobody manages ${itOrThem(unmanaged)})`]),
  ]);
  const memory = open.length === 1 ? 'its memory' : 'their memory';
  return [
    `take ${names} off the internet now, and leave ${itOrThem(open)} switched on: ${memory} is evidence.${ask(open)}`,
  ];
}

function isTouchedItself(one: ConcernedAsset): boolean {
  return one.evidence.some((evidence) => evidence.kind === 'product' || evidence.kind === 'indicator-seen');
}

function isUnmanaged({ asset }: ConcernedAsset): boolean {
  return asset.managed === false;
}

function itOrThem(assets: readonly ConcernedAsset[]): string {
  return assets.length === 1 ? 'it' : 'them';
}

/** Whom to ask before something is cut off that care may depend on. */
function ask(assets: readonly ConcernedAsset[]): string {
  const owners = [...new Set(assets.flatMap(({ asset }) => (asset.owner === undefined ? [] : [asset.owner])))];
  const uses = [
    ...new Set(assets.flatMap(({ asset }) => (asset.clinicalUse === undefined ? [] : [asset.clinicalUse]))),
  ];
  if (uses.length === 0)
    return owners.length === 0 ? '' : ` ${owners.length === 1 ? 'Owner' : 'Owners'}: ${listed(owners)}.`;
  const [users, use] = assets.length === 1 ? ['its users', 'it is used'] : ['their users', 'they are used'];
  return ` Tell ${owners.length === 0 ? users : listed(owners)} first: ${use} for "${uses.join('", "')}".`;
}

function searchIndicators({ advisories }: Situation): readonly string[] {
  const any = advisories.some((one) => one.indicators.some(({ type }) => type !== 'cve' && type !== 'attack'));
  return any ? ['look for the indicators below in DNS, proxy, firewall and endpoint logs.'] : [];
}

function callSuppliers({ suppliers }: Situation): readonly string[] {
  return suppliers.map(
    ({ name }) => `call ${name}: ask whether the access that it has to you was used, and close it until that is known.`,
  );
}

/** Names of products that give remote access: who came in through one often leaves another behind. */
const REMOTE_ACCESS =
  /\b(?:screenconnect|anydesk|teamviewer|splashtop|simplehelp|connectwise control|bomgar|logmein|atera)\b/i;

function huntRemoteAccess({ concerned, advisories, products }: Situation): readonly string[] {
  const attacks = advisories.some((one) => one.campaign.length > 0 || one.exploitation.status === 'active');
  const named = [...products, ...concerned.map((one) => one.asset.product)].some((name) => REMOTE_ACCESS.test(name));
  return attacks && named ? ['look for remote-access tools and user accounts that nobody of yours set up.'] : [];
}

/** The fixed versions that the advisories name, for the products that concern us. */
function update({ advisories, concerned, products }: Situation): readonly string[] {
  const affected = concerned.filter((one) => one.verdict.kind !== 'not-affected');
  const fixes = advisories
    .flatMap((one) => one.affected)
    .flatMap((one) => (one.fixedVersion === undefined || !products.includes(productName(one)) ? [] : [one]))
    .map((one) => `${productName(one)} to ${one.fixedVersion?.trim()}`);
  const distinct = [...new Set(fixes)];
  return distinct.length === 0 ? [] : [`update ${listed(distinct)} on ${nameAssets(affected)}, or to a later version.`];
}

function noFix(triage: TriageDecision): readonly string[] {
  const none = triage.reasons.some((reason) => reason.code === 'N1-NO-PATCH-MITIGATE');
  return none ? ['there is no fix yet: restrict who can reach it, and watch it more closely.'] : [];
}

function questions({ concerned }: Situation): readonly string[] {
  const asked = concerned.flatMap(({ verdict }) => (verdict.question === undefined ? [] : [verdict.question]));
  return [...new Set(asked)].slice(0, MOST_QUESTIONS).map((question) => `find out: ${question}`);
}

/** Whose advice is read first. */
const ADVISERS: readonly PublisherKind[] = ['vendor', 'health-body', 'government', 'researcher', 'press', 'other'];

/** Advice for a product that does not concern us is left out. */
function advice({ advisories, products }: Situation): readonly string[] {
  const byTrust = [...advisories].sort(
    (a, b) => ADVISERS.indexOf(a.publisher.kind) - ADVISERS.indexOf(b.publisher.kind),
  );
  const concernsUs = (one: Mitigation) =>
    one.products === undefined ||
    products.length === 0 ||
    one.products.some((name) =>
      products.some((product) => isSaidShorter(name, product) || isSaidShorter(product, name)),
    );
  const words = byTrust.flatMap((one) =>
    one.mitigations
      .filter((mitigation) => mitigation.kind !== 'none-available' && concernsUs(mitigation))
      .map((mitigation) => ({ who: one.publisher.name, said: quotedWords(mitigation.text) })),
  );
  const distinct = words.filter((one, at) => words.findIndex((other) => sameWords(one.said, other.said)) === at);
  return distinct.slice(0, MOST_QUOTED).map(({ who, said }) => `${who} says: "${said}"`);
}

/** "FortiOS" for "Fortinet FortiOS", or the whole name. */
function isSaidShorter(short: string, whole: string): boolean {
  return whole === short || whole.endsWith(` ${short}`);
}

function sameWords(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
