import ipaddr from 'ipaddr.js';
import type { Indicator } from '../domain/indicator.ts';
import type { FoundIndicator } from '../indicators/find.ts';
import { hostOf, isBelow } from './hosts.ts';
import { isCompromised } from './legitimacy.ts';
import { type Prose, quoteAround } from './prose.ts';
import { type Standing, standingOf } from './standing.ts';
import { type Warning, type WarningLists, warningOf } from './warning-lists.ts';

/** What relevance must know beside the text. */
interface RelevanceContext {
  readonly lists: WarningLists;
  /** Domains of the publisher: of its own pages, and of the document's link. */
  readonly publisherHosts: readonly string[];
  /** Addresses that the document links to; they are references until the text says otherwise. */
  readonly links: ReadonlySet<string>;
  /** Addresses that the document's structure gives as references: they are that, whatever stands around them. */
  readonly references: ReadonlySet<string>;
}

/** The indicators of a text, and what only looks like one; each with its reason. */
interface Sorted {
  readonly kept: readonly Indicator[];
  readonly setAside: readonly Indicator[];
}

/** What was decided of one string. */
interface Ruling {
  readonly keep: boolean;
  readonly because: string;
  readonly legitimate?: 'compromised' | 'shared-service';
}

const ASKED_ELSEWHERE = new Set(['cve', 'attack']);

/** Decides for every string that has the shape of an indicator whether it is one of this matter. Each value comes once: kept where any of its places speaks for it. */
export function sortIndicators(prose: Prose, found: readonly FoundIndicator[], context: RelevanceContext): Sorted {
  const scene = sceneOf(prose, found, context);
  const decided = new Map<string, { readonly indicator: Indicator; readonly keep: boolean }>();
  for (const each of found) {
    if (ASKED_ELSEWHERE.has(each.type)) continue;
    const ruling = rule(each, scene);
    const key = `${each.type}:${each.value}`;
    const before = decided.get(key);
    if (
      before !== undefined &&
      (before.keep || !ruling.keep) &&
      !(ruling.legitimate !== undefined && before.indicator.legitimate === undefined)
    )
      continue;
    decided.set(key, { keep: ruling.keep || before?.keep === true, indicator: indicatorOf(prose, each, ruling) });
  }
  const all = [...decided.values()];
  return {
    kept: all.filter((each) => each.keep).map((each) => each.indicator),
    setAside: all.filter((each) => !each.keep).map((each) => each.indicator),
  };
}

function indicatorOf(prose: Prose, found: FoundIndicator, ruling: Ruling): Indicator {
  return {
    type: found.type,
    value: found.value,
    quote: quoteAround(prose, found),
    because: ruling.because,
    ...(ruling.legitimate === undefined ? {} : { legitimate: ruling.legitimate }),
  };
}

/** The text as the rules look at it. */
interface Scene {
  readonly prose: Prose;
  readonly context: RelevanceContext;
  /** The author defangs: then what is written plainly outside of lists is meant as a link. */
  readonly authorDefangs: boolean;
}

function sceneOf(prose: Prose, found: readonly FoundIndicator[], context: RelevanceContext): Scene {
  return { prose, context, authorDefangs: found.some((each) => each.defangedByAuthor) };
}

const EMPTY_FILE = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
]);
/** Programs of Windows that attackers use and that stand on every machine. */
const SYSTEM_PROGRAM =
  /^(?:msbuild|powershell|pwsh|cmd|rundll32|regsvr32|mshta|wscript|cscript|certutil|bitsadmin|wmic|schtasks|net1?|netsh|reg|sc|whoami|tasklist|taskkill|vssadmin|bcdedit|wevtutil|nltest|ipconfig|ping|explorer|spoolsv|lsass|conhost|msiexec|installutil|regasm|regsvcs|notepad|psexec|curl|wmiprvse|w3wp|services|winlogon|dllhost)\.exe$/i;

function isSystemProgram(name: string): boolean {
  return SYSTEM_PROGRAM.test(name);
}

const HOSTED = new Set(['domain', 'url', 'email', 'ipv4', 'ipv6', 'cidr']);

function rule(found: FoundIndicator, scene: Scene): Ruling {
  if (EMPTY_FILE.has(found.value)) return aside('It is the hash of an empty file.');
  if (/^([0-9a-f])\1+$/.test(found.value) && found.value.length >= 32)
    return aside('It is one digit repeated: a filler, not a hash.');
  if (found.type === 'filename' && isSystemProgram(found.value) && !isAmongIndicators(standingOf(scene.prose, found)))
    return aside('It is a program that comes with the operating system; the text says what was done with it.');
  if (!HOSTED.has(found.type)) return keep('It stands in the text as a trace of the attack.');
  if (found.partOf !== undefined) return aside(`It is only the host of ${PARTS[found.partOf]} that is named whole.`);
  return ruleByHost(found, hostOf(found.type, found.value), scene);
}

const PARTS = { url: 'an address', email: 'a mailbox' } as const;

function ruleByHost(found: FoundIndicator, host: string, scene: Scene): Ruling {
  const { context, prose } = scene;
  const warning = warningOf(host, context.lists);
  if (context.references.has(found.value) && !found.defangedByAuthor)
    return aside('The document lists it as a reference.');
  if (CAN_BE_ABUSED.has(found.type) && isCompromised(prose, found)) return COMPROMISED;
  if (found.defangedByAuthor && warning === 'well-known' && CAN_BE_ABUSED.has(found.type)) return SHARED;
  if (found.defangedByAuthor) return keep('The author wrote it so that nobody opens it by accident.');
  if (context.publisherHosts.some((own) => isBelow(host, own))) return aside("It belongs to the publisher's own site.");
  const standing = standingOf(prose, found);
  const special = specialAddress(found);
  if (special !== undefined && !isListedExample(found, standing)) return aside(special);
  return ruleByWarning(found, warning, standing) ?? ruleByPlace(found, standing, scene);
}

