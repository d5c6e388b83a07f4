import { isVersionWord } from './range-words.ts';
import type { Token } from './version-tokens.ts';
import { isOfName } from './versions-of-names.ts';

/** The tokens of a product's name, vendor included where the text gives it. */
export interface ProductName {
  readonly name: string;
  /** Indexes of its tokens: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Words that may stand between a product's name and its versions: "affecting all versions", "is vulnerable in". */
const BRIDGE =
  /^(?:affecting|affects|affected|impacting|impacts|impacted|all|any|in|of|is|are|was|were|has|have|had|been|that|which|vulnerable|exists|for|on|,|:|\(|;|-|–|•|\*|those|running|with|the|following|supported|only|also|its|it|and|specifically|¶|\t|do|not|both|contains?|install(?:ed|ations?)?|deployments?|using|from|including|ranging|currently|customers?|users?)$/;

/** Words with a capital that are never part of a name: sentence starts, kinds of flaws. */
const NEVER =
  /^(?:the|a|an|this|these|that|those|in|on|of|is|are|as|at|by|to|from|if|it|its|there|when|where|which|while|due|because|however|affected|affects|affecting|impacted|vulnerable|cve|cwe|version|versions|prior|before|through|all|any|some|other|certain|following|and|or|with|for|via|was|were|has|have|had|be|been|allows?|may|can|could|will|would|should|discovered|found|identified|exists?|under|both|only|also|above|below|earlier|later|recommends?|released|provides?|using|not|no|do|does|did|vendor|between|within|than|then|such|per|please|see|affected:|since|until|starting|beginning|vulnerability|vulnerabilities|issue|issues|flaw|note|january|february|march|april|june|july|august|september|october|november|december|maßnahmen|lösung|abhilfe|behoben|betroffene?n?|stand|datum|says|said|warns|warned|confirms|confirmed|admits|admitted|discloses|disclosed|announces|announced)$/;

/** Words of flaws and advice: part of a name only with a capital, and not where a sentence begins. */
const SELDOM =
  /^(?:access|attack|attacker|attackers?|attacks|authenticated|authentication|authorization|buffer|bug|command|control|cross-site|csrf|customers?|denial|escalation|exploitation|fix|fixed|flaws|heap|heap-based|improper|incorrect|injection|input|insufficient|local|missing|multiple|neutralization|out-of-bounds|overflow|path|privilege|product|products|reflected|release|releases|remote|running|solution|solutions|sql|stack|stack-based|stored|successful|supported|traversal|unauthenticated|update|updates|upgrade|use|use-after-free|users?|weakness|xss)$/;

/** Words that begin what a flaw is called; right after a name they end it: "NetBox Improper Neutralization of Special Elements". */
const FLAW_BEGINS =
  /^(?:improper|insufficient|incorrect|missing|exposure|cross-site|out-of-bounds|use-after-free|uncontrolled|insecure|inadequate|unrestricted|stack-based|heap-based|hard-coded|hardcoded|cleartext|deserialization|unquoted|unauthenticated|authenticated|arbitrary|reflected|stored|privilege|denial|weak|vulnerability|vulnerabilities|sql|xml|xxe|xss|csrf|ssrf|server-side|rce|multiple|directory|path|buffer|allows?|contains?)$/;

/** Small words that may stand inside a name: "Plugin for WordPress", "Software Update for HP". */
const INSIDE = /^(?:for|of|and|de|del|by|&|-|–|\/|\(|\)|'s|the|,)$/;

/** Small nouns that end a name: they say what kind of thing it is. */
const KIND =
  /^(?:plugin|plugins|plug-in|theme|firmware|software|app|application|applications|extension|module|library|package|server|client|component|framework|platform|driver|kernel|devices?|routers?|appliances?|gateway|gateways|series|system|agent|daemon|addon|add-on|suite|bundle|engine|api|toolkit|sdk|cli|cms|tool|service|program|parser|editor|manager|desktop|panel|console|connector|project|installers?|tools|drivers|apps|product|products|installer|switches|controllers?|firewalls?|hub|recorders?|motherboards?|phones?|cameras?|models?)$/;

/** A name near a phrase of versions. */
export interface NameNearby extends ProductName {
  /** Words like "in all versions" stand between: then the name may be only a part of the product, as in "its login page in versions 1 to 3". */
  readonly isLoose: boolean;
  /** Where the text gives the whole of a name, however many commas are in it. */
  readonly isWhole?: true;
}

/** "This issue affects NAME: from 1.0 through 2.0": everything between is the name. */
export function wholeNameBefore(tokens: readonly Token[], index: number): NameNearby | undefined {
  if (tokens[index - 1]?.text !== ':') return undefined;
  for (let at = index - 2; at > 0 && index - at < LONGEST_NAME; at--) {
    const token = tokens[at];
    if (token === undefined || /^[.;:¶\t]$/.test(token.text) || token.lower === 'on' || isVersionWord(token))
      return undefined;
    const isList = token.text === ',' && tokens[at - 1]?.text === ')' && (tokens[at + 1]?.start ?? 0) > token.end;
    if (isList) return undefined;
    if (token.lower !== 'affects') continue;
    const isTold = /^(?:issue|vulnerability|problem)$/.test(tokens[at - 1]?.lower ?? '');
    const name = isTold ? finished(tokens, at + 1, index - 1) : undefined;
    return name && { ...name, isLoose: false, isWhole: true };
  }
  return undefined;
}

/** The name that ends where a phrase of versions begins, or before the small words between them; `undefined` where none stands near. */
export function nameBefore(tokens: readonly Token[], index: number): NameNearby | undefined {
  let at = index - 1;
  let isLoose = false;
  for (let bridged = 0; at >= 0 && bridged < 14; at--, bridged++) {
    const token = tokens[at];
    if (token === undefined || token.text === '.') return undefined;
    if (token.lower === 'to') return nameToMove(tokens, at);
    const headed = token.text === ':' ? nameOnPlaces(tokens, at) : undefined;
    if (headed !== undefined) return { ...headed, isLoose: false };
    const name = quotedNameEndingAt(tokens, at) ?? nameEndingAt(tokens, at);
    if (name !== undefined) {
      const isPlace = tokens[name.from - 1]?.lower === 'on' && tokens[name.from - 2]?.kind === 'version';
      return isPlace ? undefined : { ...wholeNameOf(tokens, name, index), isLoose };
    }
    const opening = token.text === ')' ? openingOf(tokens, at) : undefined;
    if (opening !== undefined) at = opening;
    else if (!BRIDGE.test(token.lower) && !isVersionWord(token) && token.kind !== 'version') return undefined;
    if (/^(?:in|for|on|with|using)$/.test(token.lower) && !isOfFirmware(tokens, at)) isLoose = true;
  }
  return undefined;
}

/** "NAME with BIOS firmware before 4.4": whose firmware it is, is plain. */
function isOfFirmware(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.lower === 'with' && [1, 2].some((ahead) => tokens[at + ahead]?.lower === 'firmware');
}

/** "Customers update NAME to 4.2.1": what is to be moved to the version. */
function nameToMove(tokens: readonly Token[], to: number): NameNearby | undefined {
  const name = nameEndingAt(tokens, to - 1);
  return name !== undefined && /^(?:updat|upgrad|patch)/.test(tokens[name.from - 1]?.lower ?? '')
    ? { ...name, isLoose: false }
    : undefined;
}

/** A line's end within words that go on: "Junos OS on", "MX Series", "with line cards". */
function isWrapped(tokens: readonly Token[], paragraph: number): boolean {
  return (
    /^(?:on|with|and|for)$/.test(tokens[paragraph - 1]?.lower ?? '') ||
    /^(?:with|and)$/.test(tokens[paragraph + 1]?.lower ?? '')
  );
}

/** "This issue affects Junos OS on MX Series with SPC3 and NFX350:" above a list: the name before the places. */
function nameOnPlaces(tokens: readonly Token[], colon: number): ProductName | undefined {
  for (let at = colon - 1; at >= 0 && colon - at < 40; at--) {
    if (/^[.;:]$/.test(tokens[at]?.text ?? '') || (tokens[at]?.text === '¶' && !isWrapped(tokens, at)))
      return undefined;
    if (tokens[at]?.lower !== 'on') continue;
    const name = nameEndingAt(tokens, at - 1);
    if (name !== undefined && /^(?:affect(?:s|ing|ed)|[:¶])$/.test(tokens[name.from - 1]?.lower ?? '')) return name;
  }
  return undefined;
}

/**
 * The name with what belongs to it: a version of its own ("Plant Simulation V2201 (All versions < …"), and the name before "on", which
 * is the product where this one is only the place ("Client Connector on Windows before 4.2").
 */
function wholeNameOf(tokens: readonly Token[], name: ProductName, index: number): ProductName {
  const own = tokens[name.to];
  const end = tokens[index - 1]?.text === ':' ? index - 1 : index;
  const isOwn =
    name.to < index && (isOfName(tokens, name.to) || (name.to + 1 === end && isNumberOfName(tokens, name.to)));
  const longer =
    isOwn && own !== undefined ? { name: `${name.name} ${own.text}`, from: name.from, to: name.to + 1 } : name;
  if (tokens[name.from - 1]?.lower !== 'on') return longer;
  const on = nameEndingAt(tokens, name.from - 2);
  return on === undefined ? longer : { ...on, to: longer.to };
}

/** The bracket that a closing one belongs to, where it holds only words: "Agent (Linux, macOS, Windows) before build 35739". */
function openingOf(tokens: readonly Token[], closing: number): number | undefined {
  for (let at = closing - 1; at > 0 && closing - at < 16; at--) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'version' || /^[.¶)]$/.test(token.text)) return undefined;
    if (token.text === '(') return at;
  }
  return undefined;
}

