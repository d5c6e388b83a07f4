import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisationAsset } from '../../src/domain/organisation.ts';
import { wakePending } from '../../src/pipeline/wake-pending.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { anAsset, DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const OWN = organisationAsset('Larkspur Pharmacies', ['pharm.example.com']);
const REPORT = aDocument(
  'report-1',
  'Phishing against pharmacies',
  'Attackers sent mails to pharmacies in an active campaign. Indicators of compromise:\nhxxps://rs[.]pharm[.]example[.]com/login\n',
);

describe("the organisation's own domains, addresses and hashes", () => {
  let database: OpenDatabase;
  let store: Store;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  }, 240_000);
  beforeEach(async () => {
    await emptyTables(database.pool);
    pipeline = await startPipeline(store);
    await pipeline.poll('researcher');
  });
  afterAll(() => database.close());

  const read = async () => {
    pipeline.offer('researcher', [REPORT]);
    await pipeline.poll('researcher');
  };
  const keep = async (asset = OWN) => {
    const advisories = await store.saveOrganisation(asset, NOW);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    return advisories;
  };

  it('named as an indicator are told, though no asset carries them', async () => {
    await keep();
    await read();
    const [alert] = pipeline.terminal.said;
    expect(alert).toMatchObject({
      kind: 'alert',
      message: {
        priority: 'P1',
        headline:
          "This threat's indicators name what is your own, hxxps://rs[.]pharm[.]example[.]com/login: treat it as an incident and respond now.",
        reasons: expect.arrayContaining([
          "Your organisation's own, and named as an indicator: hxxps://rs[.]pharm[.]example[.]com/login.",
        ]),
      },
    });
    expect(JSON.stringify(alert)).not.toContain('pharm.example.com');
  });

  it('are looked for in what is stored when the settings name them, once, and no more when they do not', async () => {
    await read();
    expect(await store.matchesOf('researcher:report-1')).toEqual([]);
    expect(await keep()).toBe(1);
    expect((await store.matchesOf('researcher:report-1')).map(({ assetId }) => assetId)).toEqual(['organisation']);
    expect(await keep()).toBe(0);
    expect(await store.saveOrganisation(undefined, NOW)).toBe(1);
    await wakePending(pipeline.deps);
    await pipeline.settle();
    expect(await store.matchesOf('researcher:report-1')).toEqual([]);
    expect(await store.saveOrganisation(undefined, NOW)).toBe(0);
  });

  it('are no part of the inventory: not counted, listed, found or removed', async () => {
    await keep();
    await store.changeInventory({ save: [anAsset()], remove: ['organisation'] }, DANA, NOW);
    const found = await store.findAssets(['organisation'], { offset: 0, limit: 10 });
    expect({
      tally: (await store.tally()).assets,
      assets: (await store.assets()).map(({ id }) => id),
      page: (await store.assetsAfter(undefined, 10)).map(({ id }) => id),
      seen: await store.seenAssets(['organisation']),
      found: found.total,
      matched: (await store.matchableAfter(undefined, 10)).map(({ id }) => id),
    }).toEqual({
      tally: 1,
      assets: ['gw-01'],
      page: ['gw-01'],
      seen: [],
      found: 0,
      matched: ['gw-01', 'organisation'],
    });
  });
});