const CAN_BE_ABUSED = new Set(['domain', 'url', 'ipv4', 'ipv6']);
const COMPROMISED: Ruling = {
  keep: true,
  because:
    'The text says that it belongs to a legitimate party and was abused: block it only after a person has looked.',
  legitimate: 'compromised',
};
const SHARED: Ruling = {
  keep: true,
  because: 'The author wrote it so that nobody opens it; its host is a service that many share.',
  legitimate: 'shared-service',
};

/** What a warning list adds. Alone it decides nothing where the value stands among indicators. */
function ruleByWarning(found: FoundIndicator, warning: Warning | undefined, standing: Standing): Ruling | undefined {
  if (warning === undefined) return undefined;
  if (isArticle(found)) return aside('It is an article on the site of a publisher, which the text refers to.');
  if (isAmongIndicators(standing)) return undefined;
  return aside(
    warning === 'sinkhole'
      ? 'It belongs to a sinkhole: defenders lead the traffic of infected machines there.'
      : 'Its host is a well-known service that stands in many texts.',
  );
}

/** In a list or table of a section that speaks of indicators, or in a table that names its types. */
function isAmongIndicators(standing: Standing): boolean {
  return standing.isTyped || (standing.inIndicators && standing.isListed);
}

/** An address that ends in a title of many words, a year and month, or a PDF. */
function isArticle(found: FoundIndicator): boolean {
  if (found.type !== 'url') return false;
  const path = found.value.replace(/^[a-z]+:\/\/[^/]*|[?#][\s\S]*$/gi, '');
  return /\/(?:[a-z0-9]+-){3,}[a-z0-9]+\/?$|\/(?:19|20)\d\d\/\d\d\/|\.pdf$|\/(?:blog|news|research)\/./i.test(path);
}

function ruleByPlace(found: FoundIndicator, standing: Standing, scene: Scene): Ruling {
  const { isListed, isTold } = standing;
  if (standing.isLink) return aside('It is a link of the text, not an indicator.');
  if (scene.context.links.has(found.value) && !isListed) return aside('The document links to it: a reference.');
  if (standing.inReferences) return aside('It stands among the references.');
  if (isContact(found, scene.prose)) return aside('It is an address to write to: a contact, not an indicator.');
  if (!isListed && looksLikeVersion(found) && !isTold)
    return aside('Nothing around it speaks of an attack: four small numbers like these are often a version.');
  if (isListed || standing.isTyped) return keep('It stands in a list or table of indicators.');
  if (standing.isSender) return keep('It is the sender of a mail that the text shows.');
  const isName = found.type === 'domain' || found.type === 'url' || found.type === 'email';
  if (scene.authorDefangs && isName && !(standing.isCode && isTold))
    return aside('The author defangs indicators, and this one is written as a link.');
  if (REFERRING.test(before(scene.prose.text, found))) return aside('The sentence refers to it.');
  if (!isName || standing.inIndicators || isTold) return keep('The text names it in its account of the attack.');
  return aside('It stands in a sentence that does not speak of an attack.');
}

/** Words before an address that a reader is sent to. */
const REFERRING =
  /\b(?:see|available at|read more|published|according to|documented|details at|visit|refer to|blog|contact|report(?:ed)?|advisory)\b[^.]{0,40}$/i;
/** Mailboxes that organisations keep for whoever wants to reach them. */
const CONTACT_BOX =
  /^(?:info|contact|support|security|psirt|cert|csirt|soc|abuse|press|media|pr|sales|help|helpdesk|threatintel|cywatch|report|incident|enquiries|productsecurity|product-security|security-alert|secure)@/i;

/** A mailbox that the text asks its readers to write to. */
function isContact(found: FoundIndicator, prose: Prose): boolean {
  if (found.type !== 'email') return false;
  return (
    CONTACT_BOX.test(found.value) &&
    /\b(?:contact|e-?mail|write|reach|questions?|report|inquir|enquir)/i.test(before(prose.text, found))
  );
}

/** Numbers below 100 with a zero at the end: `8.0.0.0` is rather a version than a host. */
function looksLikeVersion(found: FoundIndicator): boolean {
  return found.type === 'ipv4' && /^(?:\d{1,2}\.){3}0$|^\d{1,2}\.0\.0\.\d{1,3}$/.test(found.value);
}

function before(text: string, found: FoundIndicator): string {
  const left = text.slice(Math.max(0, found.start - 80), found.start);
  return left.slice(left.lastIndexOf('\n') + 1);
}

/** Addresses that no route of the internet leads to: they say nothing outside of the network they were seen in. */
function specialAddress(found: FoundIndicator): string | undefined {
  if (found.type !== 'ipv4' && found.type !== 'ipv6') return undefined;
  const range = ipaddr.parse(found.value).range();
  return range === 'unicast'
    ? undefined
    : `It is an address of a special range (${range}), which names no host of the internet.`;
}

/** Addresses kept for documentation (RFC 5737) lead nowhere, but a list of indicators that gives them means them. */
function isListedExample(found: FoundIndicator, standing: Standing): boolean {
  if (found.type !== 'ipv4' || !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(found.value)) return false;
  return standing.inIndicators || standing.isTyped || standing.isTold;
}

function keep(because: string): Ruling {
  return { keep: true, because };
}

function aside(because: string): Ruling {
  return { keep: false, because };
}
