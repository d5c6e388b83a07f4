import { WardwatchError } from '../../errors.ts';
import { readDate } from '../formats/dates.ts';
import { recordsOf, textOf } from '../formats/json-access.ts';

/** A record of the CVE list that was added or changed. */
export interface ChangedRecord {
  readonly cve: string;
  readonly link: string;
}

/** The changes that were put on the list at one time. */
export interface Delta {
  /** In ISO 8601, so that texts compare as instants do. */
  readonly at: string;
  readonly records: readonly ChangedRecord[];
}

/**
 * The changes of the last thirty days as `deltaLog.json` of github.com/CVEProject/cvelistV5 lists them, oldest first. Throws
 * WardwatchError DOCUMENT_UNREADABLE for what is no such list, is cut off, or is empty.
 */
export function readDeltaLog(text: string): readonly Delta[] {
  const deltas = recordsOf(parsed(text)).map((entry): Delta | undefined => {
    const at = readDate(textOf(entry.fetchTime));
    const records = [...recordsOf(entry.new), ...recordsOf(entry.updated)].flatMap((change) => {
      const [cve, link] = [textOf(change.cveId), textOf(change.githubLink)];
      return cve === undefined || link === undefined ? [] : [{ cve, link }];
    });
    return at === undefined ? undefined : { at, records };
  });
  const known = deltas.filter((delta) => delta !== undefined);
  if (known.length > 0 && known.length === deltas.length) return known.sort((a, b) => (a.at < b.at ? -1 : 1));
  throw new WardwatchError(
    'DOCUMENT_UNREADABLE',
    'JSON, but not the log of changes to the CVE list: a list of changes, each with its fetchTime, was expected.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WardwatchError('DOCUMENT_UNREADABLE', 'The log of changes is not valid JSON; it may be cut off.', {
      cause,
    });
  }
}
