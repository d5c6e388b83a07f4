import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../src/domain/export.ts';
import { EXPORTERS } from '../../src/exports/registry.ts';

/** Files of the folder that are no exporters: what these are made of. */
const NO_EXPORTERS = ['namespaces', 'registry', 'stix-pattern', 'tlp-marking', 'types'];

it('registers every exporter file of src/exports under its name, and nothing else', () => {
  const folder = fileURLToPath(new URL('../../src/exports', import.meta.url));
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  expect(files.filter((file) => !NO_EXPORTERS.includes(file)).sort()).toEqual(Object.keys(EXPORTERS).sort());
  expect(Object.values(EXPORTERS).map((exporter) => exporter.id)).toEqual(Object.keys(EXPORTERS));
  expect(Object.keys(EXPORTERS).sort()).toEqual([...EXPORT_FORMATS].sort());
});
