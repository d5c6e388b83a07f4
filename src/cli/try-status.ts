import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf, WardwatchError } from '../errors.ts';
import { type CveStatus, type CveVersion, cveStatus } from '../sources/formats/cve-status.ts';
import { type JsonRecord, parsedJson } from '../sources/formats/json-access.ts';

/** A question of `wardwatch try status`. */
export interface StatusQuestion extends CveVersion {
  readonly id: string;
  readonly cve: string;
}

/**
 * Answers what the CVE records in a folder (`CVE-….json`, in folders below it too) say of versions. Throws where the folder
 * cannot be read; the answer throws where it holds no such record.
 */
export function statusFrom(folder: string): (question: StatusQuestion) => CveStatus & { readonly id: string } {
  const paths = recordPaths(folder);
  let last: { readonly cve: string; readonly record: JsonRecord } | undefined;
  return ({ id, cve, ...asked }) => {
    const name = cve.trim().toUpperCase();
    const path = paths.get(name);
    if (path === undefined) throw new Error(`there is no ${name}.json in ${folder}`);
    if (last?.cve !== name) last = { cve: name, record: parsedJson(basename(path), readFileSync(path, 'utf8')) };
    return { id, ...cveStatus(last.record, asked) };
  };
}

function recordPaths(folder: string): ReadonlyMap<string, string> {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return new Map(
      files
        .filter((file) => /^CVE-\d{4}-\d{4,}\.json$/i.test(basename(file)))
        .map((file) => [basename(file).slice(0, -'.json'.length).toUpperCase(), join(folder, file)]),
    );
  } catch (error) {
    throw new WardwatchError('NOT_FOUND', `The folder of records cannot be read: ${messageOf(error)}.`);
  }
}
