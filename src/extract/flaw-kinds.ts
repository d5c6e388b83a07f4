/** Kinds of flaw under the names that reports give them. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'authentication bypass':
    /\b(?:authentication|login|auth)[- ]bypass|bypass(?:es|ed|ing)? (?:the )?(?:authentication|login)|CWE-288\b/i,
  'path traversal': /\b(?:path|directory)[- ]traversal|CWE-22\b/i,
  'sql injection': /\bSQL[- ]injection|CWE-89\b/i,
  'command injection': /\bcommand[- ]injection|CWE-7[78]\b/i,
  'code injection': /\bcode[- ]injection|ViewState\b|CWE-94\b/i,
  deserialization: /\bdeseriali[sz]ation|deseriali[sz]es|CWE-502\b/i,
  'hard-coded credentials': /\bhard-?coded (?:credentials?|passwords?|keys?)|CWE-798\b/i,
  'buffer overflow': /\b(?:buffer|heap|stack)(?:-based)?(?: buffer)? overflow|CWE-12[0-2]\b/i,
  'use after free': /\buse[- ]after[- ]free|CWE-416\b/i,
  'cross-site scripting': /\bcross-site scripting|\bXSS\b|CWE-79\b/i,
  'server-side request forgery': /\bserver-side request forgery|\bSSRF\b|CWE-918\b/i,
  'privilege escalation': /\bprivilege escalation|(?:elevation|escalation) of privileges?|CWE-269\b/i,
  'information disclosure': /\binformation disclosure|CWE-200\b/i,
  'zero-day flaws': /\bzero[- ]days?\b|\b0-days?\b/i,
  backdoor: /\bback ?doors?\b/i,
  'denial of service': /\bdenial[- ]of[- ]service\b/i,
};

/** The kinds of flaw that a text names. */
export function flawKinds(text: string): readonly string[] {
  return Object.entries(KINDS).flatMap(([kind, shape]) => (shape.test(text) ? [kind] : []));
}
