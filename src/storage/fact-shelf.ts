import type { Kysely } from 'kysely';
import type { FlawFacts } from '../domain/flaw-facts.ts';
import { readFlawFacts } from './fact-queries.ts';
import type { Tables } from './tables.ts';

/** What is known of flaws, read once within a transaction that holds the decisions' lock: nobody changes it meanwhile. */
export interface FactShelf {
  /** Flaws that will be asked for: they are read together. */
  expect(cves: readonly string[]): void;
  /** As `Store.flawFacts`. */
  of(cves: readonly string[]): Promise<readonly FlawFacts[]>;
}

export function openFactShelf(db: Kysely<Tables>): FactShelf {
  const expected = new Set<string>();
  /** Undefined: nothing is known of it. */
  const known = new Map<string, FlawFacts | undefined>();
  return {
    expect: (cves) => {
      for (const cve of cves) expected.add(cve);
    },
    of: async (cves) => {
      if (cves.some((cve) => !known.has(cve))) {
        const unread = [...new Set([...cves, ...expected])].filter((cve) => !known.has(cve));
        const read = new Map((await readFlawFacts(db, unread)).map((facts) => [facts.cve, facts]));
        for (const cve of unread) known.set(cve, read.get(cve));
      }
      return [...new Set(cves)].sort().flatMap((cve) => known.get(cve) ?? []);
    },
  };
}
