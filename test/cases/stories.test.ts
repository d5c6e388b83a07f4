import { beforeAll, describe, expect, it } from 'vitest';
import { tryCases } from '../../src/cases/try-cases.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import { lexicon } from '../extract/lexicon.ts';
import { advisoryOf, labelledDocuments, measurePairs } from './stories.ts';

const documents = labelledDocuments();
/** A report in a newspaper that names neither a flaw, its kind nor a version. */
const KNOWN_TO_BE_MISSED = ['palisade-1 + palisade-3', 'palisade-2 + palisade-3'];
let advisories: readonly Advisory[] = [];
beforeAll(async () => {
  advisories = await Promise.all(documents.map((document) => advisoryOf(document, lexicon)));
});

describe('tryCases: labelled stories', () => {
  it('puts two documents into one case where they tell one story, and only there', () => {
    const { pairs, found, wrong, missed } = measurePairs(documents, advisories);
    console.info(`${documents.length} documents, ${pairs} pairs of one story: ${found} found, ${wrong.length} wrong`);
    expect({ wrong, missed }).toEqual({ wrong: [], missed: KNOWN_TO_BE_MISSED });
  });

  it('answers the same whatever the order of the documents', () => {
    const answers = tryCases(advisories);
    const backwards = tryCases([...advisories].reverse())
      .slice()
      .reverse();
    expect(backwards).toEqual(answers);
  });

  it('says why, for people', () => {
    const answers = tryCases(advisories);
    const becauseOf = (id: string) => answers[documents.findIndex((document) => document.id === id)]?.because;
    expect(
      [
        'pharmacy-supplier-2023-3',
        'screenconnect-setup-wizard-2024-2',
        'copied-sector-warning-2',
        'meridian-pathology-2',
        'monthly-bulletin-may-2',
        'flowmate-pump-4',
      ].map(becauseOf),
    ).toEqual([
      'Both are about ConnectWise ScreenConnect and name the indicator rs[.]tdsclinical[.]com, 69 days apart.',
      'Both are about ConnectWise ScreenConnect and name its version 23.9.8, 1 day apart.',
      'It repeats "Warning to hospitals: telephone scammers pose as the help desk" of State Health Department, word for word.',
      'Both tell of an attack and of meridian pathology services, 1 day apart.',
      'Both go by the name HC3-202906051500.',
      "One of them refers to the other's BW-SA-2029-004.",
    ]);
  });
});
