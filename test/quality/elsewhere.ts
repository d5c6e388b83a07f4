import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledText as LabelledProducts } from './products.ts';
import type { LabelledText as LabelledIndicators } from './quality.ts';

/**
 * A file of labelled texts, and what its labels judge: indicators that are `kept` of a report, indicators that are `found` at all in a
 * short case, or `products` with their ranges.
 */
export type LabelledFile = { readonly path: string } & (
  | { readonly kind: 'kept' | 'found'; readonly texts: readonly LabelledIndicators[] }
  | { readonly kind: 'products'; readonly texts: readonly LabelledProducts[] }
);

/** Every file of labelled texts at the given paths or below them: JSON lines of `{text, truth}` or `{text, expect}`, `closed` being the types judged. */
export function labelledFiles(paths: readonly string[]): readonly LabelledFile[] {
  return paths.flatMap(filesBelow).flatMap(labelledFile);
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(path, name));
}

function labelledFile(path: string): readonly LabelledFile[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const first = JSON.parse(lines[0] ?? '{}');
  if (typeof first.text !== 'string') return [];
  if (Array.isArray(first.truth)) return [{ path, kind: 'products', texts: lines.map((line) => JSON.parse(line)) }];
  if (first.truth !== undefined) return [{ path, kind: 'kept', texts: lines.map((line) => indicatorsOf(line)) }];
  return first.expect === undefined ? [] : [{ path, kind: 'found', texts: lines.map((line) => indicatorsOf(line)) }];
}

function indicatorsOf(line: string): LabelledIndicators {
  const { text, truth, expect: expected, closed } = JSON.parse(line);
  const labels = Object.entries<string[]>(truth ?? expected ?? {});
  const kept = labels.flatMap(([type, values]) => values.map((value) => `${type} ${value}`));
  return { text, kept, aside: [], ...(closed !== undefined && { judged: closed }) };
}
