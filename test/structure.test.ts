import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';
import rules from '../.dependency-cruiser.mjs';
import { packageRoot } from '../src/package-root.ts';

const root = packageRoot();
const cruiseOptions = {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
  baseDir: root,
} as unknown as ICruiseOptions;

async function violations(folders: string[]) {
  const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));
  const { output } = await cruise(folders, cruiseOptions, undefined, { tsConfig });
  if (typeof output === 'string') throw new Error('expected a result, not a text');
  return { modules: output.summary.totalCruised, broken: output.summary.violations.map((each) => each.rule.name) };
}

describe('who may import whom', () => {
  it('holds, and is looked at', async () => {
    const found = await violations(['src', 'workers']);
    expect(found.modules).toBeGreaterThan(200);
    expect(found.broken).toEqual([]);
  });

  it('is seen to be broken where it is', async () => {
    const found = await violations(['test/structure']);
    expect(found.broken).toContain('no-cycles');
  });

  it('is explained for each rule', () => {
    for (const rule of rules.forbidden ?? []) expect(rule.comment, rule.name).toMatch(/\.$/);
    expect(readFileSync(join(root, 'docs', 'flow.md'), 'utf8')).toContain('pipeline');
  });
});
