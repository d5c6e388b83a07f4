import type { Token } from './version-tokens.ts';
import { isVersionWord } from './range-words.ts';

/** The tokens of a product's name, vendor included where the text gives it. */
export interface ProductName {
  readonly name: string;
  /** Indexes of its tokens: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Words that may stand between a product's name and its versions: "affecting all versions", "is vulnerable in". */
const BRIDGE =
  /^(?:affecting|affects|affected|impacting|impacts|impacted|all|any|in|of|is|are|was|were|has|have|had|been|that|which|vulnerable|exists|for|on|,|:|\(|;|-|–|•|\*|those|running|with|the|following|supported|only|also|its|it|and|specifically|¶|do|not|both|contains?|install(?:ed|ations?)?|deployments?|using|including|ranging|currently|customers?|users?)$/;

/** Words with a capital that are never part of a name: sentence starts, kinds of flaws. */
const NEVER =
  /^(?:the|a|an|this|these|that|those|an|in|on|of|is|are|as|at|by|to|from|if|it|its|there|when|where|which|while|due|because|however|affected|affects|affecting|impacted|issue|issues|vulnerability|vulnerabilities|vulnerable|flaw|flaws|weakness|bug|solution|solutions|upgrade|update|updates|fixed|fix|improper|missing|multiple|insufficient|incorrect|unauthenticated|authenticated|successful|exploitation|cve|cwe|note|users?|customers?|version|versions|release|releases|prior|before|through|cross-site|stored|reflected|remote|local|supported|product|products|all|any|some|some|other|certain|following|and|or|with|for|via|was|were|has|have|had|be|been|allows?|may|can|could|will|would|should|discovered|found|identified|exists?|a|under|both|only|also|above|below|earlier|later|or|recommends?|released|provides?|has|using|not|no|do|does|did|vendor|attackers?|attacker|between|within|than|then|such|via|per|please|see|out-of-bounds|use-after-free|use|buffer|heap|stack|stack-based|heap-based|sql|injection|xss|csrf|denial|privilege|escalation|overflow|command|path|traversal|neutralization|input|access|control|authorization|authentication|affected:|since|until|starting|beginning|running|attack|attacks)$/;

/** Small words that may stand inside a name: "Plugin for WordPress", "Software Update for HP". */
const INSIDE = /^(?:for|of|and|de|by|&|-|–|\/|\(|\)|'s|on|the|with)$/;

/** Small nouns that end a name: they say what kind of thing it is. */
const KIND =
  /^(?:plugin|plugins|plug-in|theme|firmware|software|app|application|applications|extension|module|library|package|server|client|component|framework|platform|driver|kernel|devices?|routers?|appliances?|gateway|gateways|series|system|agent|daemon|addon|add-on|suite|bundle|engine|api|toolkit|sdk|cli|cms|tool|service|program|parser|editor|manager|desktop|panel|console|connector|project|product|products|installer|switches|controllers?|firewalls?|panel|hub)$/;

/** The name that ends where a phrase of versions begins, or before the small words between them; `undefined` where none stands near. */
export function nameBefore(tokens: readonly Token[], index: number): ProductName | undefined {
  let at = index - 1;
  for (let bridged = 0; at >= 0 && bridged < 14; at--, bridged++) {
    const token = tokens[at];
    if (token === undefined || token.text === '.') return undefined;
    const name = nameEndingAt(tokens, at);
    if (name !== undefined) return name;
    if (!BRIDGE.test(token.lower) && !isVersionWord(token) && token.kind !== 'version' && token.text !== ')') return undefined;
  }
  return undefined;
}

/** The name whose last token stands at an index. */
export function nameEndingAt(tokens: readonly Token[], index: number): ProductName | undefined {
  const last = tokens[index];
  if (last === undefined || isVersionWord(last) && !/^(?:firmware|software)$/.test(last.lower)) return undefined;
  const isKind = KIND.test(last.lower) && !isNameToken(last);
  if (!isKind && !isNameToken(last) && !(last.kind === 'word' && isPlainName(tokens, index))) return undefined;
  let from = index;
  for (let at = index - 1; at >= 0 && index - at < 10; at--) {
    const token = tokens[at];
    if (token === undefined || token.text === '.' || token.text === '¶') break;
    if (isNameToken(token) || (token.kind === 'version' && at > 0 && isNameToken(tokens[at - 1]) && /^\d{1,4}$/.test(token.text))) from = at;
    else if (KIND.test(token.lower) && isNameToken(tokens[at - 1])) from = at;
    else if (!(INSIDE.test(token.lower) && at > 0 && (isNameToken(tokens[at - 1]) || KIND.test(tokens[at - 1]?.lower ?? '')))) break;
  }
  return finished(tokens, from, index + 1);
}

/** The name that begins at an index. */
export function nameStartingAt(tokens: readonly Token[], index: number): ProductName | undefined {
  const first = tokens[index];
  if (first === undefined || !(isNameToken(first) || (first.kind === 'word' && isPlainName(tokens, index)))) return undefined;
  let to = index + 1;
  for (let at = to; at < tokens.length && at - index < 10; at++) {
    const token = tokens[at];
    if (token === undefined || token.text === '.' || token.text === '¶') break;
    const next = tokens[at + 1];
    if (isNameToken(token) || (token.kind === 'version' && /^\d{1,3}$/.test(token.text) && !isVersionWord(tokens[at - 1]))) to = at + 1;
    else if (KIND.test(token.lower)) to = at + 1;
    else if (!(INSIDE.test(token.lower) && isNameToken(next) && !/^(?:by|on|with|in)$/.test(token.lower))) break;
  }
  return finished(tokens, index, to);
}

/** Says whether a token can be a part of a product's name by its looks: a capital, a digit within, or signs as packages have. */
function isNameToken(token: Token | undefined): boolean {
  if (token === undefined || token.kind !== 'word' || NEVER.test(token.lower)) return false;
  if (/^(?:CVE|CWE|CVSS)[-:]/i.test(token.text)) return false;
  return /\p{Lu}/u.test(token.text) || /\d/.test(token.text) || /^[a-z][\w.]*[/@_-][\w/.-]+$/.test(token.text);
}

const ORDINARY =
  /^(?:and|or|but|which|vulnerable|installed|issue|earlier|later|higher|lower|newer|older|previous|only|function|parameter|file|page|endpoint|code|attackers?|user|users|data|input|feature|component|exploit(?:ed|ation)?|patch(?:ed|es)?|releases?|upgrading|updating|upgraded|updated|impacts?|instances?|installations?|environments?|hardware|machines?|hosts?|networks?|model|models|number|numbers|least|current|latest|new|same|first|last|more|less|most|than|up|out|over|into|onto|off|them|they|you|we|he|she|i|your|our|their|his|her|one|two|three|fix|fixes|containing|contains|contain|allows|allow)$/;

/** A package in small letters right before its version: "curl 7.1", "mjs 2.20.0"; never an ordinary word. */
function isPlainName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined || NEVER.test(token.lower) || KIND.test(token.lower) || BRIDGE.test(token.lower) || ORDINARY.test(token.lower)) return false;
  if (!/^[a-z][a-z0-9_.-]{1,40}$/.test(token.text) || /(?:ed|ing|ly|tion|sion|ity|ment|ness)$/.test(token.text)) return false;
  const before = tokens[index - 1];
  return before === undefined || /^(?:in|of|the|affects|affecting|¶|\.|to|within|,|and)$/.test(before.lower) || isNameToken(before);
}

function finished(tokens: readonly Token[], from: number, to: number): ProductName | undefined {
  let start = from;
  let end = to;
  while (start < end && /^(?:and|or|of|for|by|-|–|\/|&|\(|\)|the|on|with|'s)$/.test(tokens[start]?.lower ?? '')) start++;
  while (end > start && /^(?:and|or|of|for|by|-|–|\/|&|\(|the|on|with|'s)$/.test(tokens[end - 1]?.lower ?? '')) end--;
  if (start >= end) return undefined;
  const name = tokens.slice(start, end).map(spelled(tokens, start)).join('').trim();
  return /\p{L}/u.test(name) && name.length >= 2 ? { name, from: start, to: end } : undefined;
}

/** Tokens joined as they stood, blanks made one. */
function spelled(tokens: readonly Token[], start: number): (token: Token, offset: number) => string {
  return (token, offset) => {
    const before = offset === 0 ? undefined : tokens[start + offset - 1];
    return before !== undefined && token.start > before.end ? ` ${token.text}` : token.text;
  };
}
