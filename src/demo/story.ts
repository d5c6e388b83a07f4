import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalDate } from '../domain/time.ts';
import { messageOf, WardwatchError } from '../errors.ts';

/** A resource as it stood on one day. */
export interface Page {
  readonly body: Buffer;
  /** The latest day on which something in it appeared. */
  readonly changedOn: LocalDate;
}

/** Everything that the demo's publishers ever put out. */
export interface Story {
  readonly beginsOn: LocalDate;
  /** Absent where nothing is published under that path yet. */
  pageOn(path: string, day: LocalDate): Page | undefined;
}

/** Reads `story.json` and the files that it names. Throws DATA_FOLDER_UNUSABLE when one of them is missing or wrong. */
export async function readStory(folder: string): Promise<Story> {
  const { resources } = await readOutline(folder);
  const editions = new Map<string, readonly Edition[]>();
  for (const resource of resources)
    editions.set(resource.path, await Promise.all(resource.editions.map((edition) => readEdition(folder, edition))));
  const days = [...editions.values()].flat().map((edition) => edition.from);
  return {
    beginsOn: days.sort()[0] ?? '',
    pageOn: (path, day) => {
      const current = editions.get(path)?.findLast((edition) => edition.from <= day);
      return current && pageOf(current, day);
    },
  };
}

/** Removes what appears only after the given day: parts between `<!-- from DAY -->` and `<!-- end -->`. */
export function textOn(text: string, day: LocalDate): { readonly text: string; readonly changedOn?: LocalDate } {
  const shown: LocalDate[] = [];
  const kept = text.replace(
    /<!-- from (\d{4}-\d{2}-\d{2}) -->\n([\s\S]*?)<!-- end -->\n/g,
    (_part, from: LocalDate, inner: string) => {
      if (from > day) return '';
      shown.push(from);
      return inner;
    },
  );
  const changedOn = shown.sort().at(-1);
  return changedOn === undefined ? { text: kept } : { text: kept, changedOn };
}

const Day = z.iso.date();
const Outline = z.strictObject({
  about: z.string(),
  resources: z.array(
    z.strictObject({
      path: z.string().startsWith('/'),
      editions: z.array(z.strictObject({ from: Day, file: z.string() })).min(1),
    }),
  ),
});

interface Edition {
  readonly from: LocalDate;
  readonly file: string;
  readonly bytes: Buffer;
}

async function readOutline(folder: string): Promise<z.infer<typeof Outline>> {
  try {
    return Outline.parse(JSON.parse(await readFile(join(folder, 'story.json'), 'utf8')));
  } catch (cause) {
    throw new WardwatchError(
      'DATA_FOLDER_UNUSABLE',
      `The demo's story could not be read from ${join(folder, 'story.json')}: ${messageOf(cause)}`,
      { cause },
    );
  }
}

async function readEdition(
  folder: string,
  edition: { readonly from: LocalDate; readonly file: string },
): Promise<Edition> {
  try {
    return { ...edition, bytes: await readFile(join(folder, edition.file)) };
  } catch (cause) {
    throw new WardwatchError('DATA_FOLDER_UNUSABLE', `A document of the demo could not be read: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function pageOf(edition: Edition, day: LocalDate): Page {
  if (!/\.(?:html|xml)$/.test(edition.file)) return { body: edition.bytes, changedOn: edition.from };
  const dated = textOn(edition.bytes.toString('utf8'), day);
  const changedOn = dated.changedOn !== undefined && dated.changedOn > edition.from ? dated.changedOn : edition.from;
  return { body: Buffer.from(dated.text), changedOn };
}
