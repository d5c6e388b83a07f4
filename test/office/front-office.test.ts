import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { AlertFile } from '../../src/domain/alert.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { ExportOutcome } from '../../src/domain/export.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import type { Evidence, Match, Verdict } from '../../src/domain/match.ts';
import { createFrontOffice } from '../../src/office/front-office.ts';
import type { FrontOffice } from '../../src/ports/front-office.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { uuidv5 } from '../../src/uuidv5.ts';
import {
  aCase,
  aCaseAsset,
  aCaseMember,
  aMatch,
  anAdvisory,
  anAffectedProduct,
  anAsset,
  anIndicator,
  aQuote,
  aRangeBefore,
  DANA,
} from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const FIRST_PAGE = { offset: 0, limit: 10 };

const AFFECTED: Verdict = { kind: 'affected', because: 'version 1.0 lies before 2.0' };
const OUTSIDE: Verdict = { kind: 'not-affected', because: 'version 3.0 lies outside' };
const UNDECIDED: Verdict = { kind: 'undecided', because: 'the version is not known', question: 'Which version runs?' };

describe('the front office', () => {
  let database: OpenDatabase;
  let store: Store;
  let office: FrontOffice;
  let pipeline: TestPipeline;

  beforeAll(async () => {
    database = await freshEmbedded();
    store = await openStore(database.pool);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database.pool);
    pipeline = await startPipeline(store, { sources: [{ id: 'researcher' }, { id: 'vendor' }] });
    office = createFrontOffice(pipeline.deps, uuidv5);
  });

  describe('searches', () => {
    it('an indicator however it is written', async () => {
      await stored(anAdvisory({ id: 'a:1', indicators: [anIndicator({ value: 'relay.example.com' })] }));
      await stored(anAdvisory({ id: 'a:2' }));
      for (const indicator of ['relay.example.com', 'relay[.]example[.]com', 'RELAY(dot)example(dot)com']) {
        const found = await office.search({ words: '', indicator }, FIRST_PAGE);
        expect(found.lines.map((line) => line.id)).toEqual(['a:1']);
      }
    });
  });

  describe('shows an advisory', () => {
    it('by its id, with its case and the assets that it touches', async () => {
      const advisory = anAdvisory({ id: 'a:1', tlp: 'AMBER' });
      await store.changeInventory({ save: [anAsset()] }, DANA, NOW);
      await stored(advisory, { matches: [aMatch({ advisoryId: 'a:1', verdict: AFFECTED })], inCase: true });
      expect(await office.advisoryView('a:1')).toEqual({
        advisory,
        caseId: 'C-1',
        caseStatus: 'open',
        others: [],
        affected: [{ asset: anAsset(), advisoryId: 'a:1', tlp: 'AMBER', verdict: AFFECTED }],
      });
    });

    it('the newest that names a CVE, with the others that name it', async () => {
      const aliases = ['CVE-2024-1709'];
      await stored(anAdvisory({ id: 'a:old', aliases, publishedAt: '2024-01-01T00:00:00.000Z' }));
      await stored(anAdvisory({ id: 'a:new', aliases, publishedAt: '2024-01-02T00:00:00.000Z' }));
      const view = await office.advisoryView('cve-2024-1709');
      expect([view?.advisory.id, view?.others.map((line) => line.id)]).toEqual(['a:new', ['a:old']]);
    });

    it('by its id with the others that name its CVEs', async () => {
      const aliases = ['CVE-2024-1709'];
      await stored(anAdvisory({ id: 'a:one', aliases }));
      await stored(anAdvisory({ id: 'a:two', aliases }));
      await stored(anAdvisory({ id: 'a:three', aliases: ['CVE-2024-9999'] }));
      expect((await office.advisoryView('a:one'))?.others.map((line) => line.id)).toEqual(['a:two']);
    });

    it('not at all where nothing has the id', async () => {
      expect(await office.advisoryView('nobody:knows')).toBeUndefined();
      expect(await office.advisoryView('CVE-2024-0001')).toBeUndefined();
    });
  });

  describe('says what is affected', () => {
    it('by a CVE, worst first', async () => {
      const ids = ['gw-1', 'gw-2', 'gw-3'];
      await store.changeInventory({ save: ids.map((id) => anAsset({ id })) }, DANA, NOW);
      const verdicts: Readonly<Record<string, Verdict>> = { 'gw-1': OUTSIDE, 'gw-2': UNDECIDED, 'gw-3': AFFECTED };
      await stored(anAdvisory({ id: 'a:1', aliases: ['CVE-2024-1709'] }), {
        matches: ids.map((assetId) => aMatch({ advisoryId: 'a:1', assetId, verdict: verdicts[assetId] ?? UNDECIDED })),
      });
      const answer = await office.affected('cve-2024-1709');
      expect(answer.assets.map((line) => [line.asset.id, line.verdict])).toEqual([
        ['gw-3', AFFECTED],
        ['gw-2', UNDECIDED],
        ['gw-1', OUTSIDE],
      ]);
      expect(answer).toMatchObject({ asked: 'CVE-2024-1709', advisories: 1 });
    });

    it('by several advisories together: a catalogue without versions does not outweigh the vendor’s range', async () => {
      const aliases = ['CVE-2024-1709'];
      await store.changeInventory({ save: [anAsset()] }, DANA, NOW);
      await stored(anAdvisory({ id: 'kev:1', aliases, affected: [anAffectedProduct()] }), {
        matches: [aMatch({ advisoryId: 'kev:1', verdict: UNDECIDED })],
      });
      await stored(
        anAdvisory({ id: 'vendor:1', aliases, affected: [anAffectedProduct({ versions: [aRangeBefore('2.0')] })] }),
        { matches: [aMatch({ advisoryId: 'vendor:1', verdict: OUTSIDE })] },
      );
      const { assets, advisories } = await office.affected('CVE-2024-1709');
      expect(advisories).toBe(2);
      expect(assets.map((line) => [line.advisoryId, line.verdict])).toEqual([['vendor:1', OUTSIDE]]);
    });

    it('by the words of a product, however they are cut, and counts what nothing touches without calling it safe', async () => {
      await store.changeInventory(
        { save: [anAsset({ id: 'gw-1' }), anAsset({ id: 'gw-2' }), anAsset({ id: 'x', product: 'Other' })] },
        DANA,
        NOW,
      );
      await stored(anAdvisory({ id: 'a:1', affected: [anAffectedProduct()] }), {
        matches: [aMatch({ advisoryId: 'a:1', assetId: 'gw-1', verdict: AFFECTED })],
      });
      for (const words of ['Example Gateway', 'gateway', 'gate']) {
        const answer = await office.affected(words);
        expect(answer.assets.map((line) => line.asset.id)).toEqual(['gw-1']);
        expect(answer).toMatchObject({ asked: `product "${words}"`, advisories: 1, untouched: 1 });
      }
    });

    it('of a product only, not of others that the same advisory names', async () => {
      await store.changeInventory(
        { save: [anAsset({ id: 'gw-1' }), anAsset({ id: 'pump-1', product: 'Example Pump' })] },
        DANA,
        NOW,
      );
      await stored(
        anAdvisory({ id: 'a:1', affected: [anAffectedProduct(), anAffectedProduct({ product: 'Example Pump' })] }),
        {
          matches: [
            aMatch({ advisoryId: 'a:1', assetId: 'gw-1' }),
            aMatch({ advisoryId: 'a:1', assetId: 'pump-1', evidence: [productEvidenceOn('Example Pump')] }),
          ],
        },
      );
      expect((await office.affected('gateway')).assets.map((line) => line.asset.id)).toEqual(['gw-1']);
    });

    it('of a CVE only, not of products that the same advisory ties to others', async () => {
      const aliases = ['CVE-2024-0001', 'CVE-2024-0002'];
      const products = ['Example Gateway', 'Example Pump', 'Example Archive'];
      const cves = [['CVE-2024-0001'], ['CVE-2024-0002'], []];
      await store.changeInventory({ save: products.map((product) => anAsset({ id: product, product })) }, DANA, NOW);
      await stored(
        anAdvisory({
          id: 'a:1',
          aliases,
          affected: products.map((product, at) => anAffectedProduct({ product, cves: cves[at] ?? [] })),
        }),
        {
          matches: products.map((name) =>
            aMatch({ advisoryId: 'a:1', assetId: name, evidence: [productEvidenceOn(name)] }),
          ),
        },
      );
      const { assets } = await office.affected('CVE-2024-0001');
      expect(assets.map((line) => line.asset.id)).toEqual(['Example Archive', 'Example Gateway']);
    });

    it('of a product under the name that the inventory gives it, too', async () => {
      await store.changeInventory({ save: [anAsset({ product: 'Old Name Control' })] }, DANA, NOW);
      await stored(anAdvisory({ id: 'a:1', affected: [anAffectedProduct()] }), {
        matches: [aMatch({ advisoryId: 'a:1', verdict: UNDECIDED })],
      });
      expect(await office.affected('old name')).toMatchObject({
        advisories: 1,
        assets: [{ verdict: UNDECIDED }],
        untouched: 0,
      });
    });

    it('nothing, where no advisory and no asset has the words', async () => {
      const rematch = { total: 0, waiting: 0, held: 0 };
      expect(await office.affected('%')).toEqual({
        asked: 'product "%"',
        advisories: 0,
        assets: [],
        untouched: 0,
        rematch,
      });
    });
  });

  describe('says who names an indicator', () => {
    const seenOn = (observables: readonly string[]): Asset => anAsset({ id: 'gw-1', observables });

    it.each([
      ['a domain', 'relay[.]example[.]com', 'domain', 'relay[.]example[.]com', ['relay.example.com']],
      [
        'a host below a domain that was seen',
        'c2.relay.example.com',
        'domain',
        'c2[.]relay[.]example[.]com',
        ['relay.example.com'],
      ],
      ['an address within a range that was seen', '192.0.2[.]17', 'ipv4', '192[.]0[.]2[.]17', ['192.0.2.0/24']],
      ['a range that holds an address', '192.0.2.0/24', 'cidr', '192[.]0[.]2[.]0/24', ['192.0.2.17']],
    ])('%s, defanged, and where it was seen', async (_, typed, type, shown, observables) => {
      await store.changeInventory({ save: [seenOn(observables), anAsset({ id: 'gw-2' })] }, DANA, NOW);
      expect(await office.whoNames(typed)).toEqual({ type, shown, named: [], seenOn: ['gw-1'] });
    });

    it('with the advisories that name it', async () => {
      const value = `https://relay.example.com/${'a'.repeat(3_500)}`;
      await stored(anAdvisory({ id: 'a:1', indicators: [anIndicator({ type: 'url', value })] }));
      expect((await office.whoNames(value)).named.map((line) => line.id)).toEqual(['a:1']);
    });

    it('that reads as none, without making it live', async () => {
      const answer = await office.whoNames('see relay.example.com and http://192.0.2.17/x');
      expect(answer.shown).not.toContain('relay.example.com');
      expect(answer.shown).not.toContain('192.0.2.17');
    });
  });

  describe('exports', () => {
    it('a case as a table that no spreadsheet runs, with indicators defanged', async () => {
      const advisory = anAdvisory({
        id: 'a:1',
        tlp: 'AMBER',
        affected: [anAffectedProduct({ product: '=HYPERLINK("x")', versions: [aRangeBefore('2.0')] })],
        indicators: [anIndicator({ value: 'relay.example.com', because: 'It stands beside relay.example.com.' })],
      });
      await store.changeInventory({ save: [anAsset({ id: 'gw-01', hostname: '+gw' })] }, DANA, NOW);
      await stored(advisory, { matches: [aMatch({ advisoryId: 'a:1' })], inCase: true });
      const file = fileOf(await office.exportCase('c-1', 'csv'));
      expect(file).toMatchObject({ caseId: 'C-1', name: 'C-1.csv', tlp: 'AMBER' });
      const lines = file?.content.trim().split('\r\n') ?? [];
      expect(lines[0]).toBe('record,id,name,type,verdict,version,because,note,source');
      expect(lines.map((line) => line.split(',')[0]).sort()).toEqual(['asset', 'indicator', 'product', 'record']);
      expect(file?.content).toContain("'+gw");
      expect(file?.content).toContain(`'=HYPERLINK`);
      expect(file?.content).toContain('before 2.0');
      expect(file?.content).not.toContain('relay.example.com');
    });

    it('an advisory under a file name that every system takes', async () => {
      await stored(anAdvisory({ id: 'drop:../über file' }));
      const file = fileOf(await office.exportCase('drop:../über file', 'csv'));
      expect(file?.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*\.csv$/);
    });

    it('nothing where nothing has the id', async () => {
      expect(await office.exportCase('C-99', 'csv')).toBeUndefined();
    });

    it('a case for other tools, in the name of the organisation', async () => {
      await stored(anAdvisory({ id: 'a:1', aliases: ['CVE-2024-1709'] }), { inCase: true });
      const named = createFrontOffice({ ...pipeline.deps, organisation: 'Example Clinics' }, uuidv5);
      const { objects } = JSON.parse(fileOf(await named.exportCase('c-1', 'stix'))?.content ?? '');
      expect(objects).toContainEqual(expect.objectContaining({ type: 'identity', name: 'Example Clinics' }));
    });

    it('an advisory as a table only, and says where the rest is', async () => {
      await stored(anAdvisory({ id: 'a:1' }), { inCase: true });
      expect(await office.exportCase('a:1', 'stix')).toEqual({
        kind: 'nothing',
        because: '"a:1" is an advisory, which is exported as csv only. Its case can be exported as stix: C-1.',
      });
    });
  });

  describe('tells of itself', () => {
    it('what waits, what is open and what was told', async () => {
      await store.saveItem('researcher', { guid: 'g', format: 'text', bytes: new Uint8Array([1]) }, 'hash', NOW);
      await stored(anAdvisory({ id: 'a:1' }), { inCase: true });
      await store.changeInventory({ save: [anAsset()] }, DANA, NOW);
      await store.pollSucceeded('vendor', NOW, '3 offered, 1 new', {});
      expect(await office.status()).toEqual({
        sources: [
          expect.objectContaining({ id: 'researcher', failures: 0, publisher: 'Example Research', everyMs: 3_600_000 }),
          expect.objectContaining({ id: 'vendor', succeededAt: NOW, outcome: '3 offered, 1 new' }),
        ],
        waiting: { documents: 1, advisories: 0 },
        rematch: [
          {
            ...{ batchId: expect.any(Number), label: '1 assets added or changed, 0 removed', startedAt: NOW },
            ...{ startedBy: DANA.name, total: 1, waiting: 1 },
          },
        ],
        outbox: { pending: 0, sending: 0, posted: 0, unknown: 0, dead: 0 },
        openCases: { P1: 0, P2: 1, P3: 0, P4: 0, INFO: 0 },
        assets: 1,
      });
    });

    it('a case with its decisions and who did what, oldest first', async () => {
      await stored(anAdvisory({ id: 'a:1' }), { inCase: true });
      await office.act({ caseId: 'C-1', action: { kind: 'acknowledge' }, actor: DANA, seenVersion: 0 });
      await office.act({ caseId: 'C-1', action: { kind: 'undo' }, actor: DANA, seenVersion: 1 });
      for (const id of ['C-1', 'c-1']) {
        const view = await office.caseView(id);
        expect(view?.history.map((entry) => entry.action)).toEqual(['case.acknowledge', 'case.undo']);
        expect(view?.message.caseId).toBe('C-1');
      }
      expect(await office.caseView('C-2')).toBeUndefined();
    });

    it('whether the audit is intact', async () => {
      await office.setPaused('vendor', true, DANA);
      await office.setPaused('vendor', false, DANA);
      expect(await office.audit(1)).toMatchObject({ entries: [{ number: 2, action: 'source.resume' }], intact: true });
      await database.pool.query("update wardwatch.audit set actor_name = 'nobody' where number = 1");
      expect((await office.audit(1)).intact).toBe(false);
    });
  });

  describe('of sources', () => {
    it('says NOT_FOUND for one that is not configured', async () => {
      await expect(office.setPaused('nobody', true, DANA)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(office.pollNow('nobody', DANA)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('polls one when a worker is free, and writes down who asked', async () => {
      await office.pollNow('vendor', DANA);
      await pipeline.settle();
      expect((await store.sourceState('vendor')).polledAt).toBe(NOW);
      expect((await store.auditEntries({ subject: 'vendor' })).map((entry) => entry.actor)).toEqual([DANA]);
    });

    it('does not poll one whose server asked to be left alone, and says until when', async () => {
      const waitUntil = '2999-01-01T00:00:00.000Z';
      await store.planPoll('vendor', { nextPollAt: waitUntil, waitUntil });
      expect(await office.pollNow('vendor', DANA)).toBe(waitUntil);
      expect(await store.auditEntries({ subject: 'vendor' })).toEqual([]);
    });
  });

  interface Stored {
    readonly matches?: readonly Match[];
    readonly inCase?: true;
  }

  /** Stores an advisory as the pipeline would, with what it says of the assets. */
  async function stored(advisory: Advisory, { matches = [], inCase }: Stored = {}): Promise<void> {
    const item = { guid: advisory.id, format: 'text' as const, bytes: new Uint8Array() };
    const itemId = await store.saveItem('by-hand', item, 'hash', NOW);
    await store.saveAdvisory(itemId ?? 0, advisory, 'words');
    await store.decide(async (desk) => {
      await desk.saveMatches([{ advisoryId: advisory.id, matches }]);
      if (inCase) {
        const assets = matches.map((match) => aCaseAsset({ asset: anAsset({ id: match.assetId }), matches: [match] }));
        const opened = aCase({ id: await desk.nextCaseId(), members: [aCaseMember(advisory)], assets });
        await desk.saveCase({ ...opened, handling: UNHANDLED }, NOW);
      }
    });
  }
});

/** Evidence that product names agree. */
function productEvidenceOn(name: string): Evidence {
  return {
    kind: 'product',
    assetName: name,
    advisoryName: name,
    because: `Both name ${name}.`,
    quote: aQuote(`${name} is affected.`),
  };
}

function fileOf(outcome: ExportOutcome | undefined): AlertFile | undefined {
  return outcome?.kind === 'file' ? outcome.file : undefined;
}
