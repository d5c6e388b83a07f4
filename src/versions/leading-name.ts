/**
 * What stands in front of a version and is none: the product or the model ("Ward Viewer" of "Ward Viewer V17 Upd 7", "iLO 5"
 * of "iLO 5 v2.78"). Empty where the text begins with its version, or where no version can be told from the words.
 */
export function leadingName(text: string): string {
  const words = text.split(' ');
  if (!isFirstWord(words[0] ?? '')) return '';
  for (let at = 1; at <= MOST_WORDS && at < words.length; at += 1) {
    const name = words.slice(0, at).join(' ');
    const rest = words.slice(at).join(' ');
    if (STARTS_AS_VERSION.test(rest) && !SAID_LATER.test(rest))
      return OPERATING_SYSTEM.test(name) && !DOTTED.test(rest) ? '' : name;
    if (!isNameWord(words[at] ?? '')) return '';
  }
  return '';
}

const MOST_WORDS = 5;

/** Words that say how a version is counted, or what it runs on. */
const NO_NAME =
  /^(?:on|with|for|in|to|service|cumulative|(?:sp|hf|cu|su|ru|ur|fp|mp|mr|pl|pp|build|update|patch|hotfix)\d*)$/i;

/** A letter makes a name; V10 and R81 are versions, and so is 11B. */
function isFirstWord(word: string): boolean {
  return isNameWord(word) && /[a-z]/i.test(word) && !/^(?:[vr]\d|\d+[a-z]{1,2}$)/i.test(word);
}

function isNameWord(word: string): boolean {
  return /^[a-z\d][a-z\d/.+&!-]{0,19}$/i.test(word) && !/\d\.\d/.test(word) && !NO_NAME.test(word);
}

/** Dotted numbers, years, a letter and a number in the ways of their publishers, and a number with a word of release. */
const STARTS_AS_VERSION =
  /^(?:v?\d+[._]\d|v ?\d|[a-z]\.\d|v[a-z]\d|[hr]\d+(?:\.\d|\b)|(?:19|20)\d\d(?!\d)|\d{6,8}$|\d\d-\d\d\b|build[ -]?\d|[a-z][a-z-]{1,20}\/\d+\.\d|\d{1,3}[a-z]?[ -](?:sp|sr|cu|su|hf|mr|fp|ru|upd?|update|patch|service pack) ?\d)/i;

/** A V of its own says where the version is: "R70 V01.23.00". */
const SAID_LATER = /\sv\d+\.\d/i;

/** "Windows Server 2019" and "Windows 10 SP1" say what a product runs on. */
const OPERATING_SYSTEM = /\bwindows(?: server)?$/i;

const DOTTED = /^v?\d+\.\d/i;
