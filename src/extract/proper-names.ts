import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import { isOrdinaryName } from './ordinary-names.ts';
import { isTitleCase, type Prose, type Sentence } from './prose.ts';

const PART = '(?:\\p{Lu}[\\p{L}\\p{N}&+_-]*|\\p{Ll}+\\p{Lu}[\\p{L}\\p{N}]*)';
const NAME = new RegExp(`(?<![\\p{L}\\p{N}])${PART}(?: (?:${PART}|\\d{1,4}(?![.\\d])))*`, 'gu');
/** CVE-2024-1709, ICSMA-24-030-01: no names of things. */
const IDS = /\b[A-Z]{2,8}(?:-[A-Z]{1,6}){0,4}-\d{2,4}-\d[\w-]*/g;
/** More names than this no story needs. */
const MOST_NAMES = 300;

/** A name with how often it stands in the text, and where first. */
export interface ProperName {
  /** In lower case, words apart by one blank. */
  readonly name: string;
  readonly count: number;
  /** UTF-16 offset of the sentence in which it stands first. */
  readonly firstAt: number;
}

/**
 * Proper names in a text, each once: rows of words that begin with a capital where no sentence, heading or abbreviation asks for one.
 * The first word of a sentence counts only where it is written so elsewhere, or is no ordinary word; in a heading only words with
 * a capital inside count, or what stands behind a label ("Product: Example Viewer").
 */
export function properNames(prose: Prose): readonly ProperName[] {
  const isGerman = writesNounsLarge(prose.text);
  const rows = prose.sentences.map((sentence) => ({
    sentence,
    names: namesWithin(sentence).filter((row) => !isGerman || row.words.some((word) => /\p{Ll}\p{Lu}/u.test(word))),
  }));
  const within = new Set(rows.flatMap(({ names }) => names.filter((row) => !row.isFirst).flatMap((row) => row.words)));
  const found = new Map<string, { count: number; firstAt: number }>();
  for (const { sentence, names } of rows) {
    for (const { words, isFirst } of names) {
      const kept = isFirst ? withoutOpening(words, within) : words;
      const name = withoutFlaw(kept.map((word) => word.toLowerCase())).filter((word) => !ABBREVIATIONS.has(word));
      if (!name.some((word) => !isOrdinary(word))) continue;
      const key = name.join(' ');
      const known = found.get(key);
      if (known !== undefined) known.count += 1;
      else if (found.size < MOST_NAMES) found.set(key, { count: 1, firstAt: sentence.start });
    }
  }
  return [...found].map(([name, { count, firstAt }]) => ({ name, count, firstAt }));
}

/** German capitalises every noun: there only a capital inside a word tells a name. */
function writesNounsLarge(text: string): boolean {
  const start = text.slice(0, 5_000);
  const german = start.match(/\b(?:der|die|das|und|eine?[nrsm]?|werden|wird|mit|für|von)\b/g)?.length ?? 0;
  return german > 1 && german > (start.match(/\bthe\b/g)?.length ?? 0);
}

/** Whether a word of a name says nothing by itself: report prose is full of it. */
export function isOrdinary(word: string): boolean {
  return word.length < 3 || GENERIC_WORDS.has(word) || INSTITUTIONAL.has(word) || /^\d+$/.test(word);
}

const LONGEST_LABEL = 20;

interface NameRow {
  readonly words: readonly string[];
  readonly isFirst: boolean;
}

