import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { THREAT_RULES, VULNERABILITY_RULES } from '../../src/triage/registry.ts';

/** Files of the folder that are no rules: the decision around them and the words that they share. */
const NO_RULES = [
  'advisory-views',
  'chosen-score',
  'cvss-metrics',
  'decide',
  'declared',
  'fact-news',
  'facts',
  'gates',
  'moves',
  'policy',
  'read-input',
  'recomputed-score',
  'registry',
  'sentences',
  'standing-verdict',
  'triage-case',
  'triage-input',
  'try-triage',
  'types',
];

it('registers every rule file of src/triage, and nothing else', () => {
  const folder = fileURLToPath(new URL('../../src/triage', import.meta.url));
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const registered = new Set([...VULNERABILITY_RULES, ...THREAT_RULES].map((rule) => rule.id));
  expect(files.filter((file) => !NO_RULES.includes(file)).sort()).toEqual([...registered].sort());
});
