import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { WardwatchError } from '../errors.ts';
import { readYaml } from './yaml-file.ts';

/** Where the operator's config lies unless `--config` says otherwise, seen from the working directory. */
export const DEFAULT_CONFIG_FILE = 'config/wardwatch.yaml';

/** The operator's settings, from `config/wardwatch.yaml` and the environment. */
export interface Settings {
  /** The file that was read; absent when there is none and the defaults hold. */
  readonly file?: string;
  readonly organisation?: string;
  readonly alertFrom: Priority;
  readonly slack: {
    /** Channel id for alerts. */
    readonly channel?: string;
    readonly admins: readonly string[];
    readonly token?: string;
    readonly apiUrl?: string;
  };
  readonly sources: {
    /** Ids of the catalogue's sources to poll; absent: those that are on by default. */
    readonly use?: readonly string[];
    /** A folder of the operator's own source files. */
    readonly folder?: string;
  };
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
}

/** Every key of the file; `config/wardwatch.example.yaml` names them all. */
export const settingsSchema = z.strictObject({
  organisation: z.string().min(1).optional(),
  alerts: z.strictObject({ from: z.enum(PRIORITIES).default('P3') }).optional(),
  slack: z
    .strictObject({
      channel: z
        .string()
        .regex(/^[CG][A-Z0-9]{6,}$/, {
          error:
            'must be a channel id such as "C0123456789", not a name; click the channel\'s name in Slack: the id stands at the bottom of "About"',
        })
        .optional(),
      admins: z
        .array(
          z.string().regex(/^[UW][A-Z0-9]{6,}$/, {
            error: 'must be a user id such as "U0123456789", not a name; in Slack: profile > More > "Copy member ID"',
          }),
        )
        .default([]),
    })
    .optional(),
  sources: z.strictObject({ use: z.array(z.string()).optional(), folder: z.string().optional() }).optional(),
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
  const { channel, admins = [] } = written.slack ?? {};
  const token = secretOf(env.SLACK_BOT_TOKEN);
  const databaseUrl = secretOf(env.DATABASE_URL);
  const redisUrl = secretOf(env.REDIS_URL);
  return {
    ...(isThere && { file: path }),
    ...(written.organisation !== undefined && { organisation: written.organisation }),
    alertFrom: written.alerts?.from ?? 'P3',
    slack: {
      admins,
      ...(channel !== undefined && { channel }),
      ...(token !== undefined && { token }),
      ...(apiUrl !== undefined && { apiUrl }),
    },
    sources: {
      ...(written.sources?.use && { use: written.sources.use }),
      ...(written.sources?.folder !== undefined && { folder: written.sources.folder }),
    },
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(redisUrl !== undefined && { redisUrl }),
  };
}

/** An empty variable is the same as none. */
function secretOf(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
