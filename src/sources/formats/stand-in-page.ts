import { isChallengePage } from './challenge.ts';

/** A page that a server answers in place of the document: to keep programs out, to ask who is there, or for a browser to fill. */
export type StandIn = 'challenge' | 'login' | 'script';

/** What a stand-in is called. */
export const STAND_IN_WORDS: Readonly<Record<StandIn, string>> = {
  challenge: 'a bot challenge page',
  login: 'a login page',
  script: 'a page that only a browser with JavaScript can fill',
};

/** Which stand-in a page is, if one; `words` is its text. A long page carries a document of its own. */
export function standInOf(html: string, words: string): StandIn | undefined {
  if (isChallengePage(html, words)) return 'challenge';
  if (!WHOLE_PAGE.test(html.slice(0, 3_000))) return undefined;
  if (words.length <= LONGEST_LOGIN && PASSWORD_FIELD.test(html) && LOGIN_TITLE.test(html)) return 'login';
  return words.length <= LONGEST_SHELL && SHELL.test(words === '' ? html : words) ? 'script' : undefined;
}

/** The body of a feed's entry is a part of a page, and may well speak of logins and JavaScript. */
const WHOLE_PAGE = /<(?:!doctype html|html|head)[\s>]/i;

const LONGEST_LOGIN = 1_500;
const PASSWORD_FIELD = /<input\b[^>]{0,500}\btype\s?=\s?["']?password/i;
const LOGIN_TITLE =
  /<(?:title|h1)\b[^>]{0,200}>[^<]{0,100}\b(?:log ?in|log ?on|sign ?in|single sign-on|anmelde\w{0,3})\b/i;

const LONGEST_SHELL = 300;
const SHELL =
  /\b(?:(?:you need to|please|must) enable javascript|javascript (?:is|must be) (?:required|disabled|enabled|not enabled|turned off)|(?:requires|needs|without) javascript)\b/i;
