import { compact, plainWords } from './plain-words.ts';

/** The words of an organisation's name without its legal form: "ConnectWise, LLC" gives connectwise. */
export function legalNameOf(name: string): readonly string[] {
  return dropTail(
    plainWords(name).map((word) => IN_ENGLISH.get(word) ?? word),
    LEGAL_FORMS,
  );
}

/** The name's words without legal form and without what many names of a trade share: "Citrix Systems, Inc." gives citrix. */
export function coreNameOf(name: string): readonly string[] {
  return dropTail(legalNameOf(name), TRADE_WORDS);
}

/** "Example Ltd, a division of Parent Group" without what it says of its parent. */
export function withoutParent(name: string): string {
  return name.replace(
    /,?\s+(?:an?|now part of|now) (?:affiliate|brand|business|company|division|member|part|subsidiary|unit) of\b.*$/i,
    '',
  );
}

/** Whether two names differ by capitals, spaces or legal form only: no reader needs to be told. */
export function isSameSpelling(a: string, b: string): boolean {
  return compact(legalNameOf(a)) === compact(legalNameOf(b));
}

/** Whether a word behind an organisation's name says only its trade, its place or what it makes: GE Medical Systems, BD Biosciences. */
export function saysBranch(word: string): boolean {
  return TRADE_WORDS.has(word) || BRANCH_WORDS.has(word);
}

/** Words that stand for "no vendor given". */
export function isNoOrganisation(name: string | undefined): boolean {
  return name === undefined || /^(?:\s*|n\/?a|none|unknown|various|multiple|-+|\?+|other|generic)$/i.test(name.trim());
}

/** Whether a word is shared by many names of a trade, such as networks or software. */
export function isTradeWord(word: string): boolean {
  return TRADE_WORDS.has(word);
}

/** Words of vendors' names as other languages spell them: "Schneider Elektrik". */
const IN_ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    communications: 'kommunikation comunicaciones comunicazioni',
    diagnostics: 'diagnostik diagnostika diagnostica diagnostique diagnosticos',
    electric: 'elektrik elektric electrique electrica elettrica',
    electronics: 'elektronik elektronika electronique electronica elettronica',
    group: 'gruppe groupe grupo gruppo groep',
    instruments: 'instrumente instrumentos strumenti',
    networks: 'netzwerke reseaux',
    solutions: 'losungen loesungen soluciones soluzioni',
    systems: 'systeme systemes sistemas sistemi systemen',
    technologies: 'technologien tecnologias tecnologie',
  }).flatMap(([word, forms]) => forms.split(' ').map((form) => [form, word] as const)),
);

const LEGAL_FORMS = new Set([
  'inc',
  'incorporated',
  'llc',
  'llp',
  'lp',
  'ltd',
  'limited',
  'corp',
  'corporation',
  'co',
  'company',
  'gmbh',
  'ag',
  'kg',
  'kgaa',
  'se',
  'sa',
  'sas',
  'sarl',
  'srl',
  'spa',
  'plc',
  'ab',
  'as',
  'asa',
  'oy',
  'oyj',
  'bv',
  'nv',
  'bvba',
  'pty',
  'pte',
  'pvt',
  'kk',
  'aktiebolag',
  'project',
]);

const TRADE_WORDS = new Set([
  ...LEGAL_FORMS,
  'software',
  'systems',
  'system',
  'technologies',
  'technology',
  'networks',
  'network',
  'networking',
  'international',
  'intl',
  'group',
  'holdings',
  'holding',
  'solutions',
  'solution',
  'communications',
  'foundation',
  'team',
  'labs',
  'security',
  'electronics',
  'worldwide',
  'global',
  'america',
  'americas',
  'usa',
  'us',
  'germany',
  'europe',
  'uk',
  'and',
  'video',
  'development',
  'industries',
  'automation',
]);

const BRANCH_WORDS: ReadonlySet<string> = new Set(
  `bio biomedical biosciences canada care clinical dental diabetes devices eng diag diagnostic diagnostics division engineering france health
  healthcare healthcareit hc hospital imaging info informatics information instruments it japan lab laboratories life med
  medical medizintechnik nederland north of products surgical sys tech vascular wireless`.split(/\s+/),
);

/** Takes words off the end while they say nothing, but never the first. */
function dropTail(words: readonly string[], empty: ReadonlySet<string>): readonly string[] {
  const skip = words.length > 1 && words[0] === 'the' ? 1 : 0;
  let end = words.length;
  while (end > skip + 1 && empty.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(skip, end);
}
