import { leadingName } from './leading-name.ts';

/** A word between the numbers of a version, with its place around the plain release. */
export interface ReleaseLabel {
  readonly word: string;
  /** Below 0: before the release. Above 0: after it, the higher the weightier. Absent: not known, so not ordered. */
  readonly rank?: number;
}

/** A version in words that are written one way, and the model that stands in front of it. */
export interface ReleaseWords {
  readonly text: string;
  /** A name with a number of its own ("ilo 5", "u30"). Empty where nothing stands in front, or a name without number. */
  readonly model: string;
}

/**
 * A version in lower case with its words in their shortest form: "Version 7.0 Service Pack 1" becomes "7.0 sp1".
 * Words that add nothing to the order (LTSC, GA) are left out.
 */
export function readReleaseWords(version: string): ReleaseWords {
  let text = version.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  text = text.replace(DAY, '$3-$2-$1');
  text = text.replace(RELEASE_MONTH, (_, month, year) => `month ${year}.${MONTHS.indexOf(month) + 1}`);
  for (const [pattern, short] of BEFORE_NAME) text = text.replaceAll(pattern, short);
  const name = leadingName(text);
  text = text.slice(name.length).trim();
  for (const [pattern, short] of SPELLINGS) text = text.replaceAll(pattern, short);
  text = text.replace(/^(?:[:.\s])+/, '').replace(/^[vr](?=[\d])/, '');
  text = text
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.,;]+$/, '')
    .trim();
  return { text, model: /\d/.test(name) ? name : '' };
}

/** The label that a word stands for; `before` is what separates it from the number before it (empty: nothing does). */
export function releaseLabel(word: string, before: string): ReleaseLabel {
  if (word === 'm' && /[-.]/.test(before)) return { word: 'milestone', rank: -3 };
  const rank = RANKS.get(word);
  return rank === undefined ? { word } : { word, rank };
}

/** The rank from which on a word means an update rather than a fix. */
export const LEAST_UPDATE = 15;

/** 12.05.2023, as it is written in much of Europe: day, month, year. */
const DAY = /\b(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.((?:19|20)\d\d)\b/;

/** A release named by its month, as "May 2023" or "Oct-2022". */
const RELEASE_MONTH = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ -]((?:19|20)\d\d)\b/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const BEFORE_NAME: readonly (readonly [RegExp, string])[] = [
  [/\bf\/w\b/g, 'fw'],
  [/\brelease candidate\b ?/g, 'rc'],
  [/\bmaintenance release\b ?/g, 'mr'],
  // R1 2020, 2022-11: the year comes first, and its part after it.
  [/^([rq]\d) ((?:19|20)\d\d)\b/g, '$2 $1'],
  [/^((?:19|20)\d\d)-(0[1-9]|1[0-2])$/g, '$1.$2'],
  [/^(?:security )?patch level:? (?=20\d\d-)/g, ''],
  [/^(?:product |software |firmware |fw )?(?:versions?|ver|release|rel|rev|revision|firmware|software)\b[.: ]*/g, ''],
  [/_(?=[a-z])|(?<=[a-z])_/g, ' '],
  [/^v(?=[a-z]\.\d)/g, ''],
  [/-evo$/g, ''],
  [/[-.]release\b(?! ?\d)/g, ''],
  [/(?<=\S )ver(?:sions?)?[.: ]*(?=\d)/g, 'v'],
  [/ ?\(official build\)|[-+ ](?:ee|ce)(?:\.\d+)?$|(?<=\d)[- ](?:lsr|ssr)\b(?!_)/g, ''],
  [/^esxi(\d)(\d)\d?(?=[-u])/g, '$1.$2 '],
];

/** What is read behind the name. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  // A whole build says more than the update in front of it.
  [/^(?:sp|cu|ru)\d+ (?=\d+\.\d+\.\d+\.\d+$)/g, ''],
  // A server's banner: Apache/2.4.56 (Win64) OpenSSL/1.1.1t.
  [/^[a-z][a-z-]{1,20}\/(?=\d+\.\d)([\w.-]+)(?: \([^()]*\))?(?: [a-z][\w.-]*\/\S+)*$/g, '$1'],
  // Acrobat: 2023.006.20320 in its window, 23.006.20320 in the registry.
  [/^20(?=\d\d\.\d{3}\.\d{5}\b)/g, ''],
  [/^build (?=\d+\.\d+\.\d)/g, ''],
  // Exchange: Version 15.2 (Build 1118.30).
  [/^(\d+\.\d+) \(?build (\d{3,5}\.\d+)\)?$/g, '$1.$2'],
  // One letter in brackets: 21.3.10.391 (h).
  [/(?<=\d) ?\(([a-z])\)$/g, '$1'],
  [/^v[.: ]+(?=\d)/g, ''],
  [/\bservice ?packs?\b ?/g, 'sp'],
  [/\bcumulative ?updates?\b ?/g, 'cu'],
  [/\b(?:fix|feature) ?packs?\b ?/g, 'fp'],
  [/\binterim ?fix\b ?/g, 'if'],
  [/\bmaintenance ?(?:pack|patch)\b ?/g, 'mp'],
  [/\b(?:jumbo (?:hot ?fix|hf)(?: accumulator)?|jhfa?) (?:t|take) ?(?=\d)/g, 'take'],
  [/\bhot ?fix\b[ .]?/g, 'hf'],
  [/\bhot ?fix(?=\d)/g, 'hf'],
  [/\bupdate ?package\b ?/g, 'up'],
  [/\bupdate ?rollup\b ?/g, 'ur'],
  [/\brelease (?=\d)/g, 'r'],
  [/\bpatch(?:es|[ -]?level)?\b ?/g, 'p'],
  [/\bpl ?(?=\d)/g, 'p'],
  [/\bpatch(?=\d)/g, 'p'],
  [/\bupdates?\b ?/g, 'u'],
  [/\bupdate(?=\d)/g, 'u'],
  [/\bupd?\b ?(?=\d)/g, 'u'],
  [/(?<=[ \d_.-])upd?(?=\d)/g, 'u'],
  [/\b(?:ltsc|ltsb|ltsr|lts|ga|final|general availability)\b/g, ''],
  [/\b(sp|hf|cu|su|fp|if|ifix|mp|u|p|r|rc|mr|ru|ur|tl|pl|tcu|sru|take|beta|alpha|build|rev) (?=\d)/g, '$1'],
];

/** Known words. Those that vendors use in two senses (a, b, e) are left out on purpose: against a plain release they are not ordered. */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['', 50],
  ['dev', -6],
  ['devel', -6],
  ['snapshot', -6],
  ['nightly', -6],
  ['alpha', -5],
  ['beta', -4],
  ['milestone', -3],
  ['pre', -2],
  ['preview', -2],
  ['ea', -2],
  ['cr', -1],
  ['rc', -1],
  ['build', 2],
  ['-', 5],
  ['hf', 8],
  ['hfr', 8],
  ['h', 8],
  ['if', 8],
  ['ifix', 8],
  ['es', 8],
  ['s', 9],
  ['p', 10],
  ['pl', 10],
  ['su', 15],
  ['cu', 15],
  ['mp', 15],
  ['mr', 15],
  ['mu', 15],
  ['u', 15],
  ['up', 15],
  ['qu', 15],
  ['ur', 15],
  ['sru', 15],
  ['spc', 15],
  ['tcu', 15],
  ['take', 15],
  ['jhf', 15],
  ['psu', 15],
  ['ru', 20],
  ['fps', 20],
  ['fp', 30],
  ['sp', 30],
  ['tl', 35],
  ['sr', 35],
  ['r', 40],
]);
