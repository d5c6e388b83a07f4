import { candidates, shownAsIs } from './candidates.ts';
import type { IndicatorKind } from './types.ts';

const SHAPE =
  /\bmutex(?:es)?(?: object)?(?: name[ds]?| called| (?:created|used)(?: by the malware)?)?(?: is| as| of)?(?:[ \t]*[:=,|])?[ \t]*["'`\u2018\u201c|]?((?:Global\\|Local\\)?[\w{}$!@#%^&*()+~.-]{4,80})["'`\u2019\u201d|]?/gi;

/** An object of a session's name space, some words after the word itself or in the same sentence: `Global\\Name`. */
const NAMED_OBJECT =
  /((?:Global|Local)\\(?<=\bmutex[^\n.]{0,160}[\s"'`](?:Global|Local)\\)(?:<\w{1,30}>|[\w{}$!@#%^&~.-]){4,80})/gi;

/** Words of sentences that follow "mutex" without being a name. */
const ORDINARY = /^(?:[a-z]{1,14}|Mutex|Name|Value|Type|The|This|Description)$/;

/** Names of mutexes that a text calls so. */
export const mutex: IndicatorKind = {
  id: 'mutex',
  find: (text) =>
    /mutex/i.test(text)
      ? [...candidates(text, SHAPE, canonicalMutex), ...candidates(text, NAMED_OBJECT, canonicalMutex)]
      : [],
  canonical: canonicalMutex,
  defang: shownAsIs,
};

function canonicalMutex(written: string): string | undefined {
  const value = written.replace(/(?<![.,;:)])[.,;:)]+$/, '');
  return value.length >= 4 && !ORDINARY.test(value) ? value : undefined;
}
