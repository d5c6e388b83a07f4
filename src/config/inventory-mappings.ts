import path from 'node:path';
import { z } from 'zod';
import { COLUMNS } from '../domain/asset-columns.ts';
import { nearestName } from '../domain/nearest-name.ts';
import { WardwatchError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { InventoryMapping } from '../ports/inventory-file.ts';
import type { InventorySettings } from './inventory-settings.ts';
import { readYaml, yamlFilesIn } from './yaml-file.ts';

/** The mappings that are known. Throws CONFIG_INVALID also where the settings name one that is not. */
export function mappingsFor({ mappings, watch, pull }: InventorySettings): readonly InventoryMapping[] {
  const known = inventoryMappings(mappings);
  const ids = known.map(({ id }) => id);
  const problems = [
    ...watch.map(({ mapping }, index) => ({ mapping, at: `inventory.watch[${index}].mapping` })),
    ...pull.map(({ mapping }, index) => ({ mapping, at: `inventory.pull[${index}].mapping` })),
  ].flatMap(({ mapping, at }) => {
    if (mapping === undefined || ids.includes(mapping)) return [];
    const near = nearestName(mapping, ids);
    const perhaps = near === undefined ? `there are ${ids.join(', ')}` : `did you mean "${near}"?`;
    return [`${at}: no mapping is called "${mapping}"; ${perhaps}`];
  });
  if (problems.length > 0) throw new WardwatchError('CONFIG_INVALID', problems.join('\n'));
  return known;
}

/** The mappings that ship with wardwatch, and those of the operator's folder; the same id replaces the shipped one. */
export function inventoryMappings(ownFolder: string | undefined): readonly InventoryMapping[] {
  const shipped = loadMappings(path.join(packageRoot(), 'config', 'inventory'));
  const own = ownFolder === undefined ? [] : loadMappings(path.resolve(ownFolder));
  return [...new Map([...shipped, ...own].map((mapping) => [mapping.id, mapping])).values()];
}

/**
 * Every mapping in the YAML files of a folder. Throws WardwatchError CONFIG_NOT_FOUND, or CONFIG_INVALID with every problem at
 * once, each with its place and its fix.
 */
export function loadMappings(folder: string): readonly InventoryMapping[] {
  const problems: string[] = [];
  const fileOf = new Map<string, string>();
  const mappings = yamlFilesIn(folder, 'mappings').flatMap((file) => {
    try {
      return readYaml(path.join(folder, file), fileSchema).mappings.map(({ checked: _, ...mapping }) => {
        const first = fileOf.get(mapping.id);
        if (first !== undefined) problems.push(`${file}: the id "${mapping.id}" is taken already, in ${first}.`);
        fileOf.set(mapping.id, file);
        return mapping;
      });
    } catch (fault) {
      if (!(fault instanceof WardwatchError)) throw fault;
      problems.push(fault.message);
      return [];
    }
  });
  if (problems.length > 0) throw new WardwatchError('CONFIG_INVALID', problems.join('\n'));
  return mappings;
}

const words = z.array(z.string().min(1)).min(1);
const column = z.enum(COLUMNS);

const mappingSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be lower-case letters, digits and hyphens'),
    title: z.string().min(1),
    headings: words,
    columns: z.partialRecord(column, words),
    constants: z.partialRecord(column, z.string().min(1)).default({}),
    skip: z.array(z.strictObject({ heading: z.string().min(1), is: words })).default([]),
    days: z.enum(['month-first', 'day-first']).default('month-first'),
    checked: z.string().min(1),
  })
  .superRefine(({ columns, constants }, context) => {
    for (const needed of ['id', 'product'] as const) {
      if (columns[needed] !== undefined || (needed === 'product' && constants[needed] !== undefined)) continue;
      context.addIssue({
        code: 'custom',
        path: ['columns'],
        message: `names no heading for ${needed}, which every asset has`,
      });
    }
  });

const fileSchema = z.strictObject({ mappings: z.array(mappingSchema).min(1) });