function namesWithin(sentence: Sentence): readonly NameRow[] {
  const text = sentence.text
    .replace(/\s/g, ' ')
    .replace(/['’]s\b/g, '')
    .replace(IDS, ';');
  const isHeading = sentence.isHeading || isTitleCase(text);
  const label = isHeading ? text.indexOf(': ') : -1;
  return [...text.matchAll(NAME)]
    .filter(
      (match) =>
        !isHeading || (label > 0 && label < LONGEST_LABEL && match.index > label) || /\p{Ll}\p{Lu}/u.test(match[0]),
    )
    .map((match) => ({
      words: match[0].split(' ').flatMap(wordsCased),
      isFirst: /^[^\p{L}\p{N}]*$/u.test(text.slice(0, match.index)),
    }));
}

/** "Wi-Fi" as two words, as titles and product names are compared; the case is kept. */
function wordsCased(word: string): readonly string[] {
  return word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
}

/** "Example Viewer Path Traversal Vulnerability" names a viewer. */
function withoutFlaw(words: readonly string[]): readonly string[] {
  const end = words.findLastIndex(
    (word) => !FLAW_WORDS.has(word) && !/^(?:vulnerabilit(?:y|ies)|flaws?|bugs?)$/.test(word),
  );
  return words.slice(0, end + 1);
}

/** What opens a sentence is capitalised in any case. */
function withoutOpening(words: readonly string[], within: ReadonlySet<string>): readonly string[] {
  const [first = '', ...rest] = words;
  const isName = /\p{L}\p{Lu}|\p{N}/u.test(first) || within.has(first);
  if (isName) return words;
  const isPlain = rest.length === 0 || OPENINGS.has(first.toLowerCase()) || GENERIC_WORDS.has(first.toLowerCase());
  return isPlain ? rest : words;
}

/** The words of a title that belong to a name of the text, without those of its publisher. */
export function subjectOf(title: string, names: readonly string[], publisher: string): readonly string[] {
  const known = new Set(names.flatMap((name) => name.split(' ')));
  const own = new Set(wordsOf(publisher));
  const words = [...new Set(wordsOf(title.replace(/['’]s\b/g, '')))].filter(
    (word) => word.length > 2 && !/^\d+$/.test(word) && known.has(word) && !own.has(word) && !ABBREVIATIONS.has(word),
  );
  return words.some((word) => !isOrdinary(word) && !isOrdinaryName(word)) ? words : [];
}

/** The words of a list's entry that are written large and are no kind of flaw, in lower case. */
export function capitalWords(text: string): readonly string[] {
  const words = text.replace(IDS, ';').match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]*\p{Lu}[\p{L}\p{N}]*/gu) ?? [];
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => !isOrdinary(word) && !OPENINGS.has(word) && !ABBREVIATIONS.has(word) && !FLAW_WORDS.has(word));
}

/** Words that CISA's catalogue and MITRE's list of weaknesses use for flaws. */
const FLAW_WORDS: ReadonlySet<string> = new Set(
  `improper authentication authorization authorisation injection code traversal path bypass overflow heap buffer memory corruption missing incorrect
  insufficient validation input control external assumed immutable parameter deserialization untrusted data privilege escalation disclosure cross
  site scripting request forgery unrestricted upload type confusion dangerous hard coded credentials free bounds read write out execution remote arbitrary file critical
  function integer null pointer dereference race condition neutralization neutralisation special elements embedded malicious spoofing elevation denial
  cryptographic signature verification exposed method incorrectly resolved name reference xml entity link following mechanism protection failure`.split(
    /\s+/,
  ),
);

const OPENINGS: ReadonlySet<string> = new Set(
  `a add all allow an and any apply ask at audit avoid because block both but by call change check configure consider contact
  customers days delete deploy disable do during each enable ensure every examine few find fixed follow for four from get give had has have
  hold how however i if implement in install is isolate it its keep know last learn like limit look make many more most new no not note
  nothing now of on once one only open or other our please press prevent protect read readers remove replace report require reset restrict
  review rotate scan see set several she since some successful such suspend ten test that the their then there they this those three to
  train treat turn two under until update upgrade use users verify visit vendor equipment vulnerability versions affected summary
  watch we what when where which while who why with you your`.split(/\s+/),
);

/** Short forms that stand in any report, and names of days and months. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `adp aes api apis apt asp att cert cisa cna cpe csaf csirt csrf cve cves cvss cwe dll dns dos ehr emr enisa epss eol fbi fda ftp hc3
  hhs hipaa hl7 hph html http https ics icsa icsma icmp id ids ioc iocs ip ipsec it json kev ldap linux mfa mitre msi nat ncsc nist
  nsa nvd os pdf phi php pii poc qr rce rdp rest rmm saml sbom sha sla smb smtp soc sql stopransomware ssh sso ssl ssrf ssvc tcp tlp tls ttp ttps udp uri url us usa
  usb utc vex vpn waf web xml xss monday tuesday wednesday thursday friday saturday sunday january february march april may june july
  august september october november december clear amber green white red note executive`.split(/\s+/),
);

/** Words of the names of offices, lists and common things: two reports share them without telling one story. */
const INSTITUTIONAL: ReadonlySet<string> = new Set(
  `act administration adds advisories advisory agencies agency alert alerts american analyst association authority briefing bulletin bureau canadian catalog catalogue center centre
  chief cloud college commission committee community coordination council country cyber cybersecurity daily day department digest directive directory director district
  emergency european exploited federal five four fusion general german health human information infrastructure institute international investigation
  justice known law medicare medicaid ministry monthly national new notice number numbers office officer one organization private profile program public
  regional report resources school sector secretary security senate service services six social state states summary team ten three treasury trend two union
  united university update updates vulnerabilities vulnerability weekly year years windows microsoft`.split(/\s+/),
);
