import type { FoundIndicator } from '../indicators/find.ts';
import { type Prose, sentenceAt, spanAround, withSingleBlanks } from './prose.ts';

/** How a value stands in its document. */
export interface Standing {
  /** Alone in its line, in an item of a list or in a cell of a table. */
  readonly isListed: boolean;
  /** Another cell of its row says what type it is: a table made of indicators. */
  readonly isTyped: boolean;
  /** Marked as code or quoted, as authors write what is not to be followed. */
  readonly isCode: boolean;
  /** In the head of a mail that the text shows, as its sender. */
  readonly isSender: boolean;
  /** Written as a link: in Markdown, AsciiDoc, HTML or between angle brackets. */
  readonly isLink: boolean;
  /** Its heading speaks of indicators, not of references. */
  readonly inIndicators: boolean;
  /** Its heading speaks of references, contacts or authors, not of indicators. */
  readonly inReferences: boolean;
  /** The sentence around it tells what attackers did or used. */
  readonly isTold: boolean;
}

/** Words of headings over what is not meant as an indicator. */
const REFERENCES =
  /\b(?:references?|sources?|further reading|links?|related|see also|bibliography|contacts?|about|credits?|acknowledg\w*|authors?|learn more|resources|footnotes?|yara)\b/i;
/** Words of headings over indicators. */
const INDICATORS =
  /\b(?:indicators?|iocs?|observables?|c2s?|c&c|command and control|network|domains?|hash(?:es)?|urls?|ip(?:s|v4)?|addresses|samples?|payloads?|infrastructure|malicious|artifacts?|senders?|download|hosts?|callback|exfil\w*|distribution|doc\w*|servers?|traffic)\b/i;
/** Words of sentences that tell what attackers used. */
const TRACE =
  /\b(?:attack|malicious|malware|c2|c&c|command[- ]and[- ]control|beacon|communicat|connect(?:s|ed|ing)? to|contact|callback|call(?:s|ed)? back|download|drop|payload|phish|exfil|upload|stag(?:e|ing)|redirect|inject|deliver|distribut|impersonat|typosquat|spoof|domain|infrastructure|actor|campaign|observed|resolve|hosted|compromis|abus|scan|brute|tunnel|sinkhole|ransom|loader|stealer|rat\b|trojan|backdoor|implant|request|sent|send|traffic|victim|ioc|indicator|exploit|suspicious|fraud|fake)/i;
/** What tables and feeds call the types of indicators. */
const TYPE_WORD =
  /^(?:domains?|domain[ _-]names?|fqdn|host(?:name)?s?|ur[li]s?|ip|ipv[46](?:-addr)?|ip[ _-]?address(?:es)?|c2|c&c|e-?mail(?:[ _-]address(?:es)?)?|cidr|sender)$/i;

/** The first words of a line in the head of a mail. */
const MAIL_HEAD = /^\W*(?:from|sender|reply[- ]to|return[- ]path|envelope[- ]from|x-sender)\b.{0,3}:/i;

/** Reads how a value stands at one of its places. */
export function standingOf(prose: Prose, found: FoundIndicator): Standing {
  const heading = sentenceAt(prose, found.start)?.heading ?? '';
  const line = lineAround(prose.text, found);
  const [speaksOfIndicators, speaksOfReferences] = [INDICATORS.test(heading), REFERENCES.test(heading)];
  return {
    isListed: standsAlone(line),
    isTyped: isInTypedRow(line),
    isCode: /[`'"\u201c]$/.test(prose.text.slice(found.start - 1, found.start)),
    isSender: MAIL_HEAD.test(line.left),
    isLink: isLinkMarkup(line, found),
    inIndicators: speaksOfIndicators && !speaksOfReferences,
    inReferences: speaksOfReferences && !speaksOfIndicators,
    isTold: TRACE.test(wordsAround(prose, found)),
  };
}

/** The words of the sentence around a value, on one line. */
export function wordsAround(prose: Prose, found: FoundIndicator): string {
  const { start, end } = spanAround(prose, found);
  return withSingleBlanks(prose.text.slice(start, end));
}

/** What stands in a line before and after a value. */
interface Line {
  readonly left: string;
  readonly right: string;
}

/** Its line, up to some hundred characters either side. */
function lineAround(text: string, found: FoundIndicator): Line {
  const left = text.slice(Math.max(0, found.start - NEAR), found.start);
  const right = text.slice(found.end, found.end + NEAR);
  return { left: left.slice(left.lastIndexOf('\n') + 1), right: right.split('\n', 1)[0] ?? '' };
}

const NEAR = 160;

/** Alone in its line, or in a cell of a table: what lists of indicators look like. */
function standsAlone({ left, right }: Line): boolean {
  const cellLeft = left.slice(Math.max(left.lastIndexOf('\t'), left.lastIndexOf('|'), left.lastIndexOf(',')) + 1);
  return (
    /^[\s"'`*•\-–+>(]*(?:\w{1,14}\s?:\s*)?$/.test(cellLeft) && /^(?:[\s"'`).;+]*(?:$|[\t|,])|\s+[-–(])/.test(right)
  );
}

/** A row such as `domain,evil.example.com,C2` or `| URL | … |`: the cell before, or the one after, names the type. */
function isInTypedRow({ left, right }: Line): boolean {
  const before = left.split(/[\t|,;]/);
  const after = right.split(/[\t|,;]/);
  return [before.at(-2), after[1]].some(
    (cell) => cell !== undefined && TYPE_WORD.test(cell.replace(/["'`*\s]+/g, ' ').trim()),
  );
}

/** Markdown, AsciiDoc and plain angle brackets: `](…)`, `…[text]`, `<…>`, `href="…"`. In the head of a mail, angle brackets hold the sender. */
function isLinkMarkup({ left, right }: Line, found: FoundIndicator): boolean {
  return (
    /\]\($|\]:\s*$|(?:href|src)=["']?$/i.test(left) ||
    (right.startsWith('[') && found.type === 'url') ||
    (left.endsWith('<') && right.startsWith('>') && !MAIL_HEAD.test(left))
  );
}
