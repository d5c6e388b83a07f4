import type { AffectedProduct } from '../domain/advisory.ts';
import type { StoryMarks } from '../domain/story-marks.ts';
import { wordsOf } from '../domain/words.ts';
import type { FoundIndicator } from '../indicators/find.ts';
import { isDigest } from './digest-of.ts';
import { flawKinds } from './flaw-kinds.ts';
import { otherCves } from './other-cves.ts';
import { properNames, subjectOf } from './proper-names.ts';
import type { Prose } from './prose.ts';
import { readReportIds } from './report-ids.ts';
import { textPrints } from './text-prints.ts';

/** What else was read of the document. */
interface MarksContext {
  readonly publisherId: string;
  readonly publisher: string;
  readonly found: readonly FoundIndicator[];
  readonly cves: readonly string[];
  readonly titleCves: readonly string[];
  readonly affected: readonly AffectedProduct[];
}

const MOST_VERSIONS = 60;

/** Reads what tells a document's story from its neighbours. */
export function readStoryMarks(prose: Prose, context: MarksContext): StoryMarks {
  const { publisherId, publisher, found, cves, titleCves, affected } = context;
  const products = affected.map(({ vendor, product }) => wordsOf([vendor ?? '', product].join(' ')).join(' '));
  const names = [...new Set([...properNames(prose), ...products])];
  const subject = subjectOf(prose.title, names, publisher);
  const ids = readReportIds(publisherId, prose.title, prose.text);
  const others = otherCves(prose, found, titleCves);
  const own = cves.filter((cve) => !others.includes(cve));
  const versions = prose.text.match(/(?<![\d.])\d{1,4}(?:\.\d{1,6}){2,4}(?![\d.]*\d)/g) ?? [];
  return {
    names,
    subject,
    ownIds: ids.own,
    citedIds: ids.cited,
    titleCves,
    otherCves: others,
    flaws: flawKinds(`${prose.title}\n${prose.text}`),
    versions: [...new Set(versions)].slice(0, MOST_VERSIONS),
    isDigest: isDigest(prose, found, own, names, subject),
    prints: textPrints(prose.text),
  };
}
