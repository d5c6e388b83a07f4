import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const FLAW = aDocument(
  'post-2',
  'ScreenConnect 23.9.8 security fix',
  'ConnectWise ScreenConnect 23.9.7 and prior have an authentication bypass, CVE-2024-1709. Update to ScreenConnect 23.9.8.',
  '2024-01-19T00:00:00.000Z',
);
const SUPPRESSION = {
  scope: { product: 'ScreenConnect' },
  reason: 'is taken down in May',
  expiresOn: '2024-05-31',
  by: DANA,
  at: '2024-01-02T00:00:00.000Z',
};

let database: OpenDatabase;
let store: Store;
let pipeline: TestPipeline;
beforeAll(async () => {
  database = await freshEmbedded();
  store = await openStore(database.pool);
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyTables(database.pool);
  await store.changeInventory({ save: [{ ...FORGOTTEN_SERVER, exposure: 'small' }] }, DANA, '2024-01-01T00:00:00.000Z');
  pipeline = await startPipeline(store, { routes: [{ sink: 'slack', channel: 'C-WARD', from: 'P4' }] });
  pipeline.offer('researcher', [HARMLESS]);
  await pipeline.poll('researcher');
});

const publish = async (...documents: readonly (typeof HARMLESS)[]) => {
  pipeline.offer('researcher', [HARMLESS, ...documents]);
  await pipeline.poll('researcher');
  await pipeline.pass(60_000);
};
const said = () =>
  pipeline.slack.said.map((one) => (one.kind === 'update' ? `update: ${one.changes.join(' ')}` : one.kind));
const suppress = () => store.addSuppression(SUPPRESSION);
const end = (id: string) => store.removeSuppression(id, DANA, '2024-01-22T13:00:00.000Z');
const aMinute = () => pipeline.pass(60_000);
const reasons = async () =>
  (await store.decisions({ caseId: 'C-1' })).map(({ decision }) => [decision.kind, decision.reasons[0]]);

describe('a suppressed case', () => {
  it('is kept with the reason, and not told', async () => {
    const id = await suppress();
    await publish(FLAW);
    expect(said()).toEqual([]);
    expect(await reasons()).toEqual([
      ['stay-silent', `Suppressed by ${id} until 2024-05-31 ("is taken down in May", dana.fox).`],
    ]);
  });

  it('is told once when somebody takes the suppression away', async () => {
    const id = await suppress();
    await publish(FLAW);
    await end(id);
    await aMinute();
    await aMinute();
    expect(said()).toEqual(['alert']);
    expect((await reasons()).at(-1)).toEqual(['notify', `${id} holds no more; this is what it kept silent.`]);
  });

  it('is told once when the suppression has run out', async () => {
    await suppress();
    await publish(FLAW);
    pipeline.setNow('2024-05-31T23:00:00.000Z');
    await aMinute();
    expect(said()).toEqual([]);
    pipeline.setNow('2024-06-01T00:01:00.000Z');
    await aMinute();
    await aMinute();
    expect(said()).toEqual(['alert']);
  });

  it('that was told before has a line in its thread', async () => {
    await publish(FLAW);
    const id = await suppress();
    const words = `${new TextDecoder().decode(FLAW.bytes)} Indicators of compromise: scan-help[.]test and relay-help[.]test.`;
    await publish({ ...FLAW, bytes: new TextEncoder().encode(words) });
    const before = said().filter((one) => one.startsWith('update'));
    await end(id);
    await aMinute();
    await aMinute();
    expect(before).toEqual([]);
    expect(said().filter((one) => one.startsWith('update'))).toEqual([
      `update: ${id} holds no more; this is what it kept silent.`,
    ]);
  });

  it('stays untold where another suppression holds', async () => {
    const id = await suppress();
    await suppress();
    await publish(FLAW);
    await end(id);
    await aMinute();
    expect(said()).toEqual([]);
  });

  it('is not told where somebody resolved it meanwhile', async () => {
    const id = await suppress();
    await publish(FLAW);
    const action = { kind: 'resolve', how: 'mitigated' } as const;
    await actOnCase(pipeline.deps, { caseId: 'C-1', action, actor: DANA, seenVersion: 0 });
    await end(id);
    await aMinute();
    expect(said()).toEqual([]);
  });

  it('is told at once where nothing keeps it silent any more when it comes', async () => {
    const id = await suppress();
    expect([await end(id), await end(id)]).toEqual([true, false]);
    await publish(FLAW);
    expect(said()).toEqual(['alert']);
    expect(await store.restoreSuppression(id, DANA, '2024-01-22T14:00:00.000Z')).toBe(true);
    expect(await store.restoreSuppression(id, DANA, '2024-01-22T14:00:00.000Z')).toBe(false);
    expect((await store.auditEntries({ subject: id })).map((entry) => entry.action)).toEqual([
      'suppression.restore',
      'suppression.remove',
      'suppression.add',
    ]);
  });
});
