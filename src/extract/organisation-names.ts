import type { OrganisationEntry } from '../domain/lexicon.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { onOneLine, type Span } from './prose.ts';

/** An organisation as a sentence names it. */
export interface OrganisationName extends Span {
  readonly writtenAs: string;
  /** Its name today where the lexicon knows it. */
  readonly known?: OrganisationEntry;
}

const WORD = "(?:[A-Z][A-Za-z0-9&'’-]*|[A-Z]{2,})";
const NAME = new RegExp(
  `${WORD}(?: (?:of |and |& |for )?${WORD}){0,5}(?:,? (?:Inc|LLC|Ltd|GmbH|AG|Corp|Co|BV|SE)\\b\\.?)?`,
  'g',
);

const NOT_AN_ORGANISATION =
  /^(?:the|this|these|that|a|an|on|in|at|it|its|we|our|all|both|each|from|according|after|before|during|since|however|multiple|several|other|one|two|organi[sz]ations?|victims?|attackers?|threat|actors?|additional|both|healthcare|health|hospitals?|pharmac(?:y|ies)|cve.*|tlp.*|ioc.*|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|u\.?s\.?|us|united states|europe|internet|it|ehr|rmm|vpn|rdp|c2|msp|mitre|att&ck|if|for|to|as|by|with|no|not|there|they|their|such|following|researchers?|customers?|users?|windows.*|microsoft.*|linux|macos|powershell|dns|http|https|api|sql|server|servers?|remote|access|software|security|update|upgrade|review|examine|block|isolate|resellers?|suppliers?|vendors?|providers?|distributors?|integrators?|contractors?|partners?|compan(?:y|ies)|firms?|clients?|patients?|clinics?|practices?|intruders?|hackers?|adversar(?:y|ies)|criminals?|domain|host|file|command|ransomware|malware|who|what|how|why|inside|once|when|while|through|between|via|using|only|statement|advisory|alert|bulletin|report|summary|press|media|dr|mr|mrs|ms)$/i;

/** Abbreviations of things and bodies that stand where a company's could. */
const ACRONYM =
  /^(?:[A-Z]{1,2}|[A-Z]{7,}|AS\d+|CVE|CVSS|CWE|IOC|TLP|RMM|VPN|RDP|RAT|SSL|SSH|MFA|SQL|DNS|URL|PDF|EHR|EMR|PACS|PHI|HPH|HHS|HC3|HIPAA|HTTPS?|API|MSP|MSSP|SOC|CERT|CISA|NCSC|FBI|NSA|NIST|BSI|ENISA|CSIRT|USA|NHS|DLL|EXE|SHA|MD5|SFTP|FTP|SMB|LAN|WAN|NAS|CPU|RAM|SaaS|IAM|EDR|XDR|SIEM|AND|FOR|THE|NOT|NOTE|ALL|AMBER|GREEN|CLEAR|RED|WHITE)$/;

/**
 * Every name in a sentence of a text that can be an organisation's, in order: those the lexicon knows, and other rows of capitalised
 * words. Offsets are those of the sentence.
 */
export function organisationNames(text: string, sentence: Span, finders: LexiconFinders): readonly OrganisationName[] {
  const { start, end } = sentence;
  const products = finders.products.find(text, sentence);
  const known = finders.organisations
    .find(text, sentence)
    .filter((name) => !products.some((each) => each.start <= name.start && name.end <= each.end));
  const taken = [...known, ...products];
  const names: OrganisationName[] = known.map((hit) => ({
    start: hit.start - start,
    end: hit.end - start,
    writtenAs: onOneLine(hit.writtenAs),
    known: hit.entry,
  }));
  const words = onOneLine(text.slice(start, end));
  NAME.lastIndex = 0;
  for (let match = NAME.exec(words); match !== null; match = NAME.exec(words)) {
    const name = trimmedName(match[0], match.index);
    if (name === undefined) continue;
    if (taken.some((each) => each.start - start < name.end && name.start < each.end - start)) continue;
    names.push(name);
  }
  return names.sort((a, b) => a.start - b.start);
}

/** Without the ordinary words that a sentence's start capitalises; `undefined` where nothing is left. */
function trimmedName(written: string, start: number): OrganisationName | undefined {
  let words = written;
  let from = start;
  for (;;) {
    const blank = words.indexOf(' ');
    const first = blank < 0 ? words : words.slice(0, blank);
    if (!NOT_AN_ORGANISATION.test(first.replace(/['’]s?$/, ''))) break;
    if (blank < 0) return undefined;
    words = words.slice(blank + 1);
    from += blank + 1;
  }
  const owned = words.search(/['’]s(?: |$)/);
  const plain = (owned < 0 ? words : words.slice(0, owned)).replace(/ (?:of|and|&|for)$/, '');
  if (plain.length < 3 || ACRONYM.test(plain)) return undefined;
  return { writtenAs: plain, start: from, end: from + plain.length };
}
