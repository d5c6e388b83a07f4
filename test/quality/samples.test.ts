import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { measureSamples, type SampleRow, sampleFoldersAt } from './samples.ts';

/** Recorded answers of publishers: `WARDWATCH_QUALITY_DATA` names folders that hold them; else those of the demo. */
const paths = (process.env.WARDWATCH_QUALITY_DATA ?? '').split(':').filter((path) => path !== '');
const named = sampleFoldersAt(paths);
const folders = named.length > 0 ? named : [join(packageRoot(), 'config', 'demo')];

describe('recorded answers of publishers', () => {
  it.each(folders)('are read, or answered with a reason: %s', { timeout: 300_000 }, async (folder) => {
    const rows = await measureSamples(folder);
    process.stdout.write(`\n${tableOf(rows)}\n`);
    expect(rows.filter(({ what, files, refused }) => what.endsWith(': not read') && refused.length < files)).toEqual(
      [],
    );
  });
});

function tableOf(rows: readonly SampleRow[]): string {
  const head = ['what', 'files', 'documents', 'read', 'products', 'indicators', 'gaps', 'not read, because'];
  const cells = rows.map(({ what, refused, ...counts }) => [
    what,
    ...[counts.files, counts.documents, counts.read, counts.products, counts.indicators, counts.gaps].map(String),
    [...new Set(refused)].slice(0, 3).join(' · ').replaceAll('|', '/').slice(0, 400),
  ]);
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