/** A name in quotes or backticks, whatever its letters. */
function quotedNameEndingAt(tokens: readonly Token[], index: number): ProductName | undefined {
  if (!/^[`'"”’]$/.test(tokens[index]?.text ?? '')) return undefined;
  for (let at = index - 1; at >= 0 && index - at < 6; at--) {
    if (!/^[`'"“‘]$/.test(tokens[at]?.text ?? '')) continue;
    return at + 1 < index ? finished(tokens, at + 1, index) : undefined;
  }
  return undefined;
}

/** The name whose last token stands at an index. */
function nameEndingAt(tokens: readonly Token[], index: number): ProductName | undefined {
  const last = tokens[index];
  if (last === undefined || (isVersionWord(last) && !/^(?:firmware|software)$/.test(last.lower))) return undefined;
  const endsAName = isNameToken(last, tokens[index - 1]) || KIND.test(last.lower) || isLetterOfName(tokens, index);
  if (!endsAName && !(last.kind === 'word' && isPlainName(tokens, index))) return undefined;
  let from = index - (!endsAName && isFoundIn(tokens, index - 2) ? 1 : 0);
  for (let at = from - 1; at >= 0 && index - at < LONGEST_NAME; at--) {
    const opening = tokens[at]?.text === ')' ? openingOf(tokens, at) : undefined;
    if (opening !== undefined && isNameToken(tokens[opening - 1])) at = opening - 1;
    const place = at === index - 1 && isPlainWithKind(tokens, at) ? 'part' : placeInName(tokens, at, -1);
    if (place === 'outside') break;
    if (place === 'part') from = at;
  }
  return finished(tokens, from, index + 1);
}

/** "The libcurl library": a package in small letters before the word that says what it is. */
function isPlainWithKind(tokens: readonly Token[], at: number): boolean {
  return KIND.test(tokens[at + 1]?.lower ?? '') && tokens[at]?.kind === 'word' && isPlainName(tokens, at);
}

/** The name that begins at an index. */
export function nameStartingAt(tokens: readonly Token[], index: number): ProductName | undefined {
  const first = tokens[index];
  if (first === undefined) return undefined;
  const isPlain = first.kind === 'word' && isPlainName(tokens, index) && versionFollows(tokens, index + 1);
  if (!isPlain && !isNameToken(first, tokens[index - 1])) return undefined;
  let to = index + 1;
  for (let at = to; at < tokens.length && at - index < LONGEST_NAME; at++) {
    const place = placeInName(tokens, at, 1);
    if (place === 'outside') break;
    if (place === 'part') to = at + 1;
  }
  return finished(tokens, index, to);
}

/** Tokens. */
const LONGEST_NAME = 24;

/** Whether a token is a part of the name that is being read, may only join two parts, or lies outside; `step` is the reading direction. */
function placeInName(tokens: readonly Token[], at: number, step: 1 | -1): 'part' | 'joint' | 'outside' {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token === undefined || /^[.¶\t]$/.test(token.text)) return 'outside';
  if (step === 1 && FLAW_BEGINS.test(token.lower)) return 'outside';
  if (isNameToken(token, before) || isNumberOfName(tokens, at) || isLetterOfName(tokens, at)) return 'part';
  const beforeIsPart = isNameToken(before) || KIND.test(before?.lower ?? '') || isNumberOfName(tokens, at - 1);
  if (step === 1) {
    if (KIND.test(token.lower)) return 'part';
    const joins = INSIDE.test(token.lower) && !/^(?:,|by)$/.test(token.lower) && isNameToken(tokens[at + 1], token);
    return joins ? 'joint' : 'outside';
  }
  if (KIND.test(token.lower) && beforeIsPart) return 'part';
  if (token.text === '(' && tokens[at + 2]?.text !== ')') return 'outside';
  if (/^(?:,|and)$/.test(token.lower) && isNumberOfName(tokens, at - 1)) return 'outside';
  if (token.lower === 'and' && before?.text === ',') return isNameToken(tokens[at - 2]) ? 'joint' : 'outside';
  if (INSIDE.test(token.lower))
    return isNameToken(before) || (token.lower !== 'of' && beforeIsPart) ? 'joint' : 'outside';
  return isDescription(tokens, at) ? 'joint' : 'outside';
}

