/** A signature longer than this is none. */
const LONGEST_SIGNATURE = 12;

/** The lines of a mail's body without the marks of quoted replies, and without signatures. Lines that open with a sign of comparison stay. */
export function mailLines(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const depth = depthAt(lines, at);
    const words = unmarked(line, depth);
    const end = /^-- ?$/.test(words) ? endOfLevel(lines, at, depth) : undefined;
    if (end !== undefined && end - at <= LONGEST_SIGNATURE) at = end - 1;
    else kept.push(words);
  }
  return kept;
}

const MARKS = /^(?:> ?)+/;

/** How often a line is quoted. One marked line alone may be a comparison ("> 2.0"), unless the line above announces what somebody wrote. */
function depthAt(lines: readonly string[], at: number): number {
  const [marks] = MARKS.exec(lines[at] ?? '') ?? [];
  if (marks === undefined) return 0;
  const isQuoted =
    MARKS.test(lines[at - 1] ?? '') || MARKS.test(lines[at + 1] ?? '') || /:\s*$/.test(lines[at - 1] ?? '');
  return isQuoted ? marks.replaceAll(' ', '').length : 0;
}

function unmarked(line: string, depth: number): string {
  return depth === 0 ? line : line.replace(MARKS, '');
}

/** Where the lines of one quoting end. */
function endOfLevel(lines: readonly string[], from: number, depth: number): number {
  let end = from + 1;
  while (end < lines.length && end - from <= LONGEST_SIGNATURE && depthAt(lines, end) === depth) end++;
  return end;
}
