import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { movedAdvisories } from '../../src/office/moved-advisories.ts';
import { actOnCase } from '../../src/pipeline/act-on-case.ts';
import { regroupCases } from '../../src/pipeline/regroup-cases.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HARMLESS = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');
const CAMPAIGN = aDocument('post-1', 'A pharmacy supplier as the way in', STORY, '2024-01-10T00:00:00.000Z');
const FLAW = aDocument(
  'post-2',
  'ScreenConnect 23.9.8 security fix',
  'ConnectWise ScreenConnect 23.9.7 and prior have an authentication bypass, CVE-2024-1709. Update to ScreenConnect 23.9.8.',
  '2024-01-19T00:00:00.000Z',
);
const PROOF = aDocument(
  'post-3',
  'A proof of concept for CVE-2024-1709 is public',
  'A proof of concept for CVE-2024-1709 in ConnectWise ScreenConnect 23.9.7 and prior was published.',
  '2024-01-21T00:00:00.000Z',
);

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
  await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
  pipeline = await startPipeline(store, { routes: [{ sink: 'slack', channel: 'C-WARD', from: 'P3' }] });
  pipeline.offer('researcher', [HARMLESS]);
  await pipeline.poll('researcher');
});

const publish = async (...documents: Parameters<typeof pipeline.offer>[1] & readonly unknown[]) => {
  pipeline.offer('researcher', [HARMLESS, ...(documents as (typeof HARMLESS)[])]);
  await pipeline.poll('researcher');
  await pipeline.pass(60_000);
};
const members = async () =>
  Object.fromEntries((await store.cases()).map((one) => [one.id, one.members.map(({ advisory }) => advisory.id)]));
const changes = () => pipeline.slack.said.flatMap((one) => (one.kind === 'update' ? [one.changes.join(' ')] : []));

describe('cases that a person merges', () => {
  it('are one from then on, on both cards and in the audit, and can be parted again', async () => {
    await publish(CAMPAIGN, FLAW);
    const merged = await regroupCases(pipeline.deps, { from: 'C-2', to: 'C-1', actor: DANA });
    await pipeline.pass(60_000);
    expect(merged).toMatchObject({ kind: 'done', undo: 'split C-1 researcher:post-2 --to C-2' });
    expect(await members()).toEqual({ 'C-1': ['researcher:post-1', 'researcher:post-2'], 'C-2': [] });
    expect(changes()).toEqual(['dana.fox merged C-2 into C-1.', 'dana.fox merged C-2 into C-1.']);
    expect(await store.auditEntries({ subject: 'C-2' })).toMatchObject([{ action: 'case.merge', actor: DANA }]);

    await publish(CAMPAIGN, FLAW, PROOF);
    expect((await members())['C-1']).toEqual(['researcher:post-1', 'researcher:post-2', 'researcher:post-3']);

    const parted = { from: 'C-1', advisoryIds: ['researcher:post-2', 'researcher:post-3'], to: 'C-2', actor: DANA };
    expect(await regroupCases(pipeline.deps, parted)).toMatchObject({ kind: 'done' });
    expect(await members()).toEqual({
      'C-1': ['researcher:post-1'],
      'C-2': ['researcher:post-2', 'researcher:post-3'],
    });
  });
});

describe('a case whose advisories all went away', () => {
  const listed = async () => ({
    live: (await store.liveCases('2024-01-01T00:00:00.000Z')).map(({ id }) => id),
    own: (await store.casesOf({ assigneeId: 'slack:U0', assetIds: ['LP-001'] }, 10)).shown.map((one) => one.case.id),
    open: Object.values((await store.tally()).openCases).reduce((sum, count) => sum + count, 0),
  });

  it('is in no list, and says where they went', async () => {
    await publish(CAMPAIGN, FLAW);
    expect(await listed()).toEqual({ live: ['C-1', 'C-2'], own: ['C-1', 'C-2'], open: 2 });
    await regroupCases(pipeline.deps, { from: 'C-2', to: 'C-1', actor: DANA });
    expect(await listed()).toEqual({ live: ['C-1'], own: ['C-1'], open: 1 });
    expect(await movedAdvisories(store, 'C-2')).toEqual([{ advisoryId: 'researcher:post-2', caseId: 'C-1' }]);
    await regroupCases(pipeline.deps, {
      from: 'C-1',
      to: 'C-2',
      advisoryIds: ['researcher:post-2'],
      actor: DANA,
    });
    expect(await movedAdvisories(store, 'C-2')).toEqual([]);
    expect((await listed()).open).toBe(2);
  });
});

describe('a case that a person splits', () => {
  it('stays split when its advisories are revised, and is triaged anew', async () => {
    await publish(FLAW, PROOF);
    const split = await regroupCases(pipeline.deps, { from: 'C-1', advisoryIds: ['researcher:post-3'], actor: DANA });
    expect(split).toMatchObject({ kind: 'done', undo: 'merge C-1 C-2' });
    const revised = { ...PROOF, bytes: new TextEncoder().encode(`${new TextDecoder().decode(PROOF.bytes)} Again.`) };
    await publish(FLAW, revised);
    expect(await members()).toEqual({ 'C-1': ['researcher:post-2'], 'C-2': ['researcher:post-3'] });
    expect((await store.caseById('C-2'))?.assets.map(({ asset }) => asset.id)).toEqual(['LP-001']);
    const cards = pipeline.slack.said.flatMap((one) => (one.kind === 'alert' ? [one.message.caseId] : []));
    expect(cards).toEqual(['C-1', 'C-2']);
  });

  it('knows what was said in the other case of the remedy of a flaw on an asset of both', async () => {
    await publish(FLAW, PROOF);
    const action = { kind: 'remediate', assetIds: ['LP-001'], state: 'done', note: 'CHG-7' } as const;
    await actOnCase(pipeline.deps, { caseId: 'C-1', action, actor: DANA, seenVersion: 0 });
    await regroupCases(pipeline.deps, { from: 'C-1', advisoryIds: ['researcher:post-3'], actor: DANA });
    await pipeline.pass(60_000);
    const said = { caseId: 'C-1', assetId: 'LP-001', state: 'done', cves: ['CVE-2024-1709'], note: 'CHG-7', by: DANA };
    expect((await store.caseById('C-1'))?.remediedElsewhere).toBeUndefined();
    expect((await store.caseById('C-2'))?.remediedElsewhere).toMatchObject([said]);
    const revised = { ...PROOF, bytes: new TextEncoder().encode(`${new TextDecoder().decode(PROOF.bytes)} Again.`) };
    await publish(FLAW, revised);
    expect((await store.decisions({ caseId: 'C-2' })).at(-1)?.decision).toMatchObject({
      kind: 'stay-silent',
      reasons: [expect.stringContaining('people have answered for its remediation on every asset')],
    });
  });

  it('is refused in plain words where there is nothing to do', async () => {
    await publish(FLAW);
    const ask = (asked: object) => regroupCases(pipeline.deps, { from: 'C-1', actor: DANA, ...asked });
    expect([
      await ask({ advisoryIds: ['researcher:post-2'] }),
      await ask({ advisoryIds: ['other:1'] }),
      await ask({ to: 'C-9' }),
      await ask({ to: 'C-1' }),
    ]).toEqual([
      { kind: 'refused', because: 'C-1 holds nothing else: there is nothing to split.' },
      { kind: 'refused', because: 'C-1 holds researcher:post-2, not other:1.' },
      { kind: 'refused', because: 'There is no case C-9.' },
      { kind: 'refused', because: 'C-1 and C-1 are one case already.' },
    ]);
  });
});
