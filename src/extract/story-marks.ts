import type { AffectedProduct } from '../domain/advisory.ts';
import type { StoryMarks } from '../domain/story-marks.ts';
import { wordsOf } from '../domain/words.ts';
import type { FoundIndicator } from '../indicators/find.ts';
import { attackerWords } from './attackers.ts';
import { builtInNames } from './built-in.ts';
import { isDigest } from './digest-of.ts';
import { flawKinds } from './flaw-kinds.ts';
import type { LexiconFinders } from './lexicon-finders.ts';
import { otherCves } from './other-cves.ts';
import { properNames, subjectOf } from './proper-names.ts';
import type { Prose } from './prose.ts';
import { readReportIds } from './report-ids.ts';
import { textPrints } from './text-prints.ts';

/** What else was read of the document. */
interface MarksContext {
  readonly publisherId: string;
  readonly publisher: string;
  readonly found: readonly FoundIndicator[];
  readonly cves: readonly string[];
  readonly titleCves: readonly string[];
  readonly affected: readonly AffectedProduct[];
  readonly finders: LexiconFinders;
}

const MOST_VERSIONS = 60;
const MOST_SEARCHED = 20_000;
/** Characters in which a report says whom it is about. */
const FIRST_WORDS = 200;
const ATTACK =
  /\b(?:(?:cyber ?)?attack(?:s|ed|ers?)?|ransomware|breach(?:ed|es)?|intru(?:ders?|sions?)|hack(?:ed|ers?)|stolen|outage|incident|disruption|interruption|encrypted|suspicious activity|(?:threat|nation-state|malicious) (?:[\w-]+ ){0,2}actors?|unauthori[sz]ed (?:access|party|actor))\b/i;

/** "There is no link to the attack on NAME": the text, in small letters, is about somebody else. */
function isSetApart(name: string, text: string): boolean {
  const at = text.indexOf(name);
  return (
    at >= 0 &&
    /\b(?:no (?:link|connection|relation)|not (?:related|linked|connected)|unrelated|unlike|separate)\b[^.;]{0,60}$|\b(?:after|following|like|similar to)\s(?:(?:the|an?|last)\s)?(?:(?:cyber)?attacks?\s(?:on|at|against)\s)?$/i.test(
      text.slice(Math.max(0, at - 90), at),
    )
  );
}

/** Reads what tells a document's story from its neighbours. */
export function readStoryMarks(prose: Prose, context: MarksContext): StoryMarks {
  const { publisherId, publisher, found, cves, titleCves, affected, finders } = context;
  const groups = new Set([
    ...finders.actors.find(prose.text).flatMap((hit) => wordsOf(hit.writtenAs)),
    ...attackerWords(prose.text),
  ]);
  const proper = properNames(prose).filter(({ name }) => !name.split(' ').every((word) => groups.has(word)));
  const written = proper.map(({ name }) => name);
  const itself = wordsOf(publisher).join(' ');
  const namesItself =
    itself !== '' && ` ${wordsOf(prose.text.slice(0, MOST_SEARCHED)).join(' ')} `.includes(` ${itself} `);
  const names = [
    ...new Set([
      ...written,
      ...affected.flatMap((product) => nameOf(product, written)),
      ...(namesItself ? [itself] : []),
    ]),
  ];
  const subject = subjectOf(prose.title, names, publisher).filter((word) => !groups.has(word));
  const small = prose.text.toLowerCase();
  const titled = ` ${wordsOf(prose.title).join(' ')} `;
  const mainNames = proper
    .filter(
      ({ name, count, firstAt }) =>
        count > 1 || firstAt < prose.title.length + FIRST_WORDS || titled.includes(` ${name} `),
    )
    .filter(({ name }) => !isSetApart(name, small))
    .map(({ name }) => name)
    .concat(namesItself ? [itself] : []);
  const ids = readReportIds(publisherId, prose.title, prose.text);
  const others = otherCves(prose, found, titleCves);
  const own = cves.filter((cve) => !others.includes(cve));
  const versions = prose.text.match(/(?<![\d.])\d{1,4}(?:\.\d{1,6}){2,4}(?![\d.]*\d)/g) ?? [];
  return {
    ...{ names, subject, mainNames },
    builtIn: builtInNames(prose.title, prose.text),
    tellsOfAttack: ATTACK.test(prose.text),
    ownIds: ids.own,
    citedIds: ids.cited,
    titleCves,
    otherCves: others,
    flaws: flawKinds(`${prose.title}\n${prose.text}`),
    versions: [...new Set(versions)].slice(0, MOST_VERSIONS),
    isDigest: isDigest(prose, found, own, names, subject),
    prints: textPrints(prose.text),
  };
}

/** A product's name, unless it is one word that the text writes as a name nowhere else: then it may be any word. */
function nameOf({ vendor, product }: AffectedProduct, proper: readonly string[]): readonly string[] {
  const words = wordsOf(product);
  const isKnown = vendor !== undefined || words.length > 1 || /\p{Ll}\p{Lu}|\d/u.test(product);
  if (!isKnown && !proper.some((name) => name.split(' ').includes(words[0] ?? ''))) return [];
  return [wordsOf([vendor ?? '', product].join(' ')).join(' ')];
}
