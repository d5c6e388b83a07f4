/**
 * Words that a reader cannot do without, as families: a sentence without any word of a family is not looked at by the patterns that need
 * one. A word counts by its first four letters, so a family may be met where its word is not; it is never missed.
 */
const FAMILIES = {
  /** What announces a version. */
  version: 'vers ver vrel rel rele firm fw buil rev revi v',
  /** What makes a range of it, and what is said of it. */
  range:
    'befo prio thro thru earl olde lowe belo unde less late newe high abov up upto unti till sinc from betw afte star begi affe impa vuln fix fixe fixi patc reso addr upda upgr reme supp seri soft trai bran line',
  /** "All versions" needs no number. */
  all: 'all any ever',
  /** Who attacks. */
  party: 'thre acto atta adve intr cybe hack crim mali an rans camp unau acce',
  /** That somebody was attacked. */
  intrusion: 'atta intr inci brea cybe endp orga',
  was: 'was were been',
  /** What is turned against others. */
  turned:
    'serv inst rela gate acco appl cons syst host tool soft acce conn netw ente brea hack brok infi',
  exploited: 'expl poc pocs proo acti abus leve',
  ransomware: 'rans',
  /** Orders and advice. */
  order:
    'upda upgr appl patc bloc disa isol moni revi exam rest sear hunt rota rese enab ensu remo unin disc impl cont veri audi chec scan segm limi chan revo insp inve look iden inst use depl repo foll pres stop take shut enfo repl mini loca cons keep noti info trai remi back conf requ turn clos move test no not',
  /** Whose something is. */
  trade:
    'supp vend prov serv mana host msp msps cont proc dist rese inte part thir comp firm busi make deve it clou tech bill tran labo lab clai answ sche payr codi back imag read diag staf prin arch reco clea solu soft',
  tie: 'oper host run runs mana owne owns own main used use uses cont admi prov supp serv depl set kept inst belo tied link asso regi conn trac attr via thro of at from s',
  wayIn:
    'atta intr abus comp expl gain acce init ente brea thre unau mali misu leve hija brok way reac foot poin took take came got hack stol unma self unpa outd had has unsu un',
  rename: 'now form prev know rena rebr doin trad acqu',
  cwe: 'cwe',
  tlp: 'tlp traf',
  way: 'thro via abus expl comp hija misu atta inst copi leve took take us used usin was were depl',
} as const;

/** A family of words. */
type Family = keyof typeof FAMILIES;

/** A stretch of a text, with the families whose words stand in it. */
export interface Signed {
  readonly signs: number;
}

/** Says whether a word of any of the families stands in a stretch. */
export function has({ signs }: Signed, mask: number): boolean {
  return (signs & mask) !== 0;
}

/** One bit a family; `number` is a digit. */
export const SIGN: Readonly<Record<Family | 'number', number>> = bits();

/** The families whose words stand between two offsets. */
export function signsIn(text: string, start: number, end: number): number {
  let signs = 0;
  let key = 0;
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 32;
    if (letter >= FIRST_LETTER && letter <= LAST_LETTER) {
      if (length < LETTERS) key = key * 31 + letter;
      length++;
    } else {
      if (length > 0) signs |= MARKS[key & LAST_MARK] ?? 0;
      key = 0;
      length = 0;
      if (code >= ZERO && code <= NINE) signs |= SIGN.number;
      else if (code === LESS || code === GREATER || code === AT_MOST || code === AT_LEAST) signs |= SIGN.range;
    }
  }
  return length > 0 ? signs | (MARKS[key & LAST_MARK] ?? 0) : signs;
}

const [FIRST_LETTER, LAST_LETTER, ZERO, NINE, LESS, GREATER, AT_MOST, AT_LEAST] = [97, 122, 48, 57, 60, 62, 8804, 8805];
/** Of a word, so many letters count. */
const LETTERS = 4;
const LAST_MARK = 0x3fff;
/** The families of a word's beginning, at its hash. */
const MARKS = marks();

function bits(): Record<Family | 'number', number> {
  const all: Record<string, number> = { number: 1 };
  for (const [index, family] of Object.keys(FAMILIES).entries()) all[family] = 2 << index;
  return all as Record<Family | 'number', number>;
}

function marks(): Uint32Array {
  const all = new Uint32Array(LAST_MARK + 1);
  for (const [family, words] of Object.entries(FAMILIES)) {
    for (const word of words.split(' ')) {
      let key = 0;
      for (let at = 0; at < word.length; at++) key = key * 31 + word.charCodeAt(at);
      all[key & LAST_MARK] = (all[key & LAST_MARK] ?? 0) | SIGN[family as Family];
    }
  }
  return all;
}
