import { compareDigits, compareNumbers, signOf, type VersionScheme } from './types.ts';

/** PAN-OS of Palo Alto Networks: a maintenance release, its hotfixes (-h) after it and its betas (-b) before it. */
export const panos: VersionScheme = {
  id: 'panos',
  orders: 'PAN-OS: 10.2.9-b2 < 10.2.9 < 10.2.9-h3 < 10.2.9-h10 < 10.2.10',
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareNumbers(left.release, right.release) ||
      signOf(left.stage - right.stage) ||
      compareDigits(left.number, right.number)
    );
  },
};

interface Parsed {
  readonly release: readonly string[];
  /** -1: a beta. 0: the release. 1: a hotfix. */
  readonly stage: number;
  readonly number: string;
}

function parse(version: string): Parsed | undefined {
  const match = /^(?:pan-?os )?v?(\d+(?:\.\d+){0,3})(?:-([hb])(\d+))?$/i.exec(version.trim());
  if (match?.[1] === undefined) return undefined;
  const stage = match[2] === undefined ? 0 : match[2].toLowerCase() === 'h' ? 1 : -1;
  return { release: match[1].split('.'), stage, number: match[3] ?? '0' };
}
