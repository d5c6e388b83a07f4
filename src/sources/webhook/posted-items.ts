import { createHash } from 'node:crypto';
import { z } from 'zod';
import { messageOf } from '../../errors.ts';
import type { FormatId, RawItem } from '../../ports/source.ts';
import { charactersOf } from '../formats/characters.ts';
import { readDate } from '../formats/dates.ts';
import { plausible } from '../formats/feed-item.ts';
import { recordOf } from '../formats/json-access.ts';
import { itemsOf } from '../formats/split-file.ts';

/** What a post holds, or why it holds nothing that can be read, with the status that says so. */
export type Posted = { readonly items: readonly RawItem[] } | { readonly status: 415 | 422; readonly because: string };

/**
 * The documents of a post: an envelope in JSON, which says what a document does not say itself, or the document alone by its
 * content type. One that carries no id of its own is known by its link, else by a hash of its words.
 */
export function postedItems(contentType: string | undefined, body: Uint8Array, now: string): Posted {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.test(type)) {
    const given = type === '' ? 'no content type' : `the content type ${type.slice(0, 100)}`;
    return { status: 415, because: `The post has ${given}; expected ${EXPECTED_TYPES}.` };
  }
  if (body.byteLength === 0) return { status: 422, because: 'The body is empty.' };
  if (type !== 'application/json') return aloneIn(contentType ?? '', type, body);
  let value: unknown;
  try {
    value = JSON.parse(charactersOf(body));
  } catch (error) {
    return { status: 422, because: `The body is JSON that is not valid (${messageOf(error)}).` };
  }
  return isEnvelope(value) ? inEnvelope(value, now) : aloneIn(contentType ?? '', type, body);
}

const EXPECTED_TYPES =
  'application/json, application/pdf, text/html, text/plain, text/markdown, text/csv, application/xml or a feed';
const TYPES =
  /^(?:application\/(?:json|csaf\+json|pdf|xml|rss\+xml|atom\+xml|rdf\+xml|xhtml\+xml)|text\/(?:html|plain|markdown|csv|xml))$/;

function aloneIn(contentType: string, type: string, body: Uint8Array): Posted {
  const bytes = type === 'application/pdf' ? body : utf8(charactersOf(body, { contentType }));
  return foundIn(`post-${hashOf(body)}${ENDINGS[type] ?? ''}`, bytes);
}

/** What a file of the type is called, where its content alone does not tell. */
const ENDINGS: Readonly<Record<string, string>> = { 'text/markdown': '.md', 'text/csv': '.csv' };

function foundIn(name: string, bytes: Uint8Array): Posted {
  const { items, refused } = itemsOf(name, bytes);
  if (items.length > 0) return { items };
  return { status: 422, because: refused[0]?.because ?? 'The body holds no document.' };
}

/** How the words of an envelope are read, by their key. */
const WORDS = { text: 'text', html: 'html', markdown: 'markdown' } as const satisfies Record<string, FormatId>;
/** Documents with a structure of their own, which stand in the envelope as they are. */
const RECORDS = ['csaf', 'cve', 'nvd', 'osv'] as const satisfies readonly FormatId[];
const DOCUMENT_KEYS = [...Object.keys(WORDS), ...RECORDS];

const record = z.record(z.string(), z.unknown()).exactOptional();
const words = z.string().min(1).max(5_000_000).exactOptional();

const envelopeSchema = z
  .strictObject({
    title: z.string().min(1).max(1_000).exactOptional(),
    link: z
      .string()
      .regex(/^https?:\/\/\S{1,2000}$/, 'must be an address that starts with https:// or http://')
      .exactOptional(),
    guid: z.string().min(1).max(500).exactOptional(),
    publishedAt: z.string().min(1).max(100).exactOptional(),
    text: words,
    html: words,
    markdown: words,
    csaf: record,
    cve: record,
    nvd: record,
    osv: record,
  })
  .refine((envelope) => DOCUMENT_KEYS.filter((key) => key in envelope).length === 1, {
    message: `needs exactly one of ${DOCUMENT_KEYS.join(', ')}`,
  });

function isEnvelope(value: unknown): boolean {
  const keys = Object.keys(recordOf(value));
  return keys.some((key) => DOCUMENT_KEYS.includes(key)) || (keys.includes('title') && !keys.includes('document'));
}

function inEnvelope(value: unknown, now: string): Posted {
  const read = envelopeSchema.safeParse(value);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
    return { status: 422, because: `The envelope has mistakes: ${problems.join('; ')}.` };
  }
  const { title, link, guid, publishedAt: written, ...document } = read.data;
  const publishedAt = plausible(readDate(written), now);
  if (written !== undefined && publishedAt === undefined)
    return { status: 422, because: 'publishedAt is no date, or lies ahead; expected e.g. "2024-01-22T10:00:00Z".' };
  const envelope = {
    ...(title !== undefined && { title }),
    ...(link !== undefined && { link }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
  for (const [key, format] of Object.entries(WORDS)) {
    const said = document[key as keyof typeof WORDS];
    if (said === undefined) continue;
    const id = guid ?? link ?? `post-${hashOf(utf8(`${title ?? ''}\n${said}`))}`;
    return { items: [{ ...envelope, guid: id, format, bytes: utf8(said) }] };
  }
  const key = RECORDS.find((each) => document[each] !== undefined);
  const found = foundIn(guid ?? link ?? 'post', utf8(JSON.stringify(key === undefined ? {} : document[key])));
  if (!('items' in found)) return found;
  if (found.items.some((item) => item.format !== key)) {
    return { status: 422, because: `Under "${key}" stands a document of another kind, ${found.items[0]?.format}.` };
  }
  return { items: found.items.map((item) => ({ ...item, ...envelope, ...(guid !== undefined && { guid }) })) };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}
