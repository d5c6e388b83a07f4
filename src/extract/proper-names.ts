import { GENERIC_WORDS } from '../domain/generic-words.ts';
import { wordsOf } from '../domain/words.ts';
import type { Prose, Sentence } from './prose.ts';

const PART = '(?:\\p{Lu}[\\p{L}\\p{N}&+_-]*|\\p{Ll}+\\p{Lu}[\\p{L}\\p{N}]*)';
const NAME = new RegExp(`(?<![\\p{L}\\p{N}])${PART}(?: (?:${PART}|\\d{1,4}(?![.\\d])))*`, 'gu');
/** More names than this no story needs. */
const MOST_NAMES = 300;

/**
 * Proper names in running text, in lower case, each once: rows of words that begin with a capital where no sentence, heading or
 * abbreviation asks for one. The first word of a sentence counts only where it is written so elsewhere, or is no ordinary word.
 */
export function properNames(prose: Prose): readonly string[] {
  const running = prose.sentences.filter((sentence) => !sentence.isHeading);
  const within = new Set(running.flatMap((sentence) => namesWithin(sentence).flatMap((row) => row.words)));
  const names = new Set<string>();
  for (const sentence of running) {
    for (const { words, isFirst } of namesWithin(sentence)) {
      const kept = isFirst ? withoutOpening(words, within) : words;
      const name = kept.map((word) => word.toLowerCase()).filter((word) => !ABBREVIATIONS.has(word));
      if (name.some((word) => !isOrdinary(word))) names.add(name.join(' '));
    }
    if (names.size > MOST_NAMES) break;
  }
  return [...names];
}

/** Whether a word of a name says nothing by itself: report prose is full of it. */
export function isOrdinary(word: string): boolean {
  return word.length < 3 || GENERIC_WORDS.has(word) || INSTITUTIONAL.has(word) || /^\d+$/.test(word);
}

interface NameRow {
  readonly words: readonly string[];
  readonly isFirst: boolean;
}

function namesWithin(sentence: Sentence): readonly NameRow[] {
  const text = sentence.text.replace(/\s/g, ' ').replace(/['’]s\b/g, '');
  return [...text.matchAll(NAME)].map((match) => ({
    words: match[0].split(' ').flatMap(wordsCased),
    isFirst: /^[^\p{L}\p{N}]*$/u.test(text.slice(0, match.index)),
  }));
}

/** "Wi-Fi" as two words, as titles and product names are compared; the case is kept. */
function wordsCased(word: string): readonly string[] {
  return word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
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
    (word) => known.has(word) && !own.has(word),
  );
  return words.some((word) => !isOrdinary(word)) ? words : [];
}

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
  nsa nvd os pdf phi php pii poc rce rdp rest rmm saml sbom sha sla smb smtp soc sql ssh sso ssl ssrf ssvc tcp tlp tls ttp ttps udp uri url us usa
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
