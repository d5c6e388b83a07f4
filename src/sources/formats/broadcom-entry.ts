import type { Gap } from '../../domain/quote.ts';
import { WardwatchError } from '../../errors.ts';
import { charactersOf } from './characters.ts';
import { readDate } from './dates.ts';
import { type JsonRecord, parsedJson, textOf } from './json-access.ts';
import { recordFrame, structuredText, type ToldProduct } from './structured-text.ts';
import type { Format } from './types.ts';

/**
 * An entry of Broadcom's list of security advisories, told as lines of words. The list cuts the names of products off after some
 * 25 characters, and has no versions: both are gaps.
 */
export const broadcomEntry: Format = {
  id: 'broadcom-entry',
  async read(item) {
    const entry = parsedJson(item.guid, charactersOf(item.bytes));
    const title = textOf(entry.title);
    if (title === undefined || !isBroadcomEntry(entry)) {
      throw new WardwatchError('NOT_AN_ADVISORY', `${item.guid} is JSON, but not an entry of Broadcom's list.`);
    }
    const cves = [...new Set((textOf(entry.affectedCve) ?? '').match(/\bCVE-\d{4}-\d{4,19}\b/g) ?? [])];
    const { names, isCutOff } = productsIn(textOf(entry.supportProducts) ?? '');
    const told = names.map(
      (name): ToldProduct => ({ ...vendorIn(name), status: 'affected', versions: 'unstated', cves }),
    );
    const written = structuredText([title, ...linesOf(entry)], told);
    const ownId = /^VMSA-\d{4}-\d{4}\b/.exec(title)?.[0];
    return {
      publisherId: item.guid,
      title,
      ...recordFrame(item, readDate(textOf(entry.published)), written),
      facts: {
        affected: written.affected,
        aliases: [...(ownId === undefined ? [] : [ownId]), ...cves],
        cvss: [],
        kev: [],
        mitigations: [],
        exploited: false,
        withdrawn: false,
        gaps: [...(isCutOff ? [CUT_OFF] : []), NO_VERSIONS],
      },
      links: [],
      gaps: [],
    };
  },
};

/** Whether a JSON object has what every entry of the list has. */
export function isBroadcomEntry(entry: JsonRecord): boolean {
  return textOf(entry.title) !== undefined && broadcomIdOf(entry) !== undefined;
}

/** An entry's id, which its revisions keep. */
export function broadcomIdOf(entry: JsonRecord): string | undefined {
  const { notificationId } = entry;
  return textOf(entry.documentId) ?? (typeof notificationId === 'number' ? String(notificationId) : undefined);
}

const CUT_OFF: Gap = {
  about: 'products',
  because: "Broadcom's list cuts the names of the products off; the advisory behind the link names all of them.",
};
const NO_VERSIONS: Gap = {
  about: 'versions',
  because: "Broadcom's list names no versions; the advisory behind the link does.",
};

/** A name that is cut off ("VMware Work...") is left out, since it may be the beginning of several. */
function productsIn(written: string): { readonly names: readonly string[]; readonly isCutOff: boolean } {
  const names = written
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const whole = names.filter((name) => !/(?:\.{3}|…)$/.test(name));
  return { names: [...new Set(whole)], isCutOff: whole.length < names.length };
}

function vendorIn(name: string): { readonly vendor: string; readonly product: string } {
  const product = /^VMware (.+)$/.exec(name)?.[1];
  return product === undefined ? { vendor: 'Broadcom', product: name } : { vendor: 'VMware', product };
}

function linesOf(entry: JsonRecord): readonly string[] {
  const lines: readonly (readonly [string, unknown])[] = [
    ['Severity', entry.severity],
    ['Flaws', entry.affectedCve],
    ['Workaround', entry.workAround],
    ['Updated', readDate(textOf(entry.updated))],
  ];
  return lines.flatMap(([label, value]) => (textOf(value) === undefined ? [] : [`${label}: ${textOf(value)}`]));
}
