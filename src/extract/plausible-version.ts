import type { Token } from './version-tokens.ts';

/** Says whether a version-like token can be one here: a bare number only where a word announces it, and never a score, count or date. */
export function isPlausible(tokens: readonly Token[], index: number, announced: boolean): boolean {
  const token = tokens[index];
  const before = tokens[index - 1]?.lower ?? '';
  const next = tokens[index + 1]?.lower ?? '';
  if (token === undefined || MEASURED.test(before)) return false;
  if (/^\d{1,4}$/.test(token.text) && (MONTH.test(before) || /^lines?$/.test(before))) return false;
  if (/^v[234](?:\.\d)?$/i.test(token.text) && /^(?:base|score|vector)$/.test(next)) return false;
  if (/^\d{1,2}\.\d$/.test(token.text) && /\bscore (?:of|is|was)$/.test(`${tokens[index - 2]?.lower ?? ''} ${before}`))
    return false;
  if (/[._-]/.test(token.text) || /[a-z]/i.test(token.text)) return true;
  if (COUNTED.test(next)) return false;
  if (/^(?:19|20)\d{2}$/.test(token.text) && before === 'since') return false;
  return announced || (/^\d{6,9}$/.test(token.text) && /^(?:to|before|through|including)$/.test(before));
}

/** A version alone after the name of a protocol, language or system is theirs. */
export function isOfAnotherThing(tokens: readonly Token[], index: number, announced: boolean): boolean {
  const before = tokens[index - 1]?.lower ?? '';
  if (before === 'x') return !announced && !/^v|\..*\./i.test(tokens[index]?.text ?? '');
  return !announced && ANOTHER_THING.test(before);
}

const COUNTED =
  /^(?:characters?|bytes?|bits?|days?|hours?|minutes?|seconds?|weeks?|months?|years?|users?|times?|percent|%|devices?|systems?|files?|requests?|attempts?|people|organizations?|vulnerabilities|of|million|billion|thousand|digits?|steps?|different|other|new|more|additional|score|base|cves?|flaws?|issues?|countries|states|hospitals?)$/;
const MEASURED =
  /^(?:cvss|cvssv\d|cvss:\d.*|score|scored|port|ports|cwe|rfc|section|table|figure|page|chapter|step|\$)$/;
const MONTH =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$/;
const ANOTHER_THING =
  /^(?:tls|ssl|http|https|ipv4|ipv6|sha|windows|android|ios|macos|smbv?|wpa|usb|oauth|bluetooth|php|java|python|usd|of|about|over|least)$/;
