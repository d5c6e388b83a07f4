import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

/** A regular expression of the sources, and where it stands. */
interface Pattern {
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** What reads the texts of strangers. */
const FOLDERS = ['indicators', 'extract'];
/** What one pattern may take to be checked. One that takes longer is listed; `test/indicators/hostile.test.ts` feeds it hostile texts. */
const MOST_MS = 300;

const patterns = await everyPattern();

describe('every pattern that reads the texts of strangers', () => {
  it('is seen, whether it is written as a literal or put together', () => {
    const files = new Set(patterns.map(({ at }) => at.replace(/:\d+$/, '')));
    expect(patterns.length).toBeGreaterThan(300);
    expect([...files]).toEqual(
      expect.arrayContaining(['src/indicators/url.ts', 'src/indicators/refang-pass.ts', 'src/extract/relevance.ts']),
    );
  });

  it('runs in linear time', { timeout: 300_000 }, () => {
    const results = patterns.map((pattern) => ({ pattern, slow: slowness(pattern) }));
    const unknown = results.filter(({ slow }) => slow === 'unknown').map(({ pattern }) => pattern.at);
    process.stdout.write(`${unknown.length} of ${patterns.length} patterns took too long to check: ${unknown}\n`);
    const slow = results.filter(({ slow }) => slow !== undefined && slow !== 'unknown');
    expect(slow).toEqual([]);
  });

  it('is seen to be slow where it is', () => {
    const slow = slowness({ at: 'here', source: '[a-z]+$', flags: '' });
    expect(slow).toContain('2nd degree polynomial');
  });
});

/** The complexity and the text that shows it; `undefined` for a pattern that runs in linear time. */
function slowness({ source, flags }: Pattern): string | undefined {
  process.env.RECHECK_SYNC_BACKEND = 'pure';
  const answer = checkSync(source, flags, { timeout: MOST_MS, randomSeed: 1 });
  if (answer.status === 'safe') return undefined;
  return answer.status === 'unknown' ? 'unknown' : `${answer.complexity.summary}: ${answer.attack.pattern}`;
}

async function everyPattern(): Promise<readonly Pattern[]> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(packageRoot(), 'src', folder)).map((name) => `src/${folder}/${name}`),
  );
  const all = [...files.flatMap(literalsIn), ...(await builtBy(files))];
  return [...new Map(all.map((each) => [`/${each.source}/${each.flags}`, each])).values()];
}

function literalsIn(file: string): readonly Pattern[] {
  const found: Pattern[] = [];
  const tree = ts.createSourceFile(file, readFileSync(join(packageRoot(), file), 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ at: `${file}:${line}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Patterns that the files put together when they are loaded. */
async function builtBy(files: readonly string[]): Promise<readonly Pattern[]> {
  const found: Pattern[] = [];
  const Plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Plain, {
    construct(target, [source, flags = ''], self) {
      const at = /src\/(?:indicators|extract)\/[\w-]+\.ts:\d+/.exec(new Error().stack ?? '')?.[0];
      if (at !== undefined && typeof source === 'string') found.push({ at, source, flags });
      return Reflect.construct(target, [source, flags], self);
    },
  });
  for (const file of files) await import(join(packageRoot(), file));
  globalThis.RegExp = Plain;
  return found;
}
