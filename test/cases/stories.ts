import { readdirSync, readFileSync } from 'node:fs';
import { tryCases } from '../../src/cases/try-cases.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import { wordsOf } from '../../src/domain/words.ts';
import { extract } from '../../src/extract/extract.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';

/** A document with the story that it tells, as a person sees it. */
export interface LabelledDocument {
  readonly id: string;
  /** The name of its file; a document of `apart.txt` is a story by itself. */
  readonly story: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly title: string;
  readonly text: string;
}

/** Reads `stories/*.txt`: documents under lines of `==== publisher | date | title`. */
export function labelledDocuments(): readonly LabelledDocument[] {
  const folder = new URL('./stories/', import.meta.url);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const name = file.replace('.txt', '');
      const [, ...parts] = readFileSync(new URL(file, folder), 'utf8').split(/^==== /m);
      return parts.map((part, at): LabelledDocument => {
        const [head = '', ...lines] = part.split('\n');
        const [publisher = '', day = '', title = ''] = head.split(' | ');
        const id = `${name}-${at + 1}`;
        const story = name === 'apart' ? id : name;
        return { id, story, publisher, publishedAt: `${day}T00:00:00.000Z`, title, text: lines.join('\n') };
      });
    });
}

/** Reads a document as if its publisher were a source. */
export async function advisoryOf(document: LabelledDocument, lexicon: Lexicon): Promise<Advisory> {
  const { id, publisher, publishedAt, title, text } = document;
  const item = { guid: id, title, publishedAt, format: 'text', bytes: new TextEncoder().encode(text) } as const;
  const raw = await readItem(item, { pdfText: () => Promise.reject(new Error('no PDF is expected')) });
  const source = {
    id: wordsOf(publisher).join('-'),
    publisher: { name: publisher, kind: 'other' },
    trusted: true,
  } as const;
  return extract(raw, { source: { ...source, tlp: 'CLEAR' }, revision: 1, fetchedAt: publishedAt, lexicon });
}

/** How often two documents are rightly put into one case, and which pairs are not. */
export interface PairFigures {
  readonly pairs: number;
  readonly found: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/** Tells the documents story by story, and compares each pair with its label. */
export function measurePairs(documents: readonly LabelledDocument[], advisories: readonly Advisory[]): PairFigures {
  const cases = tryCases(advisories);
  let pairs = 0;
  let found = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const [a, one] of documents.entries()) {
    for (const [b, other] of documents.entries()) {
      if (b <= a) continue;
      const isSame = one.story === other.story;
      const isJoined = cases[a]?.case === cases[b]?.case;
      if (isSame) pairs += 1;
      if (isSame && isJoined) found += 1;
      if (isJoined && !isSame) wrong.push(`${one.id} + ${other.id}`);
      if (isSame && !isJoined) missed.push(`${one.id} + ${other.id}`);
    }
  }
  return { pairs, found, wrong, missed };
}
