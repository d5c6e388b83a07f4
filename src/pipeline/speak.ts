import { alertMessage } from '../alerts/message.ts';
import { whatChanged } from '../cases/material-change.ts';
import type { Decision } from '../domain/alert.ts';
import type { Case } from '../domain/case.ts';
import { isMoreUrgent } from '../domain/triage.ts';
import type { CaseDesk, UnmatchedAdvisory } from '../ports/store.ts';
import type { PipelineDeps } from './deps.ts';

/**
 * Writes to the outbox what there is to say of a case, and gives back what was decided. In a case that was told already an
 * alert is redrawn and answered in its thread. New cases of a batch wait for its summary; a first poll and a re-match redraw
 * without a word, while a file given by hand speaks in the thread like any other advisory.
 */
export async function decideToSpeak(
  desk: CaseDesk,
  before: Case | undefined,
  after: Case,
  taken: UnmatchedAdvisory,
  deps: PipelineDeps,
): Promise<Decision> {
  const decision = whatChanged(before, after, taken.advisory);
  if (taken.batch) await desk.addToBatch(taken.batch.id, after.id);
  if (decision.kind === 'stay-silent') return decision;
  const { priority } = after.triage;
  const isTooLow = isMoreUrgent(deps.alertFrom, priority);
  const isWordless = taken.batch !== undefined && taken.batch.kind !== 'ingest';
  const message = alertMessage(after, deps);
  const version = `${taken.advisory.id}@${taken.advisory.revision}${taken.batch ? `:b${taken.batch.id}` : ''}`;
  const now = deps.clock.now();
  let spoke = false;
  for (const { sink, channel } of deps.channels) {
    const key = (kind: string) => `${after.id}:${kind}:${version}:${sink}:${channel}`;
    const row = { sink, channel, priority, caseId: after.id, message };
    if (await desk.hasAlert(after.id, sink, channel)) {
      await desk.say({ ...row, kind: 'edit', key: key('edit') }, now);
      if (isWordless) continue;
      await desk.say({ ...row, kind: 'update', key: key('update'), changes: decision.reasons }, now);
      spoke = true;
    } else if (!taken.batch && !isTooLow) {
      await desk.say({ ...row, kind: 'alert', key: `${after.id}:alert:${sink}:${channel}` }, now);
      spoke = true;
    }
  }
  if (spoke) return decision;
  const because = taken.batch
    ? `Part of ${batchWords(taken.batch.kind)}, which is told in one summary.`
    : `${priority} is below ${deps.alertFrom}, from which alerts are posted.`;
  return { kind: 'stay-silent', reasons: [because, ...decision.reasons] };
}

function batchWords(kind: NonNullable<UnmatchedAdvisory['batch']>['kind']): string {
  switch (kind) {
    case 'seed':
      return "the source's first poll";
    case 'ingest':
      return 'files read by hand';
    case 'rematch':
      return 'a change of the inventory';
  }
}
