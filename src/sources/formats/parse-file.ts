import type { Instant } from '../../domain/time.ts';
import { messageOf } from '../../errors.ts';
import type { FormatId } from '../../ports/source.ts';
import { charactersOf, type EncodingHints } from './characters.ts';
import { readDate } from './dates.ts';
import { readEpssFile } from './epss-file.ts';
import { feedDialectOf, readFeed } from './feed-entries.ts';
import { entryItems, plausible } from './feed-item.ts';
import type { FeedDialect } from './feed-shape.ts';
import { readItem } from './read-item.ts';
import { itemsOf } from './split-file.ts';
import type { FormatTools } from './types.ts';

/** A document as an envelope (a feed, a catalogue) or it itself names it; what nobody says is absent. */
export interface ParsedItem {
  readonly title?: string;
  /** Complete where it can be completed, else as written. */
  readonly link?: string;
  /** The publisher's id, else what stands in for it. */
  readonly guid: string;
  readonly publishedAt?: Instant;
  readonly updatedAt?: Instant;
}

/** What a file is, and the documents that it holds. */
export interface ParsedFile {
  readonly kind: FeedDialect | Exclude<FormatId, 'kev-entry'> | 'kev' | 'epss' | 'unknown';
  /** Whether it could be read, if only in part. */
  readonly ok: boolean;
  readonly items: readonly ParsedItem[];
  /** Why it, or a part of it, was not read. */
  readonly because?: string;
}

/** Where a file came from and when. */
export interface FileOrigin extends EncodingHints {
  readonly name: string;
  readonly now: Instant;
}

/** Reads a file of any kind that wardwatch reads, as far as the names and dates of its documents. Never throws. */
export async function parseFile(bytes: Uint8Array, origin: FileOrigin, tools: FormatTools): Promise<ParsedFile> {
  try {
    const text = charactersOf(bytes, origin);
    const dialect = feedDialectOf(text);
    if (dialect !== undefined) return await parseFeed(text, dialect, origin.now);
    return /^(#model_version:|cve,epss)/.test(text) ? parseScores(text) : await parseDocuments(bytes, origin, tools);
  } catch (error) {
    return refusal('unknown', messageOf(error));
  }
}

async function parseFeed(text: string, kind: FeedDialect, now: Instant): Promise<ParsedFile> {
  try {
    const items = entryItems(await readFeed(text), { now }).map(({ entry, item }) => ({
      ...withoutAbsent({ title: item.title, link: item.link ?? entry.link }),
      guid: item.guid,
      ...withoutAbsent({ publishedAt: item.publishedAt, updatedAt: plausible(readDate(entry.updated), now) }),
    }));
    return { kind, ok: true, items, ...(items.length === 0 && { because: 'The feed holds no entries.' }) };
  } catch (error) {
    return refusal(kind, messageOf(error));
  }
}

function parseScores(text: string): ParsedFile {
  const file = readEpssFile(text);
  if ('because' in file) return refusal('epss', file.because);
  const title = `EPSS scores of ${file.lines.length} CVEs${file.model === undefined ? '' : `, model ${file.model}`}`;
  const item = { title, guid: `epss:${file.day ?? ''}`, ...withoutAbsent({ publishedAt: readDate(file.day) }) };
  return { kind: 'epss', ok: true, items: [item] };
}

async function parseDocuments(bytes: Uint8Array, { name }: FileOrigin, tools: FormatTools): Promise<ParsedFile> {
  const split = itemsOf(name, bytes);
  const format = split.items[0]?.format;
  const items: ParsedItem[] = [];
  const reasons = split.refused.map(({ what, because }) => (what === name ? because : `${what}: ${because}`));
  for (const item of split.items) {
    try {
      const { title, link, publishedAt } = await readItem(item, tools);
      items.push({ title, guid: item.guid, ...withoutAbsent({ link, publishedAt }) });
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  return {
    kind: format === undefined ? 'unknown' : format === 'kev-entry' ? 'kev' : format,
    ok: items.length > 0 || reasons.length === 0,
    items,
    ...(reasons.length > 0 && { because: reasons.join(' ') }),
  };
}

function refusal(kind: ParsedFile['kind'], because: string): ParsedFile {
  return { kind, ok: false, items: [], because };
}

type Fields = { readonly [Name in keyof ParsedItem]?: ParsedItem[Name] | undefined };

function withoutAbsent(fields: Fields): Partial<ParsedItem> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
