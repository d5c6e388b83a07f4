import { messageOf } from '../../errors.ts';
import type { CisaReading, PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { cisaReading } from '../formats/cisa-reading.ts';
import { parsedJson, recordOf, textOf } from '../formats/json-access.ts';

/** So many records are asked for in one poll, those that were never asked for first, then the longest ago. */
const MOST_ASKED = 60;

/** So many records without one being there mean that the address is wrong: CISA covers nearly half of all flaws. */
const TOO_MANY_ABSENT = 20;

/** What is remembered of a record; `absent`: there was none. */
interface Asked {
  readonly at: string;
  readonly absent?: true;
  readonly validators?: Validators;
}

/**
 * CISA's additions to CVE records ("vulnrichment"), one JSON file a flaw below one folder: only the flaws that cases name are
 * asked for. Facts about flaws, and no document.
 */
export const vulnrichment: SourceAdapter = {
  kind: 'vulnrichment',
  async poll(context) {
    const { source, cursor, cves = [] } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const known = storedAsked(cursor?.asked, cves);
    const answers: Answer[] = [];
    const asked = new Map(known);
    for (const cve of inTurn(cves, known)) {
      const answer = await askFor(cve, source.url, known.get(cve), context);
      answers.push(answer);
      if (answer.kind === 'refused') break;
      asked.set(cve, { at: context.now, ...answer.remembered });
    }
    const isRound = cves.length <= MOST_ASKED && known.size === cves.length;
    return isRound && answers.every((one) => one.kind === 'nothing new') ? { kind: 'unchanged' } : told(answers, asked);
  },
};

function told(answers: readonly Answer[], asked: ReadonlyMap<string, Asked>): PollOutcome {
  const trouble = answers.filter((one) => one.kind === 'refused' || one.kind === 'unreadable');
  const [first] = trouble;
  if (first !== undefined && trouble.length === answers.length) return refusal(first);
  const states = [...asked.values()];
  if (states.length >= TOO_MANY_ABSENT && states.every((one) => one.absent)) {
    return {
      kind: 'refused',
      status: 404,
      because: `None of ${states.length} CVE records is there, though CISA adds to nearly half of them: the address may be wrong.`,
    };
  }
  const readings = answers.flatMap((one) => (one.kind === 'read' ? [one.reading] : []));
  const refused = trouble.map(({ what, because }) => ({ what, because }));
  const cursor = { asked: Object.fromEntries(asked) };
  return { kind: 'changed', items: [], facts: { kind: 'readings', readings }, refused, cursor };
}

function refusal(answer: Trouble): PollOutcome {
  if (answer.kind === 'unreadable') return { kind: 'refused', status: 200, because: answer.because };
  const { what: _, ...rest } = answer;
  return rest;
}

function inTurn(cves: readonly string[], known: ReadonlyMap<string, Asked>): readonly string[] {
  const lastAsked = (cve: string) => known.get(cve)?.at ?? '';
  return [...cves].sort((a, b) => lastAsked(a).localeCompare(lastAsked(b)) || (a < b ? -1 : 1)).slice(0, MOST_ASKED);
}

type Remembered = { readonly remembered: Omit<Asked, 'at'> };

type Trouble = { readonly what: string } & (
  | ({ readonly kind: 'unreadable'; readonly because: string } & Remembered)
  | Extract<Fetched, { kind: 'refused' }>
);

type Answer =
  | ({ readonly kind: 'read'; readonly reading: CisaReading } & Remembered)
  | ({ readonly kind: 'nothing new' } & Remembered)
  | Trouble;

async function askFor(cve: string, folder: string, known: Asked | undefined, context: PollContext): Promise<Answer> {
  const validators = known?.validators ?? {};
  const fetched = await fetchDocument(context, addressOf(cve, folder), validators, 'application/json');
  if (fetched.kind === 'unchanged') return { kind: 'nothing new', remembered: { validators } };
  if (fetched.kind === 'refused') {
    return fetched.status === 404 ? { kind: 'nothing new', remembered: { absent: true } } : { ...fetched, what: cve };
  }
  try {
    const reading = cisaReading(parsedJson(cve, charactersOf(fetched.response.body)));
    if (reading?.cve === cve) return { kind: 'read', reading, remembered: { validators: fetched.validators } };
    return {
      kind: 'unreadable',
      what: cve,
      because: `${cve} was asked for; something else came back.`,
      remembered: {},
    };
  } catch (error) {
    return { kind: 'unreadable', what: cve, because: messageOf(error), remembered: {} };
  }
}

/** "CVE-2024-1709" is at 2024/1xxx/CVE-2024-1709.json. */
function addressOf(cve: string, folder: string): string {
  const [, year = '', number = ''] = cve.split('-');
  return `${folder.replace(/\/$/, '')}/${year}/${number.slice(0, -3)}xxx/${cve}.json`;
}

/** What a cursor that was stored as JSON remembers of the flaws that are still named. */
function storedAsked(value: unknown, cves: readonly string[]): ReadonlyMap<string, Asked> {
  const stored = recordOf(value);
  return new Map(
    cves.flatMap((cve): [string, Asked][] => {
      const { at, absent, validators } = recordOf(stored[cve]);
      const known = textOf(at);
      if (known === undefined) return [];
      return [[cve, { at: known, ...(absent === true ? { absent } : { validators: storedValidators(validators) }) }]];
    }),
  );
}
