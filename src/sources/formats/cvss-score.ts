import type { CvssScore } from '../../domain/advisory.ts';
import { type JsonRecord, textOf } from './json-access.ts';

/** A CVSS score in FIRST's own JSON shape; `undefined` where its version is not known. */
export function scoreOf(written: JsonRecord, cve: string | undefined, from?: CvssScore['from']): CvssScore | undefined {
  const version = (['2.0', '3.0', '3.1', '4.0'] as const).find((known) => known === written.version);
  if (version === undefined) return undefined;
  const score = written.baseScore;
  const vector = textOf(written.vectorString);
  return {
    version,
    ...(typeof score === 'number' && score >= 0 && score <= 10 ? { score } : {}),
    ...(vector === undefined ? {} : { vector }),
    ...(cve === undefined ? {} : { cve }),
    ...(from === undefined ? {} : { from }),
  };
}
