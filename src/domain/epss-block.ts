import type { EpssScore } from './flaw-facts.ts';

/** One line of a daily file of EPSS scores; both figures as they stand there, 0..1. */
export interface EpssLine {
  readonly cve: string;
  readonly score: string;
  readonly percentile?: string;
}

/**
 * The scores of a day as they are kept: the lines of all CVE ids that agree but for their last three digits are one text, since
 * a third of a million rows a day would be slow to write and large to keep.
 */
export function epssBlocks(lines: Iterable<EpssLine>): ReadonlyMap<string, string> {
  const blocks = new Map<string, string[]>();
  for (const { cve, score, percentile } of lines) {
    const block = blockOf(cve);
    const line = `${cve.slice(-3)} ${score}${percentile === undefined ? '' : ` ${percentile}`}`;
    const known = blocks.get(block);
    if (known === undefined) blocks.set(block, [line]);
    else known.push(line);
  }
  return new Map([...blocks].map(([block, kept]) => [block, `\n${kept.join('\n')}\n`]));
}

/** The block that holds a CVE id's score: "CVE-2024-1709" is in "CVE-2024-1". */
export function blockOf(cve: string): string {
  return cve.slice(0, -3);
}

/** The score of one CVE id in the text of its block; undefined where it has none. */
export function scoreIn(text: string, cve: string): Pick<EpssScore, 'score' | 'percentile'> | undefined {
  const start = text.indexOf(`\n${cve.slice(-3)} `);
  if (start < 0) return undefined;
  const [, score, percentile] = text.slice(start + 1, text.indexOf('\n', start + 1)).split(' ');
  return { score: Number(score), ...(percentile !== undefined && { percentile: Number(percentile) }) };
}
