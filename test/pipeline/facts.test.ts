import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertMessage } from '../../src/alerts/message.ts';
import type { Asset } from '../../src/domain/asset.ts';
import { epssBlocks } from '../../src/domain/epss-block.ts';
import type { KevRow } from '../../src/domain/flaw-facts.ts';
import type { CisaReading, PollOutcome, SourceFacts } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { aCase, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const CVE = 'CVE-2024-9001';
const PORTAL: Asset = {
  id: 'GW-1',
  vendor: 'ConnectWise',
  product: 'ScreenConnect',
  version: '23.9.7',
  managed: true,
  exposure: 'open',
  safety: 'negligible',
  mission: 'degraded',
  observables: [],
  tags: [],
};
const ADVISORY = aDocument(
  'post-1',
  `${CVE} in ConnectWise ScreenConnect`,
  `${CVE}: ConnectWise ScreenConnect before 23.9.8 lets a user with an account read files.`,
);
const UNRELATED = aDocument('post-0', 'Join our webinar', 'We talk about detection.', '2024-01-01T00:00:00.000Z');

const changed = (facts: SourceFacts): PollOutcome => ({ kind: 'changed', items: [], facts, refused: [], cursor: {} });
const epssOf = (score: string, model = 'v2025.03.14', cve = CVE) =>
  changed({ kind: 'epss', model, day: '2024-01-21', blocks: epssBlocks([{ cve, score, percentile: '0.9' }]) });
const reading = (more: Partial<CisaReading> = {}) =>
  changed({
    kind: 'readings',
    readings: [{ cve: CVE, exploitation: 'none', automatable: 'no', technicalImpact: 'partial', cvss: [], ...more }],
  });
const enisa = (...rows: readonly Partial<KevRow>[]) =>
  changed({
    kind: 'catalogue',
    catalogue: 'ENISA',
    rows: rows.map((row) => ({
      catalogue: 'ENISA',
      cve: CVE,
      dateAdded: '2024-01-20',
      ransomware: false,
      forensicTriage: false,
      ...row,
    })),
  });
const cyclesOf = (...versions: readonly string[]) =>
  changed({
    kind: 'cycles',
    cycles: versions.map((cycle) => ({
      ...{ product: 'ConnectWise ScreenConnect', codes: [], cycle, label: cycle, toldBy: 'lifecycles.example' },
      ...{ endsOn: '2023-12-31', hasEnded: true },
    })),
  });
const kevDocument = (more: object = {}) => {
  const entry = {
    cveID: CVE,
    vendorProject: 'ConnectWise',
    product: 'ScreenConnect',
    vulnerabilityName: 'A flaw',
    dateAdded: '2024-01-21',
    shortDescription: 'A flaw.',
    requiredAction: 'Apply updates.',
    dueDate: '2024-02-11',
    knownRansomwareCampaignUse: 'Unknown',
    ...more,
  };
  return { guid: CVE, format: 'kev-entry' as const, bytes: new TextEncoder().encode(JSON.stringify(entry)) };
};

describe('facts about a flaw that are no advisory', () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  /** A case that was told: P3, because CISA reads the flaw as not automatable; every source was polled before. */
  beforeEach(async () => {
    await emptyTables(database.pool);
    await store.changeInventory({ save: [PORTAL] }, DANA, '2024-01-01T00:00:00.000Z');
    pipeline = await startPipeline(store, {
      sources: [
        { id: 'researcher', publisher: { name: 'Example Research', kind: 'researcher' } },
        { id: 'cisa-kev', kind: 'kev', publisher: { name: 'CISA', kind: 'government' } },
        { id: 'enisa-kev', kind: 'kev' },
        { id: 'epss', kind: 'epss' },
        { id: 'cisa-readings', kind: 'vulnrichment' },
        { id: 'somebody', kind: 'kev', trusted: false },
        { id: 'cycles', kind: 'endoflife' },
      ],
    });
    pipeline.offer('researcher', [UNRELATED]);
    pipeline.offer('cisa-kev', []);
    pipeline.offer('enisa-kev', enisa());
    pipeline.offer('epss', epssOf('0.10'));
    pipeline.offer('cisa-readings', reading());
    for (const id of pipeline.deps.sources.keys()) await pipeline.poll(id);
    pipeline.offer('researcher', [UNRELATED, ADVISORY]);
    await pipeline.poll('researcher');
    expect(said()).toEqual(['alert']);
    expect(await priority()).toBe('P3');
  });

  const said = () => pipeline.terminal.said.map((event) => event.kind);
  const theCase = async () => (await store.caseById('C-1')) ?? { triage: undefined, facts: undefined };
  const priority = async () => (await theCase()).triage?.priority;
  const lastDecision = async () => (await store.decisions({ caseId: 'C-1' })).at(-1)?.decision;
  const learn = async (source: string, outcome: PollOutcome) => {
    pipeline.offer(source, outcome);
    await pipeline.poll(source);
  };

  it('count for an advisory that comes later, and are kept with the decision', async () => {
    expect((await theCase()).facts).toEqual([
      {
        cve: CVE,
        kev: [],
        epss: { score: 0.1, percentile: 0.9, model: 'v2025.03.14', day: '2024-01-21' },
        reading: { exploitation: 'none', automatable: 'no', technicalImpact: 'partial', cvss: [] },
      },
    ]);
    expect((await theCase()).triage?.input).toMatchObject({ epss: 0.1, automatable: 'no', technicalImpact: 'partial' });
  });

  it('are told when they make the case more urgent', async () => {
    await learn('epss', epssOf('0.62'));
    expect(said()).toEqual(['alert', 'edit', 'update']);
    expect(await lastDecision()).toEqual({ kind: 'notify', reasons: ['Priority raised from P3 to P2.'] });
  });

  it('are looked at again only when EPSS moves enough or passes a threshold', async () => {
    const decided = async () => (await store.decisions({ caseId: 'C-1' })).length;
    const before = await decided();
    await learn('epss', epssOf('0.105'));
    expect(await decided()).toBe(before);
    await learn('epss', epssOf('0.499'));
    await learn('epss', epssOf('0.500'));
    expect(await decided()).toBe(before + 2);
    expect(await priority()).toBe('P2');
  });

  it('alarm nobody when EPSS falls: the card is redrawn without a word', async () => {
    await learn('epss', epssOf('0.62'));
    await learn('epss', epssOf('0.20'));
    expect(said().slice(3)).toEqual(['edit']);
    expect(await priority()).toBe('P3');
    expect(await lastDecision()).toEqual({
      kind: 'stay-silent',
      reasons: [
        'What is known of its flaws beside the advisories changed, but nothing that has to be told.',
        'The priority falls from P2 to P3: the alert is redrawn without a sound.',
      ],
    });
  });

  it('alarm nobody when EPSS has a new model, and are told again when a score of that model rises', async () => {
    expect(await store.newEpssModel()).toBeUndefined();
    await learn('epss', epssOf('0.62', 'v2026.01.01'));
    expect(await store.newEpssModel()).toEqual({ model: 'v2026.01.01', day: '2024-01-21' });
    expect(said().slice(1)).toEqual(['edit']);
    expect(await priority()).toBe('P2');
    expect(await lastDecision()).toMatchObject({
      kind: 'stay-silent',
      reasons: expect.arrayContaining([
        'EPSS has a new model, and its scores jumped: the priority is P2 now, and the alert is redrawn without a sound.',
      ]),
    });
    await learn('epss', epssOf('0.20', 'v2026.01.01'));
    await learn('epss', epssOf('0.70', 'v2026.01.01'));
    expect(said().slice(2)).toEqual(['edit', 'edit', 'update']);
  });

  it('are told beside a new model of EPSS when something else made the case worse', async () => {
    await learn('enisa-kev', enisa({}));
    await learn('epss', epssOf('0.62', 'v2026.01.01'));
    expect(said()).toEqual(['alert', 'edit', 'update']);
  });

  it('are told when a catalogue beside that of CISA lists the flaw', async () => {
    await learn('enisa-kev', enisa({}));
    expect(await lastDecision()).toEqual({
      kind: 'notify',
      reasons: ['Priority raised from P3 to P2.', `ENISA lists ${CVE} as exploited.`],
    });
    await learn('enisa-kev', enisa({}));
    expect(said()).toEqual(['alert', 'edit', 'update']);
  });

  it('are told when CISA reads the flaw as exploited, and its catalogue is told beside that', async () => {
    await learn('cisa-readings', reading({ exploitation: 'active' }));
    expect((await lastDecision())?.reasons).toEqual([`CISA reads ${CVE} as actively exploited (vulnrichment).`]);
    pipeline.offer('cisa-kev', [kevDocument()]);
    await pipeline.poll('cisa-kev');
    expect((await lastDecision())?.reasons).toEqual([
      'Priority raised from P3 to P2.',
      `CISA added ${CVE} to KEV, due 2024-02-11, a federal benchmark.`,
      'A fix is published.',
    ]);
    expect((await theCase()).triage?.input?.kev).toEqual({
      dateAdded: '2024-01-21',
      dueDate: '2024-02-11',
      ransomware: false,
      forensicTriage: false,
    });
  });

  it('are not taken from a source that is not trusted', async () => {
    await learn('somebody', enisa({}));
    expect(said()).toEqual(['alert']);
    expect(await priority()).toBe('P3');
  });

  it('that a source tells in its first poll redraw the cards of cases that were told, without a word', async () => {
    await database.pool.query("delete from wardwatch.sources where id = 'enisa-kev'");
    await learn('enisa-kev', enisa({}));
    expect(said().slice(1)).toEqual(['edit']);
    expect(await priority()).toBe('P2');
  });

  it('that a maker mends a version no more is told with what is matched from then on, and makes nothing more urgent', async () => {
    await learn('cycles', cyclesOf('23.9', '22'));
    expect(said()).toEqual(['alert']);
    expect(await store.releaseCycles()).toHaveLength(2);
    pipeline.offer('researcher', [UNRELATED, { ...ADVISORY, title: `${ADVISORY.title}, revised` }]);
    await pipeline.poll('researcher');
    const because = 'its version 23.9 has been without updates from its maker since 2023-12-31 (lifecycles.example)';
    expect((await store.matchesOf('researcher:post-1'))[0]?.evidence).toContainEqual({
      ...{ kind: 'end-of-life', product: 'ConnectWise ScreenConnect', cycles: ['23.9'], since: '2023-12-31', because },
    });
    const card = alertMessage((await store.caseById('C-1')) ?? aCase(), {});
    expect(card.reasons).toContain(`GW-1: ${because}.`);
    expect(await priority()).toBe('P3');
  });

  it('that say the same again change nothing, and what is listed no more is forgotten', async () => {
    await learn('cycles', cyclesOf('23.9', '22'));
    const version = await store.inventoryVersion();
    await learn('cycles', cyclesOf('22', '23.9'));
    expect(await store.inventoryVersion()).toBe(version);
    await learn('cycles', cyclesOf('22'));
    expect((await store.releaseCycles()).map(({ cycle }) => cycle)).toEqual(['22']);
    expect(await store.inventoryVersion()).toBe(version + 1);
  });
});
