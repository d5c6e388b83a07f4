import path from 'node:path';
import { z } from 'zod';
import { TLP_LABELS } from '../domain/tlp.ts';
import { WardwatchError } from '../errors.ts';
import type { SourceConfig } from '../ports/source.ts';
import { sizeBytes } from './bytes.ts';
import { durationMs, wholeDays } from './duration.ts';
import { variableName } from './secret.ts';
import { kindNames, kindProblems, SOURCE_KINDS } from './source-kinds.ts';
import { readYaml, yamlFilesIn } from './yaml-file.ts';

/** A source of the catalogue, switched on or off, with what its file says about it. */
export interface CatalogueEntry {
  readonly source: SourceConfig;
  readonly enabled: boolean;
  /** On what the source was tried, in plain words. */
  readonly checked: string;
  readonly notes: readonly string[];
  /** The file that describes it, within the folder. */
  readonly file: string;
}

/**
 * Every source that is switched on in the YAML files of a folder, in the order of their ids. Throws WardwatchError
 * CONFIG_NOT_FOUND, or CONFIG_INVALID with every problem at once, each with its place and its fix.
 */
export function loadSources(folder: string): SourceConfig[] {
  return loadCatalogue(folder)
    .filter((entry) => entry.enabled)
    .map((entry) => entry.source);
}

/** Every source of the YAML files of a folder, those that are switched off too. Throws as `loadSources` does. */
export function loadCatalogue(folder: string): CatalogueEntry[] {
  const problems: string[] = [];
  const entries = yamlFilesIn(folder, 'sources').flatMap((file) => entriesOf(folder, file, problems));
  const firstFile = new Map<string, string>();
  for (const { source, file } of entries) {
    const first = firstFile.get(source.id);
    if (first === undefined) firstFile.set(source.id, file);
    else
      problems.push(`${file}: the id "${source.id}" is taken already, in ${first}; give each source an id of its own.`);
  }
  if (problems.length > 0) throw new WardwatchError('CONFIG_INVALID', problems.join('\n'));
  return entries.sort((a, b) => (a.source.id < b.source.id ? -1 : 1));
}

const webAddress = z
  .string()
  .regex(/^https?:\/\/\S+$/, 'must be an address that starts with https:// or http://')
  .regex(/^(?!https?:\/\/[^/?#]*@)/, 'must hold no login ("user:password@")');

const selectors = z.strictObject({
  entry: z.string().min(1),
  link: z.string().min(1).exactOptional(),
  title: z.string().min(1).exactOptional(),
  date: z.string().min(1).exactOptional(),
  next: z.string().min(1).exactOptional(),
  content: z.string().min(1).exactOptional(),
});

const publisher = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['health-body', 'government', 'vendor', 'researcher', 'press', 'other']),
});

const oauth = z.strictObject({
  tokenUrl: webAddress,
  clientId: z.string().min(1),
  scope: z.string().min(1).exactOptional(),
  grant: z.enum(['client-credentials', 'refresh-token']).default('client-credentials'),
});

const mailbox = z
  .strictObject({
    host: z.string().min(1).toLowerCase(),
    port: z.number().int().min(1).max(65_535).exactOptional(),
    user: z.string().min(1),
    folder: z.string().min(1).default('INBOX'),
    tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
    oauth: oauth.exactOptional(),
  })
  .transform((box) => ({ ...box, port: box.port ?? (box.tls === 'implicit' ? 993 : 143) }));

const sender = z.strictObject({
  from: z
    .string()
    .regex(/^[^\s@<>]*@[^\s@<>]+\.[^\s@<>]+$/, 'must be an address, or "@" and a domain, e.g. "@example.com"')
    .toLowerCase(),
  publisher: publisher.exactOptional(),
  trusted: z.boolean().default(false),
});

const hostName = z
  .string()
  .regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/i, 'must be the name of a host alone, e.g. www.example.com')
  .toLowerCase();

const sourceSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be lower-case letters, digits and hyphens'),
    kind: z.enum(kindNames),
    publisher,
    enabled: z.boolean().default(true),
    trusted: z.boolean().default(false),
    tlp: z.enum(TLP_LABELS).exactOptional(),
    every: durationMs.refine((ms) => ms >= 60_000, 'must be at least 1m: be polite').default(3_600_000),
    staleAfter: durationMs.exactOptional(),
    fallbacks: z.array(z.string()).min(1).exactOptional(),
    url: webAddress.exactOptional(),
    path: z.string().min(1).exactOptional(),
    selectors: selectors.exactOptional(),
    followLinks: z.boolean().exactOptional(),
    markers: z.array(z.string().min(1)).min(1).exactOptional(),
    lookBack: wholeDays.exactOptional(),
    only: z.array(z.string().min(1)).min(1).exactOptional(),
    linkHosts: z.array(hostName).min(1).exactOptional(),
    mailbox: mailbox.exactOptional(),
    senders: z.array(sender).min(1).exactOptional(),
    internal: z.boolean().default(false),
    userAgent: z.string().min(1).exactOptional(),
    secretEnv: variableName.exactOptional(),
    caFile: z.string().min(1).exactOptional(),
    largest: sizeBytes.refine((bytes) => bytes <= 500_000_000, 'must be at most 500MB').exactOptional(),
    robots: z
      .strictObject({ ignore: z.string().min(10, 'must say why robots.txt is not heeded: who gave leave, and when') })
      .exactOptional(),
    checked: z.string().min(1),
    notes: z.array(z.string().min(1)).default([]),
  })
  .superRefine((source, context) => {
    for (const { key, message } of kindProblems(source)) context.addIssue({ code: 'custom', path: [key], message });
  });

const fileSchema = z.strictObject({ sources: z.array(sourceSchema).min(1) });

function entriesOf(folder: string, file: string, problems: string[]): CatalogueEntry[] {
  try {
    return readYaml(path.join(folder, file), fileSchema).sources.map((written) => entryOf(written, file));
  } catch (error) {
    if (!(error instanceof WardwatchError)) throw error;
    problems.push(error.message);
    return [];
  }
}

function entryOf(
  { enabled, checked, notes, every, staleAfter, lookBack, largest, ...source }: z.infer<typeof sourceSchema>,
  file: string,
): CatalogueEntry {
  const days = lookBack === undefined ? {} : { lookBackDays: lookBack };
  const limits = largest === undefined ? {} : { maxBodyBytes: largest };
  const tlp = source.tlp ?? SOURCE_KINDS[source.kind].tlp ?? 'CLEAR';
  const terms = { everyMs: every, ...(staleAfter !== undefined && { staleAfterMs: staleAfter }) };
  return { source: { ...source, ...days, ...limits, ...terms, tlp }, enabled, checked, notes, file };
}
