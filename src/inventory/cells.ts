import type { Asset, Exposure } from '../domain/asset.ts';
import type { LocalDate } from '../domain/time.ts';

/** A cell as text: edges and invisible characters gone. Absent where the cell says that nothing is known ("n/a", "-", "unknown"). */
export function readText(cell: string): string | undefined {
  if (cell === '') return undefined;
  const text = unquoteFormula(visible(cell).trim());
  return NOTHING_KNOWN.has(text.toLowerCase()) ? undefined : text;
}

/** Yes or no in the common spellings; absent where it is neither. */
export function readYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

/**
 * A system's exposure in SSVC's words or the common ones for them. A plain "no" answers the question "internet-facing?" and
 * is read as controlled, the more exposed of what is left. Absent where the words are not known.
 */
export function readExposure(text: string): Exposure | undefined {
  const bare = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const named = EXPOSURE_OF.get(bare);
  if (named !== undefined) return named;
  const answer = readYesNo(text);
  if (answer === undefined) return undefined;
  return answer ? 'open' : 'controlled';
}

/** SSVC's safety impact by its own words. */
export function readSafety(text: string): Asset['safety'] | undefined {
  return SAFETY.find((value) => value === text.toLowerCase());
}

/** SSVC's mission impact by its own words. */
export function readMission(text: string): Asset['mission'] | undefined {
  const bare = text.toLowerCase().replace(/[^a-z]/g, '');
  return MISSION.find((value) => value.replace(/ /g, '') === bare);
}

/** A list in one cell: apart by `;`, `|` or a line break, and where none of them stands, by commas. */
export function readList(text: string): readonly string[] {
  if (text === '') return [];
  const separator = /[;|\n]/.test(text) ? /[;|\n]/ : /,/;
  const members = text.split(separator).map((member) => member.trim());
  return [...new Set(members.filter((member) => member !== ''))];
}

/** A list of domains, addresses, ranges and hashes, which blanks keep apart as well. */
export function readObservables(text: string): readonly string[] {
  if (text === '') return [];
  return [...new Set(readList(text).flatMap((member) => member.split(/\s+/)))];
}

/**
 * A control that a person verified, with the day of the check at its end: "Firewall rule 12 (verified 2023-09-01)". Absent
 * without such a day; a bare number is none, since "Windows Server 2019" names no check.
 */
export function readCompensating(text: string): Asset['compensating'] | undefined {
  const words = text.split(/\s+/);
  for (const length of [3, 2, 1]) {
    const dayText = words
      .slice(-length)
      .join(' ')
      .replace(/^\(|\)$/g, '');
    const verifiedOn = /^\d+$/.test(dayText) ? undefined : readDay(dayText);
    if (verifiedOn === undefined) continue;
    const rest = words.slice(0, -length);
    while (CHECKED.test(rest.at(-1) ?? '')) rest.pop();
    const control = rest.join(' ').replace(/[,;:-]$/, '');
    return control === '' ? undefined : { control, verifiedOn };
  }
  return undefined;
}

/**
 * A calendar day in ISO (2019-03-15, with or without a time), US order (3/15/2019), day first where it can be nothing else
 * (15/3/2019), with a month's name (15 Mar 2019, March 15, 2019), or as a spreadsheet's serial day. Where only a month or a
 * year stands, its first day: what is uncertain counts as older. Absent where it is no day.
 */
export function readDay(text: string): LocalDate | undefined {
  const plain = text.trim().replace(/[\sT]+\d{1,2}:\d{2}.*$/, '');
  for (const shape of DAY_SHAPES) {
    const found = shape.pattern.exec(plain);
    if (found === null) continue;
    return shape.read(found.slice(1).map((part) => part ?? ''));
  }
  return undefined;
}

const NOTHING_KNOWN: ReadonlySet<string> = new Set(
  [
    '',
    '-',
    '--',
    '---',
    '–',
    '—',
    '?',
    '??',
    '.',
    'unknown',
    'unk',
    'n/a',
    'na',
    '#n/a',
    'n.a.',
    'none',
    'null',
    'nil',
    'tbd',
    'undefined',
  ].concat(['not known', 'not available', 'not recorded', 'not applicable', 'to be determined']),
);

