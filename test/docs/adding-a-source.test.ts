import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadSources } from '../../src/config/sources.ts';

it('shows descriptions that wardwatch takes as they stand', async () => {
  const page = await readFile(new URL('../../docs/adding-a-source.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((found) => found[1] ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-docs-'));
  try {
    for (const [index, example] of examples.entries()) await writeFile(join(folder, `${index}.yaml`), example);
    expect(loadSources(folder).map((source) => [source.id, source.kind])).toEqual([
      ['bulletins-example', 'listing'],
      ['vendor-example', 'feed'],
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
