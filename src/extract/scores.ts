import type { CvssScore } from '../domain/advisory.ts';

/** A vector of FIRST's, with at least the eight values that every base score has. */
const VECTOR = /\bCVSS:(3\.0|3\.1|4\.0)\/[A-Z]{1,3}:[A-Za-z]{1,6}(?:\/[A-Z]{1,3}:[A-Za-z]{1,6}){7,40}/g;
const SCORE = /(?<![\d.:/])(?:10(?:\.0)?|\d\.\d)(?![\d.])/;

/**
 * The CVSS scores that a text writes out by their vector, each with the score on its line ("9.8 (Critical) - CVSS:3.1/AV:N/…").
 * Only of a document about one flaw, since the words alone do not say which flaw a line is about.
 */
export function readScores(text: string, cves: readonly string[]): readonly CvssScore[] {
  const [cve] = cves;
  if (cves.length > 1) return [];
  const scores = new Map<string, CvssScore>();
  for (const found of text.matchAll(VECTOR)) {
    const [vector, written] = found;
    const version = (['3.0', '3.1', '4.0'] as const).find((known) => known === written);
    if (version === undefined || scores.has(vector)) continue;
    const score = SCORE.exec(restOfLine(text, found.index, vector.length))?.[0];
    scores.set(vector, {
      version,
      ...(score === undefined ? {} : { score: Number(score) }),
      vector,
      ...(cve === undefined ? {} : { cve }),
    });
  }
  return [...scores.values()];
}

/** So much of a line is looked at on either side. */
const NEAR = 120;

function restOfLine(text: string, start: number, length: number): string {
  const before =
    text
      .slice(Math.max(0, start - NEAR), start)
      .split('\n')
      .at(-1) ?? '';
  const after = text.slice(start + length, start + length + NEAR).split('\n')[0] ?? '';
  return `${before} ${after}`;
}
