import { z } from 'zod';
import { durationMs } from './duration.ts';
import { variableName } from './secret.ts';

/** Where inventories are taken from by themselves. */
export interface InventorySettings {
  /** A folder of the operator's own mappings. */
  readonly mappings?: string;
  readonly watch: readonly WatchedFolder[];
  readonly pull: readonly PulledAddress[];
}

/** A folder into which exports are put. */
export interface WatchedFolder {
  readonly folder: string;
  /** Which names are taken; `*` stands for any characters, `?` for one. */
  readonly pattern: string;
  readonly mapping?: string;
  readonly sync: boolean;
}

/** An address that is asked for an export. */
export interface PulledAddress {
  readonly url: string;
  /** The environment's variable that holds the token, and what it holds; absent where there is none, or it is not set. */
  readonly tokenEnv?: string;
  readonly token?: string;
  readonly mapping?: string;
  readonly sync: boolean;
  readonly everyMs: number;
  /** The address may be within the organisation's own network. */
  readonly internal: boolean;
}

const watched = z.strictObject({
  folder: z.string().min(1),
  pattern: z.string().min(1).default('*'),
  mapping: z.string().min(1).optional(),
  sync: z.boolean().default(false),
});

const pulled = z.strictObject({
  url: z.string().regex(/^https?:\/\/\S+$/, 'must be an address that starts with https:// or http://'),
  tokenEnv: variableName.optional(),
  mapping: z.string().min(1).optional(),
  sync: z.boolean().default(false),
  every: durationMs.refine((ms) => ms >= 60_000, 'must be at least 1m: be polite').default(86_400_000),
  internal: z.boolean().default(false),
});

/** The block `inventory` of the settings. */
export const inventorySchema = z
  .strictObject({
    mappings: z.string().min(1).optional(),
    watch: z.array(watched).default([]),
    pull: z.array(pulled).default([]),
  })
  .superRefine(({ watch, pull }, context) => {
    const syncs = [
      ...watch.flatMap(({ sync }, index) => (sync ? [['watch', index, 'sync']] : [])),
      ...pull.flatMap(({ sync }, index) => (sync ? [['pull', index, 'sync']] : [])),
    ];
    for (const path of syncs.slice(1)) {
      const message =
        'a second sync would remove what the first one brought; only one may say what the whole inventory is';
      context.addIssue({ code: 'custom', path, message });
    }
    const places = [...watch.map(({ folder }) => folder), ...pull.map(({ url }) => url)];
    if (new Set(places).size === places.length) return;
    context.addIssue({ code: 'custom', path: [], message: 'a folder or an address stands twice; keep one' });
  });

/** The settings as the steps use them. `secret` gives what a variable of the environment holds. */
export function inventorySettings(
  written: z.output<typeof inventorySchema> | undefined,
  secret: (name: string) => string | undefined,
): InventorySettings {
  if (written === undefined) return { watch: [], pull: [] };
  return {
    ...(written.mappings !== undefined && { mappings: written.mappings }),
    watch: written.watch.map(({ mapping, ...rest }) => ({ ...rest, ...(mapping !== undefined && { mapping }) })),
    pull: written.pull.map(({ every: everyMs, mapping, tokenEnv, ...rest }) => {
      const token = tokenEnv === undefined ? undefined : secret(tokenEnv);
      return {
        ...rest,
        everyMs,
        ...(mapping !== undefined && { mapping }),
        ...(tokenEnv !== undefined && { tokenEnv }),
        ...(token !== undefined && { token }),
      };
    }),
  };
}
