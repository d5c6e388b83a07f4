import ipaddr from 'ipaddr.js';
import type { Indicator } from '../domain/indicator.ts';
import type { FoundIndicator } from '../indicators/find.ts';
import { hostOf, isBelow } from './hosts.ts';
import { type Prose, quoteAround, sentenceAt, spanAround } from './prose.ts';

/** What relevance must know beside the text. */
interface RelevanceContext {
  readonly wellKnownHosts: readonly string[];
  /** Hosts of the publisher: of its own pages, and of the document's link. */
  readonly publisherHosts: readonly string[];
  /** Addresses that the document links to; they are references until the text says otherwise. */
  readonly links: ReadonlySet<string>;
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
  if (found.type === 'filename' && isSystemProgram(found.value))
    return aside('It is a program that comes with the operating system; the text says what was done with it.');
  if (!HOSTED.has(found.type)) return keep('It stands in the text as a trace of the attack.');
  const host = hostOf(found.type, found.value);
  const legitimate = legitimacyOf(found, host, scene);
  if (legitimate !== undefined) return legitimate;
  const { context } = scene;
  if (found.defangedByAuthor) return keep('The author wrote it so that nobody opens it by accident.');
  if (context.publisherHosts.some((own) => isBelow(host, own))) return aside("It belongs to the publisher's own site.");
  const special = specialAddress(found);
  if (special !== undefined && !isListedExample(found, scene)) return aside(special);
  return ruleByPlace(found, host, scene);
}

const REFERENCES =
  /\b(?:references?|sources?|further reading|links?|related|see also|bibliography|contacts?|about|credits?|acknowledg|authors?|learn more|resources|footnotes?|yara)\b/i;
const INDICATORS =
  /\b(?:indicators?|iocs?|observables?|c2|c&c|command and control|network|domains?|hash(?:es)?|urls?|ip(?:s|v4)?|addresses|samples?|payloads?|infrastructure|malicious|artifacts?|senders?|download|hosts?|callback|exfil\w*|distribution|doc\w*|servers?|traffic)\b/i;

function ruleByPlace(found: FoundIndicator, host: string, scene: Scene): Ruling {
  const sentence = sentenceAt(scene.prose, found.start);
  const heading = sentence?.heading ?? '';
  const isListed = standsAlone(scene.prose.text, found);
  const inIndicators = INDICATORS.test(heading) && !REFERENCES.test(heading);
  if (isLinkMarkup(scene.prose.text, found)) return aside('It is a link of the text, not an indicator.');
  if (scene.context.links.has(found.value) && !isListed) return aside('The document links to it: a reference.');
  if (REFERENCES.test(heading) && !INDICATORS.test(heading)) return aside('It stands among the references.');
  const known = scene.context.wellKnownHosts.some((suffix) => isBelow(host, suffix));
  if (known && !(inIndicators && isListed)) return aside('Its host is a well-known service that stands in many texts.');
  if (!isListed && looksLikeVersion(found) && !TRACE.test(wordsAround(scene.prose, found))) {
    return aside('Nothing around it speaks of an attack: four small numbers like these are often a version.');
  }
  if (isListed) return keep('It stands in a list or table of indicators.');
  if (scene.authorDefangs && (found.type === 'url' || found.type === 'domain' || found.type === 'email')) {
    return aside('The author defangs indicators, and this one is written as a link.');
  }
  if (
    /\b(?:see|available at|read more|published|according to|documented|details at|visit|refer to|blog|contact|report(?:ed)?|advisory)\b[^.]{0,40}$/i.test(
      before(scene.prose.text, found),
    )
  ) {
    return aside('The sentence refers to it.');
  }
  const isName = found.type === 'domain' || found.type === 'url' || found.type === 'email';
  if (!isName || inIndicators || TRACE.test(wordsAround(scene.prose, found)))
    return keep('The text names it in its account of the attack.');
  return aside('It stands in a sentence that does not speak of an attack.');
}

/** Numbers below 100 with a zero at the end: `8.0.0.0` is rather a version than a host. */
function looksLikeVersion(found: FoundIndicator): boolean {
  return found.type === 'ipv4' && /^(?:\d{1,2}\.){3}0$/.test(found.value);
}

/** Words of sentences that tell what attackers used. */
const TRACE =
  /\b(?:attack|malicious|malware|c2|c&c|command[- ]and[- ]control|beacon|communicat|connect(?:s|ed|ing)? to|contact|callback|call(?:s|ed)? back|download|drop|payload|phish|exfil|upload|stag(?:e|ing)|redirect|inject|deliver|distribut|impersonat|typosquat|spoof|domain|infrastructure|actor|campaign|observed|resolve|hosted|compromis|abus|scan|brute|tunnel|sinkhole|ransom|loader|stealer|rat\b|trojan|backdoor|implant|request|sent|send|traffic|victim|ioc|indicator|exploit|suspicious|fraud|fake)/i;

