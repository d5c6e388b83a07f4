import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lexicon } from '../domain/lexicon.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { readYaml } from './yaml-file.ts';

/**
 * Reads the lexicon: `organisations`, `products`, `techniques`, `actors`, `regions`, `sectors` (health words), and the warning lists
 * `well-known-hosts`, `well-known-ranges` and `sinkholes`, each a list in a YAML file of the folder. Throws CONFIG_NOT_FOUND without the folder, and CONFIG_INVALID with the problems of every
 * file at once. An absent file is an empty list.
 */
export function loadLexicon(folder: string): Lexicon {
  if (!existsSync(folder)) throw new WardwatchError('CONFIG_NOT_FOUND', `There is no lexicon folder ${folder}.`);
  const problems: string[] = [];
  const read = <Entry>(name: string, entry: z.ZodType<Entry>): readonly Entry[] => {
    const file = join(folder, name);
    if (!existsSync(file)) return [];
    try {
      return readYaml(file, z.array(entry));
    } catch (fault) {
      problems.push(fault instanceof WardwatchError ? fault.message : messageOf(fault));
      return [];
    }
  };
  const lexicon: Lexicon = {
    organisations: read('organisations.yaml', organisation),
    products: read('products.yaml', product),
    techniques: read('techniques.yaml', technique).map(withoutAbsentId),
    actors: read('actors.yaml', technique).map(withoutAbsentId),
    regions: read('regions.yaml', z.strictObject({ name, also: names })),
    healthWords: read('sectors.yaml', name),
    wellKnownHosts: read('well-known-hosts.yaml', host),
    wellKnownRanges: read('well-known-ranges.yaml', range),
    sinkholes: read('sinkholes.yaml', z.union([range, host])),
  };
  if (problems.length > 0) throw new WardwatchError('CONFIG_INVALID', problems.join('\n'));
  return lexicon;
}

const name = z.string().trim().min(1, 'must not be empty');
const names = z.array(name).default([]);
const organisation = z.strictObject({
  name,
  also: names,
  formerly: names,
  kin: names,
  brands: names,
  inInventories: names,
});
const product = z.strictObject({
  vendor: name,
  name,
  also: names,
  formerly: names,
  inInventories: names,
  kind: z.enum(['product', 'platform']).default('product'),
});
const technique = z.strictObject({
  name,
  also: names,
  id: z
    .string()
    .regex(/^[A-Z]{1,2}\d{4}(?:\.\d{3})?$/, 'must be an id of ATT&CK, like T1127.001')
    .optional(),
});
const host = z
  .string()
  .regex(/^(?:[a-z0-9_-]+\.)*[a-z0-9-]+$/, 'must be a host name in small letters, like example.com');
const range = z.union([z.cidrv4(), z.cidrv6()], { error: 'must be a range in CIDR notation, like 192.0.2.0/24' });

function withoutAbsentId(entry: z.output<typeof technique>): Lexicon['techniques'][number] {
  const { id, ...named } = entry;
  return id === undefined ? named : { ...named, id };
}
