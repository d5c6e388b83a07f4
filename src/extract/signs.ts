/**
 * Words that a pattern cannot do without, as families: a sentence without any word of a family is not looked at by the patterns that need
 * it. Words of up to three letters count whole, of four and five by their first four letters, longer ones by their first six; so a
 * family may be met where its word is not, and is never missed.
 */
const FAMILIES = {
  /** What announces a version. */
  version: 'version ver vers release rel firmware fw build rev revision v',
  /** What makes a range of it, and what is said of it. */
  range:
    'before prior through thru earlier older lower below under less later newer higher above up upto until till since from between after starting beginning affect impact vulnerable fix fixes patch resolve address update updating upgrade remediation support series software train branch line',
  /** "All versions" needs no number. */
  all: 'all any every',
  /** Who attacks, and how it is told that somebody did. */
  party:
    'threat actor attack adversary intruder cyber hacker criminal malicious unknown unauthorised ransomware campaign access',
  intrusion: 'attack intrusion incident breach cyber endpoint organisation organization',
  was: 'was were been',
  /** What is turned against others, and that it was. */
  turned:
    'server instance relay gateway account appliance console system host tool software access connection network installation device client agent portal vpn deployment entered breached hacked broken infiltrated',
  exploited: 'exploit poc pocs proof active abusing leveraging',
  ransomware: 'ransomware',
  /** Orders and advice. */
  order:
    'update updating upgrade apply patch block disable isolate monitor review examine restrict search hunt rotate reset enable ensure remove uninstall disconnect implement contact verify audit check scan segment limit change revoke inspect investigate look identify install use deploy report follow preserve stop take shut enforce replace minimize minimise locate consider keep notify inform train remind back configure require turn close move test no not updating rotating ensuring removing verified revoking changing',
  /** Trades that a supplier has. */
  trade:
    'supplier vendor provider msp msps contractor processor distributor reseller integrator partner third company firm business maker developer service services bureau clearinghouse',
  /** What says by itself whose something is; `s` as in "its vendor's". */
  tie: 'belong tied linked associated registered connected traced attributed through via s',
  /** Parts of what says whose something is: "hosted by", "that it runs", "a server of". */
  operates:
    'operate hosted hosts host run runs managed manage owned owns own maintain used uses use controlled administer provide supplied service deployed set kept installed',
  by: 'by that which',
  thing:
    'instance server relay gateway infrastructure domain system network console portal host account appliance device vpn tunnel tunnels installation deployment',
  of: 'of at from',
  /** How attackers came in, or what was neglected. */
  wayIn:
    'attack intrusion intruder abuse compromise exploit gain access initial enter breach threat unauthorised malicious misuse misusing leverage hijack broke way reached foothold entry point took take came got hacked stole unmanaged unpatched outdated unsupported un self had has',
  rename: 'now formerly previously known renamed rebranded doing trades acquired',
  /** How attackers used what nobody has on a list. */
  way: 'through via abuse abusing exploit compromise hijack misuse misusing attack instance copies leverage took taken used using was were installation deployment',
} as const;

/** A family of words. */
type Family = keyof typeof FAMILIES;

/** One bit a family; `number` is a digit. */
export const SIGN: Readonly<Record<Family | 'number', number>> = bits();

/** Says whether a word of any of the families stands in a stretch. */
export function has({ signs }: { readonly signs: number }, families: number): boolean {
  return (signs & families) !== 0;
}

/** The families whose words stand between two offsets. */
export function signsIn(text: string, start: number, end: number): number {
  let signs = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code)) {
      if (code === BLANK) continue;
      if (code >= ZERO && code <= NINE) signs |= SIGN.number;
      else if (code === LESS || code === GREATER || code === AT_MOST || code === AT_LEAST) signs |= SIGN.range;
      continue;
    }
    let key = withLetter(0, code);
    let length = 1;
    for (; at + 1 < end; at++) {
      const next = text.charCodeAt(at + 1);
      if (!isLetter(next)) break;
      length++;
      if (length > LONG) continue;
      key = withLetter(key, next);
      if (length === SHORT || length === LONG) signs |= MARKS[key] ?? 0;
    }
    if (length < SHORT) signs |= MARKS[key] ?? 0;
  }
  return signs;
}

function isLetter(code: number): boolean {
  const letter = code | BLANK;
  return letter >= FIRST_LETTER && letter <= LAST_LETTER;
}

/** Upper and lower case are one. */
function withLetter(key: number, code: number): number {
  return (key * 31 + (code | BLANK)) & LAST_MARK;
}

const BLANK = 32;
const [FIRST_LETTER, LAST_LETTER, ZERO, NINE] = [97, 122, 48, 57];
const [LESS, GREATER, AT_MOST, AT_LEAST] = [60, 62, 8804, 8805];
/** Letters by which words count. */
const [SHORT, LONG] = [4, 6];
const LAST_MARK = 0x3fff;
/** The families of a word, at the hash of its beginning. */
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
      const beginning = word.slice(0, word.length >= LONG ? LONG : SHORT);
      let key = 0;
      for (let at = 0; at < beginning.length; at++) key = withLetter(key, beginning.charCodeAt(at));
      all[key] = (all[key] ?? 0) | SIGN[family as Family];
    }
  }
  return all;
}
