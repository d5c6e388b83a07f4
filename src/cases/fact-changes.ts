import { canonicalJson } from '../domain/canonical-json.ts';
import type { FlawFacts, KevRow } from '../domain/flaw-facts.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import type { CaseSnapshot, Change } from './change.ts';

/**
 * A catalogue lists a flaw of the case as exploited, or CISA learned of ransomware use. CISA's dates bind federal agencies: a
 * benchmark here.
 */
export function kevAdded({ before, after }: Change): readonly string[] {
  const known = rowsOf(before);
  return [...rowsOf(after)].flatMap(([key, row]) => {
    const earlier = known.get(key);
    if (earlier === undefined) return [addedSentence(row)];
    return row.ransomware && !earlier.ransomware
      ? [`${row.catalogue} now knows of ransomware use of ${row.cve} (KEV).`]
      : [];
  });
}

function addedSentence({ catalogue, cve, dueDate, ransomware }: KevRow): string {
  const use = ransomware ? ' (known ransomware use)' : '';
  if (catalogue !== 'CISA') return `${catalogue} lists ${cve} as exploited${use}.`;
  return `CISA added ${cve} to KEV${use}${dueDate === undefined ? '' : `, due ${dueDate}, a federal benchmark`}.`;
}

/** One row for each catalogue and flaw, with all that its sources say. */
function rowsOf(snapshot: CaseSnapshot): ReadonlyMap<string, KevRow> {
  const told = standing(snapshot)
    .flatMap((advisory) => advisory.kev)
    .map((entry): KevRow => ({ catalogue: 'CISA', ...entry }));
  const byKey = new Map<string, KevRow>();
  for (const row of [...told, ...factsOf(snapshot).flatMap((facts) => facts.kev)]) {
    const key = `${row.catalogue} ${row.cve}`;
    const earlier = byKey.get(key);
    byKey.set(key, { ...row, ...earlier, ransomware: row.ransomware || earlier?.ransomware === true });
  }
  return byKey;
}

/** CISA reads a flaw of the case as exploited, in what it adds to the CVE record; a catalogue's row says so by itself. */
export function exploitationRead(change: Change): readonly string[] {
  const { before, after } = change;
  if (kevAdded(change).length > 0) return [];
  const known = new Set(
    factsOf(before)
      .filter(isReadActive)
      .map(({ cve }) => cve),
  );
  return factsOf(after)
    .filter((facts) => isReadActive(facts) && !known.has(facts.cve) && facts.kev.length === 0)
    .map(({ cve }) => `CISA reads ${cve} as actively exploited (vulnrichment).`);
}

function isReadActive({ reading }: FlawFacts): boolean {
  return reading?.exploitation === 'active';
}

/** Whether exploitation is known beside the words of a case's advisories, so that their saying it too is no news. */
export function tellsOfExploitation(snapshot: CaseSnapshot): boolean {
  return factsOf(snapshot).some((facts) => isReadActive(facts) || facts.kev.length > 0);
}

/** A new model of EPSS made the case more urgent by itself: that is recorded, and alarms nobody. */
export function modelJump({ before, after }: Change): readonly string[] {
  const { priority, apartFromModel = priority } = after.triage;
  const jumped = isMoreUrgent(priority, apartFromModel) && isMoreUrgent(priority, before.triage.priority);
  return jumped
    ? [
        `EPSS has a new model, and its scores jumped: the priority is ${priority} now, and the alert is redrawn without a sound.`,
      ]
    : [];
}

/** What there is to record of a look at a case whose advisories say what they said before. */
export function quietFacts({ before, after }: Change): string {
  return canonicalJson(factsOf(before)) === canonicalJson(factsOf(after))
    ? 'Nothing new was said.'
    : 'What is known of its flaws beside the advisories changed, but nothing that has to be told.';
}

function factsOf({ facts = [] }: CaseSnapshot): readonly FlawFacts[] {
  return facts;
}

function standing(snapshot: CaseSnapshot) {
  return snapshot.members.map((member) => member.advisory).filter((advisory) => !advisory.withdrawn);
}
