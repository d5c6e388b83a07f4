import { tryCases } from '../../src/cases/try-cases.ts';
import type { Lexicon } from '../../src/domain/lexicon.ts';
import { wordsOf } from '../../src/domain/words.ts';
import { extract } from '../../src/extract/extract.ts';
import { readItem } from '../../src/sources/formats/read-item.ts';

/** A document with the story that it tells, as a person read it. */
export interface LabelledStory {
  readonly id: string;
  readonly story: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly title: string;
  readonly text: string;
}

/** How well pairs of documents of one story are found. `wrong` and `missed` name them: "a + b". */
export interface JoiningFigures {
  readonly right: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/** Tells the documents story by story, and compares each pair with what a person says of it. */
export async function measureJoining(documents: readonly LabelledStory[], lexicon: Lexicon): Promise<JoiningFigures> {
  const advisories = [];
  for (const each of documents) advisories.push(await advisoryOf(each, lexicon));
  const placed = tryCases(advisories);
  let right = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const [at, one] of documents.entries()) {
    for (const [offset, other] of documents.slice(at + 1).entries()) {
      const isOne = one.story === other.story;
      const isJoined = placed[at]?.case === placed[at + 1 + offset]?.case;
      if (isOne && isJoined) right += 1;
      else if (isOne) missed.push(`${one.id} + ${other.id}`);
      else if (isJoined) wrong.push(`${one.id} + ${other.id}`);
    }
  }
  return { right, wrong, missed };
}

async function advisoryOf({ id, publisher, publishedAt, title, text }: LabelledStory, lexicon: Lexicon) {
  const bytes = new TextEncoder().encode(text);
  const noPdf = { pdfText: async () => Promise.reject(new Error('no PDF is expected')) };
  const raw = await readItem({ guid: id, format: 'text', title, publishedAt, bytes }, noPdf);
  const source = {
    id: wordsOf(publisher).join('-'),
    publisher: { name: publisher, kind: 'other' },
    trusted: true,
    tlp: 'CLEAR',
  } as const;
  return extract(raw, { source, revision: 1, fetchedAt: publishedAt, lexicon });
}
