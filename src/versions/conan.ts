import { compareParts } from './part-by-part.ts';
import type { Order, VersionScheme } from './types.ts';

/** Conan packages: parts apart by dots, `-` opens a pre-release, `+` a build (Conan 2, version ranges). */
export const conan: VersionScheme = {
  id: 'conan',
  orders: 'Conan packages: 1.1-rc < 1.1 < 1.1+b2 < 1.1.a < 1.2',
  compare(a, b) {
    const left = parseConan(a);
    const right = parseConan(b);
    if (left === undefined || right === undefined) return undefined;
    return (
      compareParts(left.main, right.main) ||
      comparePrerelease(left.pre, right.pre) ||
      compareParts(left.build, right.build)
    );
  },
};

interface ConanVersion {
  readonly main: readonly string[];
  readonly pre: readonly string[];
  readonly build: readonly string[];
}

function parseConan(version: string): ConanVersion | undefined {
  const match = /^([\w.]+)(?:-([\w.-]+))?(?:\+([\w.-]+))?$/.exec(version.trim().toLowerCase());
  if (match?.[1] === undefined) return undefined;
  return { main: partsOf(match[1]), pre: partsOf(match[2] ?? ''), build: partsOf(match[3] ?? '') };
}

/** Zeros at the end say nothing. */
function partsOf(text: string): readonly string[] {
  const parts = text === '' ? [] : text.split('.');
  let end = parts.length;
  while (end > 1 && parts[end - 1] === '0') end -= 1;
  return parts.slice(0, end);
}

function comparePrerelease(a: readonly string[], b: readonly string[]): Order {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 0 : a.length === 0 ? 1 : -1;
  return compareParts(a, b);
}
