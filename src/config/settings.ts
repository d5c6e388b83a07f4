import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { STALE_AFTER_DAYS } from '../domain/stale-version.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { WardwatchError } from '../errors.ts';
import { wholeDays } from './duration.ts';
import { type HttpSettings, httpSchema, httpSettings } from './http-settings.ts';
import { type InventorySettings, inventorySchema, inventorySettings } from './inventory-settings.ts';
import { ownObservables, ownSchema } from './own-settings.ts';
import { secretOf } from './secret.ts';
import { type SlackSettings, slackSchema, slackSettings } from './slack-settings.ts';
import { readYaml } from './yaml-file.ts';

/** Where the operator's config lies unless `--config` says otherwise, seen from the working directory. */
export const DEFAULT_CONFIG_FILE = 'config/wardwatch.yaml';

const WEBHOOK_PORT = 3_001;

/** The operator's settings, from `config/wardwatch.yaml` and the environment. */
export interface Settings {
  /** The file that was read; absent when there is none and the defaults hold. */
  readonly file?: string;
  readonly organisation?: string;
  /** Domains, addresses, ranges and hashes of the organisation itself, whatever asset carries them. */
  readonly ownObservables: readonly string[];
  readonly alertFrom: Priority;
  /** After so many days a version of an asset that nobody confirmed is stale. */
  readonly staleAfterDays: number;
  readonly slack: SlackSettings & {
    /** The bot token (`xoxb-…`); absent: Slack is off. */
    readonly token?: string;
    /** The app token (`xapp-…`), for Socket Mode. */
    readonly appToken?: string;
    /** For requests by HTTP, where there is no app token. */
    readonly signingSecret?: string;
    readonly apiUrl?: string;
  };
  readonly sources: {
    /** Ids of the catalogue's sources to poll; absent: those that are on by default. */
    readonly use?: readonly string[];
    /** A folder of the operator's own source files. */
    readonly folder?: string;
  };
  /** Where signed posts to sources of kind webhook are taken. */
  readonly webhook: { readonly port: number; readonly bind: string };
  readonly inventory: InventorySettings;
  readonly http: HttpSettings;
  /** The operator's own triage policy, a file in the shape of `config/triage.yaml`; absent: the shipped one. */
  readonly triagePolicy?: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
}

const PORT_WORDS = 'must be a whole number from 1 to 65535, e.g. 3001';
const portNumber = z.number({ error: PORT_WORDS }).int(PORT_WORDS).min(1, PORT_WORDS).max(65_535, PORT_WORDS);
const ownAddress = z.union([z.ipv4(), z.ipv6()], {
  error: 'must be an address of this machine, e.g. 127.0.0.1 or 0.0.0.0, not a name',
});

/** Every key of the file; `config/wardwatch.example.yaml` names them all. */
export const settingsSchema = z.strictObject({
  organisation: z.string().min(1).optional(),
  own: ownSchema.optional(),
  alerts: z.strictObject({ from: z.enum(PRIORITIES).default('P3') }).optional(),
  assets: z.strictObject({ staleAfter: wholeDays.optional() }).optional(),
  inventory: inventorySchema.optional(),
  slack: slackSchema.optional(),
  sources: z.strictObject({ use: z.array(z.string()).optional(), folder: z.string().optional() }).optional(),
  webhook: z.strictObject({ port: portNumber.optional(), bind: ownAddress.optional() }).optional(),
  http: httpSchema.optional(),
  triage: z.strictObject({ policy: z.string().min(1).optional() }).optional(),
});

/**
 * Reads the settings. A named file must be there; the default one need not. Throws CONFIG_INVALID with every problem at once.
 */
export function loadSettings(file: string | undefined, env: Readonly<Record<string, string | undefined>>): Settings {
  const path = resolve(file ?? DEFAULT_CONFIG_FILE);
  const isThere = existsSync(path);
  if (file !== undefined && !isThere) {
    throw new WardwatchError('CONFIG_NOT_FOUND', `There is no config file ${path}. "wardwatch init" writes one.`);
  }
  const written = isThere ? readYaml(path, settingsSchema) : {};
  const apiUrl = secretOf(env.SLACK_API_URL);
  if (apiUrl !== undefined && !/^https?:\/\/.+\/api\/$/.test(apiUrl)) {
    throw new WardwatchError(
      'CONFIG_INVALID',
      'SLACK_API_URL must be an http(s) address that ends in "/api/", e.g. "https://slack.com/api/".',
    );
  }
  const token = secretOf(env.SLACK_BOT_TOKEN);
  const appToken = secretOf(env.SLACK_APP_TOKEN);
  const signingSecret = secretOf(env.SLACK_SIGNING_SECRET);
  const databaseUrl = secretOf(env.DATABASE_URL);
  const redisUrl = secretOf(env.REDIS_URL);
  return {
    ...(isThere && { file: path }),
    ...(written.organisation !== undefined && { organisation: written.organisation }),
    ownObservables: ownObservables(written.own),
    alertFrom: written.alerts?.from ?? 'P3',
    staleAfterDays: written.assets?.staleAfter ?? STALE_AFTER_DAYS,
    slack: {
      ...slackSettings(written.slack),
      ...(token !== undefined && { token }),
      ...(appToken !== undefined && { appToken }),
      ...(signingSecret !== undefined && { signingSecret }),
      ...(apiUrl !== undefined && { apiUrl }),
    },
    sources: {
      ...(written.sources?.use && { use: written.sources.use }),
      ...(written.sources?.folder !== undefined && { folder: written.sources.folder }),
    },
    webhook: { port: written.webhook?.port ?? WEBHOOK_PORT, bind: written.webhook?.bind ?? '127.0.0.1' },
    http: httpSettings(written.http, env),
    inventory: inventorySettings(written.inventory, (name) => secretOf(env[name])),
    ...(written.triage?.policy !== undefined && { triagePolicy: written.triage.policy }),
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(redisUrl !== undefined && { redisUrl }),
  };
}