/** "Windows 10", "FLEX 50(W)": a bare number right after a name, not announced as a version. */
function isNumberOfName(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]?.kind === 'version' &&
    /^\d{1,4}(?:\(\w+\)|[A-Z]{1,2}|x[A-Z])?$/.test(tokens[at]?.text ?? '') &&
    isNameToken(tokens[at - 1])
  );
}

/** "Network Node Manager i (NNMi)", "IBM i 7.2": a small letter after a name, before versions or its abbreviation. */
function isLetterOfName(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const isEnd =
    next?.kind === 'version' || isVersionWord(next) || /^(?:\(|:|before|prior|through)$/.test(next?.lower ?? '');
  return (
    /^[b-z]$/.test(tokens[at]?.text ?? '') &&
    tokens[at]?.text !== 'v' &&
    isEnd &&
    isNameToken(tokens[at - 1], tokens[at - 2])
  );
}

/** "Partner *maintenance* software", "Tarn *consumer infrared* drivers": small words between a name and what kind of thing it is. */
function isDescription(tokens: readonly Token[], at: number): boolean {
  if (!isDescribing(tokens, at)) return false;
  const isKindNext = KIND.test(tokens[at + 1]?.lower ?? '');
  if (isKindNext && isNameToken(tokens[at - 1])) return true;
  if (isKindNext) return isDescribing(tokens, at - 1) && isNameToken(tokens[at - 2]);
  return isDescribing(tokens, at + 1) && KIND.test(tokens[at + 2]?.lower ?? '') && isNameToken(tokens[at - 1]);
}

function isDescribing(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.text ?? '';
  return (
    /^[a-z]{4,}$/.test(word) && !NEVER.test(word) && !BRIDGE.test(word) && !ORDINARY.test(word) && !KIND.test(word)
  );
}

/** Says whether a token can be a part of a product's name by its looks: a capital, a digit within, or signs as packages have. */
function isNameToken(token: Token | undefined, previous?: Token): boolean {
  if (token === undefined || token.kind !== 'word' || (NEVER.test(token.lower) && token.text !== 'In')) return false;
  if (token.text === 'In' && !/^\p{Lu}\p{Ll}/u.test(previous?.text ?? '')) return false;
  if (
    SELDOM.test(token.lower) &&
    (!/^\p{Lu}/u.test(token.text) || previous === undefined || /^[.¶]$/.test(previous.text))
  )
    return false;
  if (/^(?:CVE|CWE|CVSS)[-:]/i.test(token.text)) return false;
  return /\p{Lu}/u.test(token.text) || /\d/.test(token.text) || PACKAGE.test(token.text);
}

/** "lib-pump", "@ward/pump" without its first sign, "pump_core@2": small letters around signs that packages have. */
const PACKAGE = /^[a-z][A-Za-z0-9.]*(?:[/@-][\w/.-]+|_(?:[\w/.-]+|[\w.]*@[\w/.-]+))$/;

const ORDINARY =
  /^(?:and|or|but|which|vulnerable|installed|issue|earlier|later|higher|lower|newer|older|previous|only|function|parameter|file|page|endpoint|code|attackers?|user|users|data|input|feature|component|exploit(?:ed|ation)?|patch(?:ed|es)?|releases?|upgrading|updating|upgraded|updated|impacts?|instances?|installations?|environments?|hardware|machines?|hosts?|networks?|model|models|number|numbers|least|current|latest|new|same|first|last|more|less|most|than|up|out|over|into|onto|off|them|they|you|we|he|she|i|your|our|their|his|her|one|two|three|fix|fixes|containing|contains|contain|allows|allow)$/;

/** A package in small letters right before its version: "curl 7.1", "mjs 2.20.0"; never an ordinary word. */
function isPlainName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (
    token === undefined ||
    NEVER.test(token.lower) ||
    KIND.test(token.lower) ||
    BRIDGE.test(token.lower) ||
    ORDINARY.test(token.lower)
  )
    return false;
  if (!/^[a-z][a-z0-9_.-]{1,40}$/.test(token.text)) return false;
  const before = tokens[index - 1];
  if (/(?:ed|ing|ly|tion|sion|ity|ment|ness)$/.test(token.text) && !isFoundIn(tokens, index - 1)) return false;
  const isPair = before?.kind === 'word' && /^[a-z][a-z0-9_-]+$/.test(before.text) && isFoundIn(tokens, index - 2);
  return (
    isPair ||
    before === undefined ||
    /^(?:in|of|the|affects|affecting|¶|\.|to|within|,|and|package|module|library|gem|crate)$/.test(before.lower) ||
    isNameToken(before)
  );
}

