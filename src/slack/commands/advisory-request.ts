import type { AdvisoryQuery } from '../../domain/advisory-query.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../domain/export.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { cve } from '../../indicators/cve.ts';
import { readAdvisoryQuery } from '../../query/advisory-query.ts';
import { type CommandUsage, didYouMean, splitVerb } from './command-usage.ts';

/** What is asked with `/advisory`. */
export type AdvisoryRequest =
  | { readonly kind: 'help' }
  /** `perhaps`: the command that it may have been meant as, because its first word is nearly one. */
  | { readonly kind: 'search'; readonly query: AdvisoryQuery; readonly perhaps?: string }
  /** `what`: a case id, an advisory id or a CVE id; for `affected` also words of a product, for `ioc` an indicator. */
  | { readonly kind: 'show' | 'affected' | 'ioc'; readonly what: string }
  | { readonly kind: 'export'; readonly what: string; readonly format: ExportFormat }
  /** Not understood; `words` say why and what would be right. */
  | { readonly kind: 'slip'; readonly words: string };

/** Reads what stands behind `/advisory`. Whatever begins with no verb is a search. */
export function readAdvisoryRequest(text: string): AdvisoryRequest {
  const { verb, rest } = splitVerb(text);
  switch (verb) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'latest':
      return rest === '' ? { kind: 'search', query: { words: '' } } : slip(LATEST_TAKES_NOTHING);
    case 'show':
      return about('show', rest, 'the id of a case or an advisory, or a CVE id, such as "/advisory show C-1"');
    case 'affected':
      return about('affected', rest, 'a CVE id or words of a product, such as "/advisory affected CVE-2024-1709"');
    case 'ioc':
      return about('ioc', rest, 'an address, a host or a hash, such as "/advisory ioc evil[.]example"');
    case 'export':
      return exportRequest(rest);
    default:
      return search(text, verb, rest);
  }
}

/** Everything that `/advisory` can do, in the order in which help names it. */
export const ADVISORY_USAGE: readonly CommandUsage[] = [
  {
    usage: '/advisory WORDS field:value',
    does: 'Searches every advisory that was read, newest first.',
  },
  { usage: '/advisory latest', does: 'Lists the newest advisories.' },
  { usage: '/advisory show ID', does: 'Shows a case (C-1), an advisory, or the newest one on a CVE id.' },
  {
    usage: '/advisory affected CVE or PRODUCT',
    does: 'Lists which of our assets it touches, with verdict and why.',
  },
  {
    usage: '/advisory ioc VALUE',
    does: 'Says who names an indicator, defanged or not, and whether it was seen here.',
  },
  {
    usage: '/advisory export ID csv|stix|vex',
    does: 'Sends you a case as a file: a table, a STIX bundle, or what was declared not affected as OpenVEX. An advisory goes as csv.',
  },
  { usage: '/advisory help', does: 'Shows this.' },
];

const VERBS = ['latest', 'show', 'affected', 'ioc', 'export', 'help'] as const;

const LATEST_TAKES_NOTHING =
  '"/advisory latest" stands alone. To search for the word itself, put it in quotes: /advisory "latest".';

function slip(words: string): AdvisoryRequest {
  return { kind: 'slip', words };
}

function about(kind: 'show' | 'affected' | 'ioc', rest: string, wanted: string): AdvisoryRequest {
  const what = rest.replace(/^"([^"]*)"$/, '$1').trim();
  if (what === '') return slip(`"/advisory ${kind}" needs ${wanted}.`);
  return { kind, what: kind === 'ioc' ? what : canonicalId(what) };
}

function exportRequest(rest: string): AdvisoryRequest {
  const [, id = '', format = ''] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
  if (id === '') return slip('"/advisory export" needs the id of a case or an advisory: "/advisory export C-1 csv".');
  const known = EXPORT_FORMATS.find((one) => one === format.toLowerCase());
  if (known === undefined) {
    return slip(
      `An export is csv, stix or vex, for instance "/advisory export ${id} csv".${didYouMean(format, EXPORT_FORMATS)}`,
    );
  }
  return { kind: 'export', what: canonicalId(id), format: known };
}

/** Ids of cases and CVEs as wardwatch writes them; anything else as it stands. */
function canonicalId(written: string): string {
  return /^c-\d{1,9}$/i.test(written) ? written.toUpperCase() : (cve.canonical(written) ?? written);
}

function search(text: string, verb: string, rest: string): AdvisoryRequest {
  const reading = readAdvisoryQuery(text);
  if (reading.kind === 'slip') return reading;
  const near = nearestName(verb, VERBS);
  return {
    kind: 'search',
    query: reading.query,
    ...(near !== undefined && { perhaps: `/advisory ${near} ${rest}`.trim() }),
  };
}