const YES: ReadonlySet<string> = new Set(['yes', 'y', 'true', 't', '1', 'x', 'on', '✓', '✔', 'managed']);
const NO: ReadonlySet<string> = new Set(['no', 'n', 'false', 'f', '0', 'off', '✗', '✘', 'unmanaged', 'not managed']);

const EXPOSURE_WORDS: Readonly<Record<Exposure, readonly string[]>> = {
  open: [
    'open',
    'internet',
    'internetfacing',
    'internetexposed',
    'dmz',
    'external',
    'externallyfacing',
    'externalfacing',
    'public',
  ].concat(['publicfacing', 'publicinternet', 'publiclyaccessible', 'exposed', 'wan', 'edge', 'perimeter']),
  controlled: [
    'controlled',
    'internal',
    'internalonly',
    'internalnetwork',
    'lan',
    'intranet',
    'private',
    'corporate',
    'vpn',
    'vpnonly',
  ].concat(['behindfirewall', 'segmented', 'notinternetfacing']),
  small: [
    'small',
    'isolated',
    'airgapped',
    'airgap',
    'offline',
    'standalone',
    'disconnected',
    'notnetworked',
    'nonetwork',
  ],
};

const EXPOSURE_OF: ReadonlyMap<string, Exposure> = new Map(
  (['open', 'controlled', 'small'] as const).flatMap((value) =>
    EXPOSURE_WORDS[value].map((word): [string, Exposure] => [word, value]),
  ),
);

const SAFETY = ['negligible', 'marginal', 'critical', 'catastrophic'] as const;
const MISSION = ['degraded', 'mef support crippled', 'mef failure', 'mission failure'] as const;

/** What stands between a control and the day of its check. */
const CHECKED = /^\(?(?:verified|checked|confirmed|tested|on|at|-|–)[,:]?$/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface DayShape {
  readonly pattern: RegExp;
  readonly read: (parts: readonly string[]) => LocalDate | undefined;
}

const DAY_SHAPES: readonly DayShape[] = [
  { pattern: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})Z?$/, read: ([y = '', m = '', d = '']) => day(y, m, d) },
  { pattern: /^(\d{4})(\d{2})(\d{2})$/, read: ([y = '', m = '', d = '']) => day(y, m, d) },
  { pattern: /^(\d{4})[-/.](\d{1,2})$/, read: ([y = '', m = '']) => day(y, m, '1') },
  { pattern: /^(\d{1,2})\/(\d{4})$/, read: ([m = '', y = '']) => day(y, m, '1') },
  { pattern: /^(\d{4})$/, read: ([y = '']) => day(y, '1', '1') },
  {
    pattern: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/,
    read: ([a = '', b = '', y = '']) => day(y, a, b) ?? day(y, b, a),
  },
  {
    pattern: /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$/i,
    read: ([d = '', m = '', y = '']) => day(y, month(m), d),
  },
  {
    pattern: /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i,
    read: ([m = '', d = '', y = '']) => day(y, month(m), d),
  },
  { pattern: /^([a-z]{3,9})\.?[ -](\d{4}|\d{2})$/i, read: ([m = '', y = '']) => day(y, month(m), '1') },
  { pattern: /^(\d{5})$/, read: ([serial = '']) => serialDay(Number(serial)) },
];

function day(year: string, month: string, date: string): LocalDate | undefined {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const text = `${fullYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || Number(fullYear) < 1980) return undefined;
  return new Date(at).toISOString().startsWith(text) ? text : undefined;
}

function month(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

/** Days since 1899-12-30, as spreadsheets count; between 1990 and 2099, else it is some other number. */
function serialDay(serial: number): LocalDate | undefined {
  if (serial < 32_874 || serial > 73_050) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

// A pattern that is written where it is used is made anew for each of millions of cells.
const PLAIN = /^[ -~]*$/;
const ESCAPED = /^'+[=+\-@\t]/;
const NUMBER_AS_TEXT = /^="([^"]*)"$/;

function visible(cell: string): string {
  if (PLAIN.test(cell)) return cell;
  return cell
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
}

/** A spreadsheet's way to keep a number as text, `="1.10"`, is read as that text. Any other formula stays as it is written. */
function unquoteFormula(text: string): string {
  if (ESCAPED.test(text)) return text.slice(1);
  return NUMBER_AS_TEXT.exec(text)?.[1]?.trim() ?? text;
}