/** "A vulnerability was found in": what follows is a name, whatever its letters. */
function isFoundIn(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.lower === 'in' &&
    /^(?:found|discovered|identified|detected|reported|exists|vulnerability|issue)$/.test(
      tokens[index - 1]?.lower ?? '',
    )
  );
}

function versionFollows(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return (
    token?.kind === 'version' ||
    isVersionWord(token) ||
    /^(?:before|through|up|prior|until|<|<=|is)$/.test(token?.lower ?? '')
  );
}

function finished(tokens: readonly Token[], from: number, to: number): ProductName | undefined {
  let start = from;
  let end = to;
  while (start < end && /^(?:and|or|of|for|by|-|–|\/|&|\(|\)|the|,|'s)$/.test(tokens[start]?.lower ?? '')) start++;
  while (end > start && /^(?:and|or|of|for|by|-|–|\/|&|\(|the|,|'s)$/.test(tokens[end - 1]?.lower ?? '')) end--;
  if (start >= end) return undefined;
  const isListed = tokens[end]?.text === '(' && /^(?:sub)?component$/.test(tokens[end + 1]?.lower ?? '');
  const name = withoutWhole(tokens.slice(start, end).map(spelled(tokens, start)).join('').trim(), isListed);
  const isOnlyKind = tokens
    .slice(start, end)
    .every((token) => ANY_KIND.test(token.lower) || (KIND.test(token.lower) && !/\p{Lu}/u.test(token.text)));
  return /\p{L}/u.test(name) && name.length >= 2 && !isOnlyKind ? { name, from: start, to: end } : undefined;
}

/** What every product has, whatever its first letter: alone it names none. */
const ANY_KIND = /^(?:bios|uefi|firmware|software|updates?|versions?|releases?|patch|patches|hotfix|hotfixes)$/;

/** Tokens joined as they stood, blanks made one. */
function spelled(tokens: readonly Token[], start: number): (token: Token, offset: number) => string {
  return (token, offset) => {
    const before = offset === 0 ? undefined : tokens[start + offset - 1];
    return before !== undefined && token.start > before.end ? ` ${token.text}` : token.text;
  };
}

/**
 * "Private Banking component of Financial Services (subcomponent: …)": the part is what the text is about; where no parts of it are
 * listed ("Data Store component of Berkeley DB"), and with a file ("card.php of Example"), it is the whole.
 * Half a bracket, and the number of an update, are no part of a name.
 */
function withoutWhole(name: string, isListed: boolean): string {
  const part = / (?:component|subcomponent|product) of (?=\S)/i.exec(name);
  const isPart = isListed || part?.[0].startsWith(' product') === true;
  const rest = part === null ? name : isPart ? name.slice(0, part.index) : name.slice(part.index + part[0].length);
  return withoutHalfBracket(withoutFile(rest).replace(/^[A-Z]{2,6}-\d{2,4}-\d{2,5}-\d{1,4}[_: -]+/, '')).replace(
    /^[^(]*\) /,
    '',
  );
}

function withoutFile(name: string): string {
  const [file = '', of, ...rest] = name.split(' ');
  return of === 'of' && rest.length > 0 && /\.[A-Za-z]{1,5}$|\/.|\+0x./.test(file) ? rest.join(' ') : name;
}

/** Brackets at the end that nothing closes, or that number an update: "(Update B)". */
function withoutHalfBracket(name: string): string {
  let rest = name;
  for (let open = rest.lastIndexOf(' ('); open >= 0; open = rest.lastIndexOf(' (')) {
    const inside = rest.slice(open + 2);
    const closing = inside.indexOf(')');
    if (closing >= 0 && (closing < inside.length - 1 || !/^(?:Update|Rev)/i.test(inside))) break;
    rest = rest.slice(0, open);
  }
  return rest;
}