function before(text: string, found: FoundIndicator): string {
  const left = text.slice(Math.max(0, found.start - 80), found.start);
  return left.slice(left.lastIndexOf('\n') + 1);
}

function wordsAround(prose: Prose, found: FoundIndicator): string {
  const { start, end } = spanAround(prose, found);
  return prose.text.slice(start, end).replace(/\s+/g, ' ');
}

/** Alone in its line, or in a cell of a table: what lists of indicators look like. */
function standsAlone(text: string, found: FoundIndicator): boolean {
  const leftText = text.slice(Math.max(0, found.start - 120), found.start);
  const left = leftText.slice(leftText.lastIndexOf('\n') + 1);
  const right = text.slice(found.end, found.end + 120).split('\n', 1)[0] ?? '';
  const cellLeft = left.slice(Math.max(left.lastIndexOf('\t'), left.lastIndexOf('|'), left.lastIndexOf(',')) + 1);
  return (
    /^[\s"'`*•\-–+>(]*(?:\w{1,14}\s?:\s*)?$/.test(cellLeft) && /^(?:[\s"'`).;+]*(?:$|[\t|,])|\s+[-–(])/.test(right)
  );
}

/** Markdown, AsciiDoc and plain angle brackets: `](…)`, `…[text]`, `<…>`, `href="…"`. */
function isLinkMarkup(text: string, found: FoundIndicator): boolean {
  const left = text.slice(Math.max(0, found.start - 8), found.start);
  const right = text.slice(found.end, found.end + 1);
  return (
    /\]\($|\]:\s*$|href=["']?$|src=["']?$/i.test(left) ||
    (right === '[' && found.type === 'url') ||
    (/<$/.test(left) && right === '>')
  );
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
function isListedExample(found: FoundIndicator, scene: Scene): boolean {
  if (found.type !== 'ipv4' || !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(found.value)) return false;
  const heading = sentenceAt(scene.prose, found.start)?.heading ?? '';
  return INDICATORS.test(heading) || TRACE.test(wordsAround(scene.prose, found));
}

const OWNED =
  /\b(?:legitimate|legit|benign|genuine|trusted|compromised|hijacked|hacked|abused|belong(?:s|ing) to|owned by|operated by|hosted by|victim['’]?s?|belonged to|registered to|own (?:host|server|domain|site|website|system|address|infrastructure|relay|gateway)|(?:vendor|supplier|reseller|provider|company|firm|integrator|hoster|host|manufacturer|maker|distributor|contractor|customer|clinic|hospital)['’]s)\b/i;
const OWNED_SURELY =
  /\b(?:legitimate|benign|genuine|(?:own|real|official) (?:host|server|domain|site|website|system|address|infrastructure|relay|gateway)|belong(?:s|ing|ed) to|owned by|registered to)\b/i;
const ABUSED =
  /\b(?:compromis|abus|hijack|hack|misus|used by (?:the )?(?:attacker|threat|actor)|attack|intru|malicious|unauthori[sz]ed|breach)/i;
const BY_ATTACKER =
  /\b(?:attacker|actor|adversary|threat actor|attacker)(?:['’]s)?[- ](?:own|owned|controlled|operated|registered)|(?:owned|operated|controlled|registered) by (?:the |an? )?(?:attackers?|threat actors?|actors?|adversar)/i;

/** The sentence says that the host is somebody's own and was abused: kept, but blocking it needs a person. */
function legitimacyOf(found: FoundIndicator, host: string, scene: Scene): Ruling | undefined {
  if (found.type !== 'domain' && found.type !== 'url' && found.type !== 'ipv4' && found.type !== 'ipv6')
    return undefined;
  const words = wordsAround(scene.prose, found);
  const isOwned = OWNED.test(words) && !BY_ATTACKER.test(words);
  if (isOwned && (ABUSED.test(words) || (found.defangedByAuthor && OWNED_SURELY.test(words)))) {
    return {
      keep: true,
      because:
        'The text says that it belongs to a legitimate party and was abused: block it only after a person has looked.',
      legitimate: 'compromised',
    };
  }
  if (
    found.defangedByAuthor &&
    scene.context.wellKnownHosts.some((suffix) => isBelow(host, suffix)) &&
    found.type !== 'ipv4'
  ) {
    if (found.partOf !== undefined)
      return {
        keep: false,
        because: 'Its host is a service that many share; only the whole address is meant.',
        legitimate: 'shared-service',
      };
    return {
      keep: true,
      because: 'The author wrote it so that nobody opens it; its host is a service that many share.',
      legitimate: 'shared-service',
    };
  }
  return undefined;
}

function keep(because: string): Ruling {
  return { keep: true, because };
}

function aside(because: string): Ruling {
  return { keep: false, because };
}
