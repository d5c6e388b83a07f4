/** One bound of a range as it is written: below, above, or exactly a version. */
export interface Comparator {
  readonly side: 'lower' | 'upper' | 'exact';
  readonly version: string;
  readonly inclusive: boolean;
}

/**
 * The comparators of an expression without `||`, in the order written. `undefined` when any part of it is not
 * understood: leaving a part out would make the range narrower than the publisher meant.
 */
export function readComparators(text: string): readonly Comparator[] | undefined {
  const comparators: Comparator[] = [];
  for (const part of splitParts(text)) {
    const read = readPart(part);
    if (read === undefined) return undefined;
    comparators.push(...read);
  }
  return upperFirstTurned(comparators);
}

/** Apart at `|`, `,`, `;`, `and`, `or`, and before each sign of comparison (`>=V2.0<V2.1`); "and below" stays with its version. */
function splitParts(text: string): readonly string[] {
  return text
    .replace(DECIMAL_COMMA, '$1.$2')
    .replaceAll(/\bup to and including\b/gi, 'up to')
    .replaceAll(
      /\b(?:and|or|&) ?(?=(?:all )?(?:prior|earlier|below|lower|older|previous|before|under|later|newer|above|higher|up|onwards?|greater)\b)/gi,
      '',
    )
    .replaceAll(/\s*\b(?:and|or)\s*(?=[<>])/gi, '|')
    .replaceAll(/([^\s<>=!|,;])\s*(?=[<>])/g, '$1|')
    .split(/[|;&]|,(?! ?build)| (?:and|or) /i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `<2,5`, as it is written in much of Europe: one sign, and no blank behind the comma. */
const DECIMAL_COMMA = /^([<>]=? ?v?\d+(?:\.\d+)*),(\d+)$/i;

type Shape = readonly [RegExp, Comparator['side'], boolean];

const SHAPES: readonly Shape[] = [
  [/^<= ?(.+)$/, 'upper', true],
  [/^=< ?(.+)$/, 'upper', true],
  [/^< ?(.+)$/, 'upper', false],
  [/^>= ?(.+)$/, 'lower', true],
  [/^=> ?(.+)$/, 'lower', true],
  [/^> ?(.+)$/, 'lower', false],
  [/^==? ?(.+)$/, 'exact', true],
  [
    /^(?:before|prior to|earlier than|lower than|older than|less than|below|preceding|previous to) (.+)$/i,
    'upper',
    false,
  ],
  [
    /^(?:up to and including|up to|through|until|thru) (.+?)(?: ?\(?(?:including|inclusive|incl\.?)\)?)?$/i,
    'upper',
    true,
  ],
  [/^(?:from|since|starting (?:with|from)|beginning with) (.+)$/i, 'lower', true],
  [/^(?:after|later than|newer than|higher than|greater than|above) (.+)$/i, 'lower', false],
  [/^(.+?) ?\(?(?:excluding|exclusive|excl\.?)\)?$/i, 'upper', false],
  [
    /^(.+?),? (?:all )?(?:prior|earlier|below|lower|older|previous|before|under)(?: (?:versions?|releases?))?$/i,
    'upper',
    true,
  ],
  [/^(.+?),? (?:later|newer|above|higher|up|onwards?|greater)(?: (?:versions?|releases?))?$/i, 'lower', true],
  [/^(.+)\+$/, 'lower', true],
];

const BETWEEN =
  /^(?:from |between )?(\S*\d\S*(?: (?:sp|r|u)\d+)?) (?:to|through|thru|until|up to|-) (\S*\d\S*(?: (?:sp|r|u)\d+)?)$/i;

function readPart(part: string): readonly Comparator[] | undefined {
  const text = part
    .replace(/^all (?:known )?(?:firmware |software )?(?:versions?|releases?)[:,]? /i, '')
    .replace(/^versions?[:,]? (?=\D)/i, '');
  const between = BETWEEN.exec(text);
  if (between?.[1] !== undefined && between[2] !== undefined) {
    const lower = readVersion(between[1]);
    const upper = readVersion(between[2]);
    if (lower === undefined || upper === undefined) return undefined;
    return [
      { side: 'lower', version: lower, inclusive: true },
      { side: 'upper', version: upper, inclusive: true },
    ];
  }
  for (const [shape, side, inclusive] of SHAPES) {
    const written = shape.exec(text)?.[1];
    if (written === undefined) continue;
    const version = readVersion(written);
    return version === undefined ? undefined : [{ side, version, inclusive }];
  }
  const exact = readVersion(text);
  return exact === undefined ? undefined : [{ side: 'exact', version: exact, inclusive: true }];
}

/** Words that make the rest something else than a version. */
const NOT_A_VERSION =
  /\b(?:models?|serials?|numbers?|digits|with|without|on|for|in|using|when|distributed|manufactured|units?|part|lots?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/i;

/** "May 2023" and "SMR Oct-2022 Release 1" name releases; "april 1, 2018" and "distributed april 2018" are days. */
const NAMED_BY_MONTH =
  /^(?:[A-Z]{2,5}[ -])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[ -]20\d\d(?: (?:Release |R|Patch |SP ?|CU ?|SU ?)\d+| IR)*$/i;

/** The version within the words; `undefined` when they hold something else. */
function readVersion(written: string): string | undefined {
  const text = written
    .replace(/ ?\((?:including|inclusive|incl\.?)\)$/i, '')
    .replace(/^(?:versions?|ver\.?|releases?) ?(?=[\dvr])/i, '')
    .replace(/^rev(?:ision)?\.? (?=[a-z]$)/i, '')
    .trim();
  const words = text.replaceAll(/_/g, ' ');
  if (NAMED_BY_MONTH.test(text)) return text;
  if (text === '' || text.length > 80 || NOT_A_VERSION.test(words) || /\d\/\d|\w\/\w|\d(?:st|nd|rd|th)\b/i.test(text))
    return undefined;
  if (words.split(' ').length > 7) return undefined;
  if (/^[a-z]$/i.test(text)) return text;
  return /\d/.test(text) ? text : undefined;
}

/** `<2, >=1` is one interval written the other way round. */
function upperFirstTurned(comparators: readonly Comparator[]): readonly Comparator[] {
  const [first, second] = comparators;
  const isTurned = comparators.length === 2 && first?.side === 'upper' && second?.side === 'lower';
  return isTurned && first !== undefined && second !== undefined ? [second, first] : comparators;
}
