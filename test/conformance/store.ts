import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertMessage } from '../../src/domain/alert.ts';
import type { Case } from '../../src/domain/case.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import type { Match } from '../../src/domain/match.ts';
import type { CaseDesk } from '../../src/ports/case-desk.ts';
import type { ChannelRef, Claim, NewOutboxRow } from '../../src/ports/outbox.ts';
import type { RawItem } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import { aCaseAsset, aMatch, anAdvisory, anAsset, DANA } from '../helpers/builders.ts';

const NOW = '2024-01-22T12:00:00.000Z';
const LATER = '2024-01-22T12:05:00.000Z';

const at = (channel: string): ChannelRef => ({ sink: 'terminal', channel });
const claimOf = (now: string): Claim => ({ now, paceMs: 0, isQuiet: false });

/** What every store promises. `open` gives a fresh, empty one. */
export function storeConformance(name: string, open: () => Promise<{ store: Store; close(): Promise<void> }>): void {
  describe(`${name} keeps the promises of a store`, () => {
    let store: Store;
    let close: () => Promise<void>;
    let counter = 0;
    /** A name that no other test uses, since all share one database. */
    const fresh = (word: string) => {
      counter += 1;
      return `${word}-${counter}`;
    };
    beforeAll(async () => {
      ({ store, close } = await open());
    });
    afterAll(() => close());

    describe('documents', () => {
      it('stores a document once, a changed one again, and the old words again when they come back', async () => {
        const source = fresh('source');
        const save = (hash: string) => store.saveItem(source, anItem('g', hash), hash, NOW);
        const outcomes = [await save('a'), await save('a'), await save('b'), await save('b'), await save('a')];
        expect(outcomes.map((id) => id !== undefined)).toEqual([true, false, true, false, true]);
      });

      it('gives back the bytes and counts each time that reading was begun', async () => {
        const id = await saved(fresh('source'));
        const [first] = await store.takeItems([id]);
        const [second] = await store.takeItems([id]);
        expect(Buffer.from(first?.bytes ?? []).toString()).toBe('words of g');
        expect([first?.attempts, second?.attempts]).toEqual([1, 2]);
      });

      it('waits with its size, and with how often reading it was begun in vain, until it is read', async () => {
        const [begun, returned, read] = await savedThree();
        await store.takeItems([begun, returned]);
        await store.returnItems([returned]);
        await store.saveAdvisory(read, anAdvisory({ id: fresh('src:advisory') }), 'words');
        expect(await store.pendingItems({ fromId: begun, toId: read })).toEqual([
          { id: begun, attempts: 1, bytes: 10 },
          { id: returned, attempts: 0, bytes: 10 },
        ]);
      });

      it('does not give a refused document again, and keeps the reason', async () => {
        const id = await saved(fresh('source'));
        await store.refuseItem(id, 'it is no advisory');
        expect(await store.takeItems([id])).toEqual([]);
        expect(await store.itemStates([id])).toEqual([{ id, state: 'refused', because: 'it is no advisory' }]);
      });
    });

    describe('advisories', () => {
      it('makes a revision only when the words changed', async () => {
        const id = fresh('src:advisory');
        const outcomes = [
          await savedAdvisory(id, { title: 'First' }),
          await savedAdvisory(id, { title: 'First', fetchedAt: LATER }),
          await savedAdvisory(id, { title: 'Second' }),
        ];
        expect(outcomes).toEqual(['new', 'same', 'changed']);
        expect(await store.advisory(id)).toMatchObject({ title: 'Second', revision: 2 });
        expect((await store.revisionsOf(id)).map(({ revision, title }) => ({ revision, title }))).toEqual([
          { revision: 1, title: 'First' },
          { revision: 2, title: 'Second' },
        ]);
        expect(await store.nextRevisions([id, fresh('src:advisory')])).toEqual([
          { revision: 3, firstSeenAt: expect.any(String) },
          { revision: 1 },
        ]);
      });

      it('of several documents are kept together, all or none', async () => {
        const [one, two, three] = await savedThree();
        const [known, other] = [fresh('src:advisory'), fresh('src:advisory')];
        await store.saveAdvisory(three, anAdvisory({ id: known, title: 'First' }), 'words');
        const read = [
          { itemId: one, advisory: anAdvisory({ id: other }), text: 'words' },
          { itemId: two, advisory: anAdvisory({ id: known, title: 'Second' }), text: 'words' },
        ];
        await expect(store.saveAdvisories([...read, ...read])).rejects.toThrow();
        expect((await store.revisionsOf(known)).length).toBe(1);
        expect(await store.saveAdvisories(read)).toEqual(['new', 'changed']);
        expect(await store.unmatched([other, 'src:none', known])).toEqual([other, known]);
      });

      it('keeps any character that a publisher can write, save NUL, which no database text can hold', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, { title: 'Zero\u0000 “quotes” 🏥 \u202e' });
        expect((await store.advisory(id))?.title).toBe('Zero “quotes” 🏥 \u202e');
      });

      it('finds advisories by words and by CVE id', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(
          id,
          { title: 'Pump gateway flaw', aliases: ['CVE-2099-12345'] },
          'The infusion gateway opens.',
        );
        const ids = async (words: string) =>
          (await store.searchAdvisories({ words }, { offset: 0, limit: 10 })).lines.map((line) => line.id);
        expect(await ids('infusion gateways')).toEqual([id]);
        expect(await ids('cve-2099-12345')).toEqual([id]);
        expect(await ids('nowhere-to-be-found')).toEqual([]);
      });
    });

    describe('work that is pending', () => {
      it('is found until it is done', async () => {
        const id = fresh('src:advisory');
        const itemId = await saved(fresh('source'));
        expect((await store.pending()).itemIds).toContain(itemId);
        await store.saveAdvisory(itemId, anAdvisory({ id }), 'words');
        expect((await store.pending()).itemIds).not.toContain(itemId);
        expect((await store.pending()).advisoryIds).toContain(id);
        await store.decide((desk) => markMatched(desk, id));
        expect((await store.pending()).advisoryIds).not.toContain(id);
      });
    });

    describe('decisions on cases', () => {
      it('are taken one at a time', async () => {
        const taken: string[] = [];
        const decideSlowly = (mark: string) =>
          store.decide(async (desk) => {
            taken.push(`${mark} begins`);
            await desk.nextCaseId();
            await desk.nextCaseId();
            taken.push(`${mark} ends`);
          });
        await Promise.all([decideSlowly('a'), decideSlowly('b')]);
        expect(taken.map((words) => words.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
      });

      it('leave nothing behind when they fail', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, {});
        await expect(
          store.decide(async (desk) => {
            await desk.say(anAlert(await openedCase(desk, id), fresh('channel')), NOW);
            await markMatched(desk, id);
            throw new Error('something breaks');
          }),
        ).rejects.toThrow('something breaks');
        expect((await store.pending()).advisoryIds).toContain(id);
        await store.decide((desk) => markMatched(desk, id));
      });

      it('keep the case as it was decided, with the revision of then', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, { title: 'Of then' });
        const caseId = await store.decide((desk) => openedCase(desk, id));
        await savedAdvisory(id, { title: 'Of now' });
        const known = await store.caseById(caseId);
        expect(known?.members.map((member) => [member.advisory.title, member.joinedBecause])).toEqual([
          ['Of then', 'It opened the case.'],
        ]);
        expect(known?.triage.priority).toBe('P1');
        await store.decide((desk) => markMatched(desk, id));
      });
    });

    describe('the outbox', () => {
      it('hands each row to one caller only', async () => {
        const channel = fresh('channel');
        await said(channel, 'alert');
        const claims = await Promise.all([1, 2, 3].map(() => store.claimNext(at(channel), claimOf(NOW))));
        expect(claims.filter((row) => row !== undefined)).toHaveLength(1);
      });

      it('holds back what is behind a row that is not out yet', async () => {
        const channel = fresh('channel');
        await said(channel, 'alert', 'update');
        const alert = await store.claimNext(at(channel), claimOf(NOW));
        expect(await store.claimNext(at(channel), claimOf(NOW))).toBeUndefined();
        await store.settle(alert?.id ?? 0, { kind: 'retry', dueAt: LATER, because: 'busy' }, NOW);
        expect(await store.claimNext(at(channel), claimOf(NOW))).toBeUndefined();
        expect(await store.nextDue(at(channel))).toBe(LATER);
        const again = await store.claimNext(at(channel), claimOf(LATER));
        expect(again).toMatchObject({ id: alert?.id, state: 'pending' });
      });

      it('gives an update the receipt of its alert', async () => {
        const channel = fresh('channel');
        await said(channel, 'alert', 'update');
        const alert = await store.claimNext(at(channel), claimOf(NOW));
        await store.settle(alert?.id ?? 0, { kind: 'posted', receipt: { ts: '17.1' } }, NOW);
        const update = await store.claimNext(at(channel), claimOf(NOW));
        expect(update?.outgoing).toMatchObject({ kind: 'update', root: { ts: '17.1' } });
      });

      it('never takes the same event twice', async () => {
        const channel = fresh('channel');
        const caseId = await said(channel, 'alert');
        await store.decide((desk) => desk.say(anAlert(caseId, channel), NOW));
        const alert = await store.claimNext(at(channel), claimOf(NOW));
        await store.settle(alert?.id ?? 0, { kind: 'posted', receipt: {} }, NOW);
        expect(await store.claimNext(at(channel), claimOf(LATER))).toBeUndefined();
      });

      it('calls unknown what a process that is gone was sending, with the time of its attempt', async () => {
        const channel = fresh('channel');
        await said(channel, 'alert');
        const lost = await store.claimNext(at(channel), claimOf(NOW));
        await store.abandonSending(LATER);
        const found = await store.claimNext(at(channel), claimOf(LATER));
        expect(found).toMatchObject({ id: lost?.id, state: 'unknown', attemptedAt: NOW });
        await store.settle(found?.id ?? 0, { kind: 'dead', because: 'the test is over' }, NOW);
      });
    });

    describe('batches', () => {
      it('close once, when nothing is added any more and nothing of them is pending', async () => {
        const batchId = await store.openBatch('ingest', 'a folder', NOW);
        const itemId = await saved(fresh('source'), batchId);
        const tryToClose = () => store.decide((desk) => desk.closeBatch(batchId));
        const outcomes = [await tryToClose()];
        await store.completeBatch(batchId);
        outcomes.push(await tryToClose());
        await store.refuseItem(itemId, 'unreadable');
        expect((await store.pending()).batchIds).toContain(batchId);
        const closed = await tryToClose();
        outcomes.push(await tryToClose());
        expect(outcomes).toEqual([undefined, undefined, undefined]);
        expect(closed).toMatchObject({
          batch: { kind: 'ingest', label: 'a folder' },
          caseIds: [],
          items: 1,
          refused: 1,
        });
      });

      it('of a first poll are found again when it was interrupted', async () => {
        const source = fresh('source');
        const first = await store.openBatch('seed', source, NOW);
        expect(await store.openBatch('seed', source, LATER)).toBe(first);
        await store.pollSucceeded(source, LATER, 'done', { at: 1 });
        expect(await store.sourceState(source)).toMatchObject({ seeded: true, cursor: { at: 1 }, failures: 0 });
      });
    });

    describe('sources', () => {
      it('keep their cursor over refusals, which are counted until one succeeds', async () => {
        const source = fresh('source');
        await store.pollSucceeded(source, NOW, 'fine', { page: 2 });
        await store.pollRefused(source, LATER, 'answered 503');
        await store.pollRefused(source, LATER, 'answered 503');
        expect(await store.sourceState(source)).toMatchObject({
          cursor: { page: 2 },
          failures: 2,
          succeededAt: NOW,
          outcome: 'answered 503',
        });
        await store.pollSucceeded(source, LATER, 'unchanged');
        expect(await store.sourceState(source)).toMatchObject({ cursor: { page: 2 }, failures: 0 });
      });

      it('keep what was planned for them over polls, until they are resumed', async () => {
        const source = fresh('source');
        const plan = { nextPollAt: LATER, waitUntil: NOW, rhythm: { everyMs: 60_000, skipDays: [6] } };
        await store.planPoll(source, plan);
        await store.pollRefused(source, LATER, 'answered 503');
        await store.setPaused(source, true, DANA, NOW);
        expect((await store.sourceState(source)).plan).toEqual(plan);
        await store.setPaused(source, false, DANA, NOW);
        expect((await store.sourceState(source)).plan).toBeUndefined();
      });

      it('remember since when and why they cannot be read, or are read, and when something new came', async () => {
        const source = fresh('source');
        const LATEST = '2024-03-03T00:00:00.000Z';
        await store.pollSucceeded(source, NOW, 'fine', {}, true);
        await store.pollRefused(source, LATER, 'answered 503', undefined, 'trouble');
        await store.pollRefused(source, LATEST, 'answered 403', undefined, 'forbidden');
        const failing = { wellSince: NOW, newsAt: NOW, failingSince: LATER, cause: 'forbidden', polledAt: LATEST };
        expect(await store.sourceState(source)).toMatchObject(failing);
        await store.pollSucceeded(source, LATEST, 'unchanged');
        const { failingSince, cause, ...well } = await store.sourceState(source);
        expect([failingSince, cause]).toEqual([undefined, undefined]);
        expect(well).toMatchObject({ wellSince: LATEST, newsAt: NOW, succeededAt: LATEST });
      });

      it('have it in the audit that they lead to an address that is never asked, once', async () => {
        const source = fresh('source');
        const [there, elsewhere] = ['127.0.0.1 is not a public address.', '169.254.169.254 is not a public address.'];
        for (const because of [there, there, elsewhere]) {
          await store.pollRefused(source, NOW, because, undefined, 'off-limits');
        }
        await store.pollRefused(source, LATER, 'answered 503', undefined, 'trouble');
        const entries = await store.auditEntries({ subject: source });
        expect(entries.map(({ actor, action, after }) => [actor.id, action, after])).toEqual([
          ['wardwatch', 'source.off-limits', { because: elsewhere }],
          ['wardwatch', 'source.off-limits', { because: there }],
        ]);
      });

      it('are marked as told by whoever is first', async () => {
        const source = fresh('source');
        await store.pollRefused(source, NOW, 'answered 403', undefined, 'forbidden');
        const tell = (before: 'blocked' | undefined, told: 'blocked' | undefined) =>
          store.decide((desk) => desk.markSourceTold({ id: source, before, told }, LATER));
        expect([await tell(undefined, 'blocked'), await tell(undefined, 'blocked')]).toEqual([true, false]);
        expect(await store.sourceState(source)).toMatchObject({ told: 'blocked', toldAt: LATER });
        expect(await tell('blocked', undefined)).toBe(true);
        expect((await store.sourceState(source)).told).toBeUndefined();
      });

      it('say how much of what they offer is new, and how much came one by one of late', async () => {
        const source = fresh('source');
        const first = await saved(source);
        const batchId = await store.openBatch('flood', source, NOW);
        await store.saveItem(source, anItem('other', 'hash'), 'hash', NOW, batchId);
        expect(await store.openBatch('flood', source, LATER)).toBe(batchId);
        const inflow = await store.inflow(source, ['one', 'one', 'two'], '2000-01-01T00:00:00.000Z');
        expect(inflow).toEqual({ newcomers: 2, recent: 1, isFlooding: true });
        await store.refuseItem(first, 'It is cut off.');
        expect(await store.refusedItems(source, 5)).toMatchObject([{ because: 'It is cut off.' }]);
        await store.pollSucceeded(source, LATER, 'done');
        expect((await store.inflow(source, [], NOW)).isFlooding).toBe(false);
      });

      it('are summed up once a day', async () => {
        const day = fresh('day');
        const open = () => store.decide((desk) => desk.openHeartbeat(day));
        expect([await open(), await open(), await store.heartbeatDay()]).toEqual([true, false, day]);
        const { documents } = await store.newsSince('2000-01-01T00:00:00.000Z');
        await saved(fresh('source'));
        expect((await store.newsSince('2000-01-01T00:00:00.000Z')).documents).toBe(documents + 1);
      });
    });

    describe('what a digest is made of', () => {
      it('is counted by the day in UTC: an advisory when it was first seen, a case once however many channels took it', async () => {
        const first = fresh('src:advisory');
        await seen(first, 'First', '2031-05-10T23:59:59.999Z');
        await seen(first, 'A later revision', '2031-05-12T09:00:00.000Z');
        await seen(fresh('src:advisory'), 'Another', '2031-05-11T00:00:00.000Z');
        const channel = fresh('channel');
        const caseId = await said(channel, 'alert');
        const other = fresh('channel');
        const refusing = fresh('channel');
        for (const place of [other, refusing]) await store.decide((desk) => desk.say(anAlert(caseId, place), NOW));
        await posted(channel, '2031-05-12T00:00:00.000Z');
        await posted(other, '2031-05-12T23:59:59.999Z');
        const refused = await store.claimNext(at(refusing), claimOf('2031-05-13T09:00:00.000Z'));
        await store.settle(refused?.id ?? 0, { kind: 'dead', because: 'no such channel' }, '2031-05-13T09:00:00.000Z');
        const none = { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0 };
        expect(await store.dailyCounts('2031-05-10', '2031-05-13')).toEqual([
          { day: '2031-05-10', advisories: 1, alerts: none },
          { day: '2031-05-11', advisories: 1, alerts: none },
          { day: '2031-05-12', advisories: 0, alerts: { ...none, P1: 1 } },
          { day: '2031-05-13', advisories: 0, alerts: none },
        ]);
      });

      it('holds the cases that are not resolved, and those that were resolved since', async () => {
        const caseIds = [await said(fresh('channel')), await said(fresh('channel')), await said(fresh('channel'))];
        const [open = '', before = '', since = ''] = caseIds;
        await resolved(before, NOW);
        await resolved(since, LATER);
        const live = (await store.liveCases(NOW)).map((one) => one.id);
        expect(caseIds.filter((id) => live.includes(id))).toEqual([open, since]);
      });
    });

    describe('what a replay asks', () => {
      it('gives revisions as they came in, with the one before and the batch of each', async () => {
        const id = fresh('src:advisory');
        const batchId = await store.openBatch('ingest', 'files', '2032-01-01T00:00:00.000Z');
        await seen(id, 'First', '2032-01-01T00:00:00.000Z', batchId);
        await seen(id, 'Second', '2032-01-02T00:00:00.000Z');
        await seen(id, 'Third', '2032-01-03T00:00:00.000Z');
        const batch = { id: batchId, kind: 'ingest', label: 'files' };
        const [first, second, third] = [1, 2, 3].map((revision) => ({
          advisoryId: id,
          revision,
          fetchedAt: `2032-01-0${revision}T00:00:00.000Z`,
          ...(revision === 1 && { batch }),
        }));
        expect(await store.arrivals('2032-01-01T12:00:00.000Z')).toEqual([first, second, third]);
        expect(await store.arrivals('2032-01-03T00:00:00.000Z')).toEqual([second, third]);
        const asked = [3, 1].map((revision) => ({ advisoryId: id, revision }));
        expect((await store.revisions(asked)).map(({ title }) => title)).toEqual(['Third', 'First']);
      });

      it('gives what wardwatch told by itself, and not what a person did', async () => {
        const channel = fresh('channel');
        const caseId = await said(channel, 'alert');
        const key = `${caseId}:handled:1:terminal:${channel}`;
        const row = { ...at(channel), caseId, priority: 'P1' as const, message: MESSAGE, changes: ['acknowledged'] };
        await store.decide((desk) => desk.say({ ...row, kind: 'update', key, byPerson: true }, NOW));
        const told = (await store.tellings(NOW)).filter((one) => one.caseId === caseId);
        expect(told).toMatchObject([{ ...at(channel), kind: 'alert', priority: 'P1', hasMention: false, at: NOW }]);
        expect((await store.caseStories()).find((one) => one.caseId === caseId)?.advisoryIds).toHaveLength(1);
      });
    });

    describe('the cases of a person', () => {
      it('are the open ones that are given to them or that their assets are affected by, most urgent first', async () => {
        const [given = '', owned = '', urgent = '', outside = '', done = ''] = await Promise.all(
          Array.from({ length: 5 }, () => said(fresh('channel'))),
        );
        const asset = anAsset({ id: fresh('asset') });
        const me = { id: fresh('slack:U'), name: 'me' };
        await changed(given, (one) => ({
          ...{ ...one, handling: { ...UNHANDLED, assignee: me } },
          triage: { ...one.triage, due: '2024-01-02' },
        }));
        await changed(owned, (one) => ({ ...one, assets: [aCaseAsset({ asset })] }));
        await changed(urgent, (one) => ({
          ...{ ...one, assets: [aCaseAsset({ asset })] },
          triage: { ...one.triage, priority: 'P1', due: '2024-01-01' },
        }));
        const triage = { ...aCaseAsset().triage, priority: 'INFO' as const };
        await changed(outside, (one) => ({ ...one, assets: [aCaseAsset({ asset, triage })] }));
        await changed(done, (one) => ({ ...one, assets: [aCaseAsset({ asset })] }));
        await resolved(done, LATER);
        const of = { assigneeId: me.id, assetIds: [asset.id] };
        const found = await store.casesOf(of, 10);
        expect(found.shown.map((each) => [each.case.id, each.assetIds])).toEqual([
          [urgent, [asset.id]],
          [given, []],
          [owned, [asset.id]],
        ]);
        const { assets: _, ...whole } = (await store.caseById(owned)) as Case;
        expect(found.shown[2]?.case).toEqual(whole);
        expect(await store.casesOf(of, 1)).toEqual({ shown: found.shown.slice(0, 1), total: 3 });
        expect(await store.casesOf({ assigneeId: fresh('nobody'), assetIds: [] }, 10)).toEqual({ shown: [], total: 0 });
      });
    });

    describe('what an advisory says of the inventory', () => {
      const match = (advisoryId: string, assetId: string) => aMatch({ advisoryId, assetId });

      it('is the same as it was, or is not, and nobody knows before it was said', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, {});
        const [one, other] = [match(id, 'm-1'), { ...match(id, 'm-1'), revision: 2 }];
        await store.decide(async (desk) => {
          const isSame = async (...matches: Match[]) => (await desk.sayTheSame([{ advisoryId: id, matches }])).has(id);
          expect([await isSame(), await isSame(one)]).toEqual([false, false]);
          await desk.saveMatches([{ advisoryId: id, matches: [one] }]);
          expect([await isSame(one), await isSame(other), await isSame()]).toEqual([true, false, false]);
          await desk.saveMatches([{ advisoryId: id, matches: [other] }]);
          expect([await isSame(one), await isSame(other)]).toEqual([false, true]);
        });
        expect(await store.matchesOf(id)).toEqual([other]);
      });

      it('is not the same while an asset that it is about was changed since', async () => {
        const [about, apart, changed, still] = [fresh('src:advisory'), fresh('src:advisory'), 'm-2', 'm-3'];
        const said = [
          { advisoryId: about, matches: [match(about, changed), match(about, still)] },
          { advisoryId: apart, matches: [match(apart, still)] },
        ];
        await store.changeInventory({ save: [changed, still].map((id) => anAsset({ id })) }, DANA, NOW);
        for (const { advisoryId } of said) await savedAdvisory(advisoryId, {});
        await store.decide((desk) => desk.saveMatches(said));
        const same = () => store.decide((desk) => desk.sayTheSame(said));
        expect(await same()).toEqual(new Set([about, apart]));
        await store.changeInventory({ save: [anAsset({ id: changed, exposure: 'open' })] }, DANA, NOW);
        expect(await same()).toEqual(new Set([apart]));
      });

      it('comes back whole and in the order of assets, however much it is and whatever it rests on', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, {});
        const matches = Array.from({ length: 1_203 }, (_, index): Match => {
          const one = match(id, `m-${String(index).padStart(4, '0')}`);
          return index % 2 === 0
            ? one
            : { ...one, evidence: [{ kind: 'age', lastUpdatedAt: '2019-06-01', because: 'old' }] };
        });
        await store.decide((desk) => desk.saveMatches([{ advisoryId: id, matches }]));
        expect(await store.matchesOf(id)).toEqual(matches);
        const [line] = (await store.searchAdvisories({ words: id }, { offset: 0, limit: 10 })).lines;
        expect(line?.matches).toBe(matches.length);
      });
    });

    describe('the inventory', () => {
      it('marks what is stored to be matched again, in one batch, and counts its version up', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, {});
        await store.decide((desk) => markMatched(desk, id));
        const before = await store.inventoryVersion();
        const asset = anAsset({ id: fresh('asset') });
        const changed = await store.changeInventory({ save: [asset] }, DANA, NOW);
        const batchId = changed.kind === 'changed' ? changed.batchId : undefined;
        expect(await store.inventoryVersion()).toBe(before + 1);
        expect(await store.nextRematch(10_000)).toContain(id);
        const [taken] = await store.decide((desk) => desk.take([id]));
        expect(taken?.batch).toMatchObject({ id: batchId, kind: 'rematch' });
        expect(await store.assets()).toContainEqual(asset);
        await store.decide((desk) => markMatched(desk, id));
      });

      it('stops what is matched again, up to what was seen, says so, and lets it go on', async () => {
        const id = fresh('src:advisory');
        await savedAdvisory(id, {});
        await store.decide((desk) => markMatched(desk, id));
        const changed = await store.changeInventory({ save: [anAsset({ id: fresh('asset') })] }, DANA, NOW);
        const batchId = changed.kind === 'changed' ? changed.batchId : 0;
        const run = { label: '1 assets added or changed, 0 removed', startedAt: NOW, startedBy: DANA.name };
        const last = async () => (await store.rematchRuns()).at(-1);
        expect(await last()).toMatchObject({ ...run, batchId });
        await store.holdRematch(DANA, NOW, batchId - 1);
        expect(await store.batchProgress(batchId)).toBe('waiting');
        expect(await store.holdRematch(DANA, NOW, batchId)).toBeGreaterThan(0);
        expect(await last()).toMatchObject({ ...run, stopped: { by: DANA.name, at: NOW } });
        expect(await store.batchProgress(batchId)).toBe('stopped');
        expect(await store.nextRematch(10_000)).not.toContain(id);
        expect(await store.resumeRematch(DANA, NOW, (await last())?.batchId ?? 0)).toBeGreaterThan(0);
        expect(await store.nextRematch(10_000)).toContain(id);
        await store.decide((desk) => markMatched(desk, id));
      });

      describe('and the versions of its rows', () => {
        const asset = anAsset({ id: 'v-1', version: '1.0' });
        const versionOf = async (id: string) => (await store.seenAssets([id]))[0]?.version;
        const changed = { kind: 'changed', number: expect.any(Number), batchId: expect.any(Number) };

        it('keep what another one saved since it was seen', async () => {
          await store.changeInventory({ save: [asset] }, DANA, NOW);
          const seen = new Map([['v-1', await versionOf('v-1')]]);
          const [one, other] = ['2.0', '3.0'].map((version) => ({ save: [{ ...asset, version }], seen }));
          const outcomes = await Promise.all(
            [one, other].map((change) => store.changeInventory(change ?? { save: [] }, DANA, NOW)),
          );
          expect(outcomes).toContainEqual(expect.objectContaining(changed));
          expect(outcomes).toContainEqual({ kind: 'overtaken', assetIds: ['v-1'] });
        });

        it('let only one add an id that was free, and remove what was seen', async () => {
          const add = { save: [anAsset({ id: 'v-2' })], seen: new Map([['v-2', undefined]]) };
          expect(await store.changeInventory(add, DANA, NOW)).toMatchObject(changed);
          expect(await store.changeInventory(add, DANA, NOW)).toEqual({ kind: 'overtaken', assetIds: ['v-2'] });
          const remove = { save: [], remove: ['v-2'], seen: new Map([['v-2', 'another']]) };
          expect(await store.changeInventory(remove, DANA, NOW)).toEqual({ kind: 'overtaken', assetIds: ['v-2'] });
        });

        it('find what an asset once was, also what an undo took back', async () => {
          await store.changeInventory({ save: [asset] }, DANA, NOW);
          const first = await versionOf('v-1');
          await store.changeInventory({ save: [{ ...asset, version: '9.9' }] }, DANA, NOW);
          const second = await versionOf('v-1');
          await store.undoInventoryChange(undefined, '2024-01-01T00:00:00.000Z', DANA, LATER);
          expect(await versionOf('v-1')).toBe(first);
          expect(await store.assetAt('v-1', second ?? '')).toEqual({ ...asset, version: '9.9' });
          expect(await store.assetAt('v-1', 'unheard')).toBeUndefined();
        });
      });

      it('is found by words that stand in any value, and by no name of a field', async () => {
        const pump = anAsset({ id: 'w-1', product: 'Infusion Pump', site: 'Main Campus', managed: true });
        await store.changeInventory({ save: [pump, anAsset({ id: 'w-2', product: 'Infusion Pump' })] }, DANA, NOW);
        const find = async (...words: string[]) => store.findAssets(words, { offset: 0, limit: 10 });
        expect(await find('fusion', 'CAMPUS')).toEqual({ assets: [pump], total: 1 });
        expect((await find('infusion')).total).toBe(2);
        expect(await find('infusion', 'managed')).toEqual({ assets: [], total: 0 });
      });

      describe('can take a change back', () => {
        const before = [anAsset({ id: 'u-1', version: '1.0' }), anAsset({ id: 'u-2', tags: ['x'] })];
        const ids = (assets: readonly { readonly id: string }[]) => assets.filter(({ id }) => id.startsWith('u-'));
        const undo = (number?: number, since = '2024-01-01T00:00:00.000Z') =>
          store.undoInventoryChange(number, since, DANA, LATER);
        const lastNumber = async () => (await store.inventoryChanges(1))[0]?.number;
        beforeEach(async () => {
          await store.changeInventory({ save: before, remove: ['u-3'] }, DANA, NOW);
          await store.changeInventory(
            { save: [anAsset({ id: 'u-1', version: '2.0' }), anAsset({ id: 'u-3' })], remove: ['u-2'] },
            DANA,
            NOW,
          );
        });

        it('so that every asset is again what it was, or gone', async () => {
          expect(ids(await store.assets()).map(({ id }) => id)).toEqual(['u-1', 'u-3']);
          expect(await undo()).toMatchObject({ kind: 'undone' });
          expect(ids(await store.assets())).toEqual(before);
        });

        it('once', async () => {
          const number = await lastNumber();
          await undo(number);
          expect(await undo(number)).toEqual({ kind: 'unknown' });
          expect((await store.inventoryChanges(1))[0]).toMatchObject({
            added: 1,
            changed: 1,
            removed: 1,
            undone: true,
          });
        });

        it('not when a later change touched the same assets, and then nothing is changed', async () => {
          const number = await lastNumber();
          await store.changeInventory({ save: [anAsset({ id: 'u-1', version: '3.0' })] }, DANA, NOW);
          expect(await undo(number)).toEqual({ kind: 'overtaken', assetIds: ['u-1'] });
          expect(ids(await store.assets())[0]).toMatchObject({ version: '3.0' });
        });

        it('not after its time', async () => {
          expect(await undo(undefined, LATER)).toEqual({ kind: 'too-old', madeAt: NOW });
        });
      });

      it('is read page by page, without what is watched for', async () => {
        const all = await store.assets();
        const [first, second] = all;
        expect(await store.assetsAfter(undefined, 1)).toEqual(all.slice(0, 1));
        expect(await store.assetsAfter(first?.id, 1)).toEqual(second === undefined ? [] : [second]);
        expect(await store.assetsAfter(undefined, 10_000)).toEqual(all);
      });

      it('is left alone by an import of nothing', async () => {
        const before = await store.inventoryVersion();
        expect(await store.changeInventory({ save: [] }, DANA, NOW)).toEqual({ kind: 'unchanged' });
        expect(await store.inventoryVersion()).toBe(before);
      });
    });

    describe('an import of any length', () => {
      const rowsOf = (...assets: readonly ReturnType<typeof anAsset>[]) =>
        assets.map((asset, index) => ({ asset, line: index + 2 }));
      const kept = anAsset({ id: 's/1', version: '1.0' });
      const gone = anAsset({ id: 's/2' });
      const other = anAsset({ id: 't/1' });
      const changed = anAsset({ id: 's/3', version: '1.0' });
      const after = anAsset({ id: 's/3', version: '2.0' });
      const added = anAsset({ id: 's/4' });
      beforeEach(async () => {
        await store.changeInventory({ save: [kept, gone, other, changed], remove: ['s/4'] }, DANA, NOW);
      });

      it('is compared with the inventory within the database, and changes nothing until it is applied', async () => {
        const before = await store.assets();
        await store.stageImport(async (stage) => {
          expect(await stage.add(rowsOf(kept, after, added))).toEqual([]);
          await stage.removeOthers('s/', () => undefined);
          expect(await stage.counts('s/')).toEqual({ added: 1, changed: 1, removed: 1, unchanged: 1, inventory: 3 });
          expect(await stage.first(10)).toEqual({
            added: [added],
            changed: [{ before: changed, after }],
            removed: [gone],
          });
          expect([...((await stage.changingIds(3)) ?? [])].sort()).toEqual(['s/2', 's/3', 's/4']);
          expect(await stage.changingIds(2)).toBeUndefined();
        });
        expect(await store.assets()).toEqual(before);
      });

      it('is applied all at once, with its audit entry, and can be taken back', async () => {
        const before = await store.assets();
        const seen = await store.inventoryVersion();
        const made = await store.stageImport(async (stage) => {
          await stage.add(rowsOf(kept, after, added));
          await stage.removeOthers('s/', () => undefined);
          return stage.apply(seen, DANA, NOW, () => undefined);
        });
        expect(made).toMatchObject({ kind: 'changed', inventoryVersion: seen + 1 });
        expect((await store.assets()).filter(({ id }) => /^[st]\//.test(id))).toEqual([kept, after, added, other]);
        expect((await store.auditEntries({ limit: 1 }))[0]).toMatchObject({
          action: 'assets.change',
          after: { added: 1, changed: 1, removed: 1, ids: ['s/3', 's/4'], removedIds: ['s/2'] },
        });
        const number = made.kind === 'changed' ? made.number : undefined;
        await store.undoInventoryChange(number, '2024-01-01T00:00:00.000Z', DANA, LATER);
        expect(await store.assets()).toEqual(before);
      });

      it('changes nothing where the inventory moved on, or says all of it already', async () => {
        await store.stageImport(async (stage) => {
          const seen = await store.inventoryVersion();
          await stage.add(rowsOf(kept));
          expect(await stage.apply(seen, DANA, NOW, () => undefined)).toEqual({ kind: 'unchanged' });
          expect(await stage.apply(seen - 1, DANA, NOW, () => undefined)).toEqual({ kind: 'overtaken', assetIds: [] });
        });
      });

      it('takes the last row of an id, and says which came before and whether it said the same', async () => {
        await store.stageImport(async (stage) => {
          await stage.add([
            { line: 2, asset: after },
            { line: 3, asset: kept },
          ]);
          const repeated = await stage.add([
            { line: 4, asset: changed },
            { line: 5, asset: kept },
            { line: 6, asset: kept },
          ]);
          expect(repeated.toSorted((a, b) => a.line - b.line)).toEqual([
            { id: 's/3', line: 4, earlierLine: 2, isSame: false },
            { id: 's/1', line: 6, earlierLine: 5, isSame: true },
            { id: 's/1', line: 6, earlierLine: 3, isSame: true },
          ]);
          expect(await stage.counts('')).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
        });
      });

      it('tells the story of an asset, also of what was taken back', async () => {
        const id = fresh('story');
        const [one, two] = ['1.0', '2.0'].map((version) => anAsset({ id, version }));
        await store.changeInventory({ save: [one ?? added] }, DANA, NOW);
        await store.changeInventory({ save: [two ?? added] }, DANA, NOW);
        await store.undoInventoryChange(undefined, '2024-01-01T00:00:00.000Z', DANA, LATER);
        await store.changeInventory({ save: [], remove: [id] }, DANA, LATER);
        expect((await store.assetHistory(id, 10)).map(({ number: _, ...change }) => change)).toEqual([
          { at: LATER, by: DANA.name, undone: false, before: one, after: undefined },
          { at: NOW, by: DANA.name, undone: true, before: one, after: two },
          { at: NOW, by: DANA.name, undone: false, before: undefined, after: one },
        ]);
      });
    });

    describe('an import that waits for a yes', () => {
      const file = { name: 'assets.csv', bytes: new TextEncoder().encode('id,product\n'), sync: true };
      const change = () => ({ save: [anAsset({ id: fresh('imported') })] });
      const prepared = async () => {
        const seenVersion = await store.inventoryVersion();
        return { seenVersion, id: await store.saveImport(file, seenVersion, DANA, NOW) };
      };

      it('is given back as it was, to the byte', async () => {
        const { id, seenVersion } = await prepared();
        const found = await store.importById(id);
        expect(found).toMatchObject({ id, at: NOW, by: DANA, name: 'assets.csv', sync: true, seenVersion });
        expect(found !== undefined && 'bytes' in found && [...found.bytes]).toEqual([...file.bytes]);
      });

      it('is done once, whoever says yes at the same time', async () => {
        const { id, seenVersion } = await prepared();
        const both = await Promise.all([
          store.applyImport(id, change(), seenVersion, DANA, LATER),
          store.applyImport(id, change(), seenVersion, DANA, LATER),
        ]);
        expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'ended']);
        expect(both).toContainEqual({ kind: 'ended', how: 'done', at: LATER, by: DANA.name });
        expect(await store.inventoryVersion()).toBe(seenVersion + 1);
      });

      it('changes nothing after the inventory moved on, until it was compared anew', async () => {
        const { id, seenVersion } = await prepared();
        await store.changeInventory(change(), DANA, NOW);
        const before = await store.assets();
        expect(await store.applyImport(id, change(), seenVersion, DANA, LATER)).toEqual({ kind: 'overtaken' });
        expect(await store.assets()).toEqual(before);
        await store.refreshImport(id, seenVersion + 1);
        expect(await store.applyImport(id, change(), seenVersion + 1, DANA, LATER)).toMatchObject({ kind: 'done' });
      });

      it('is not done once it was cancelled', async () => {
        const { id, seenVersion } = await prepared();
        const cancelled = { kind: 'ended', how: 'cancelled', at: LATER, by: DANA.name };
        expect(await store.cancelImport(id, DANA, LATER)).toEqual(cancelled);
        expect(await store.applyImport(id, change(), seenVersion, DANA, LATER)).toEqual(cancelled);
        expect(await store.inventoryVersion()).toBe(seenVersion);
      });

      it('is thrown away when its time is over', async () => {
        const { id } = await prepared();
        await store.forgetImports(LATER);
        expect(await store.importById(id)).toBeUndefined();
        expect(await store.cancelImport(id, DANA, LATER)).toEqual({ kind: 'gone' });
      });
    });

    async function saved(source: string, batchId?: number): Promise<number> {
      const id = await store.saveItem(source, anItem('g', 'hash'), 'hash', NOW, batchId);
      if (id === undefined) throw new Error('the document was known already');
      return id;
    }

    async function savedThree(): Promise<readonly [number, number, number]> {
      return [await saved(fresh('source')), await saved(fresh('source')), await saved(fresh('source'))];
    }

    async function savedAdvisory(id: string, changes: Parameters<typeof anAdvisory>[0], text = 'words') {
      const documentId = fresh('document');
      const advisory = anAdvisory({ ...changes, id, documentId: text === 'words' ? 'document' : documentId });
      return store.saveAdvisory(await saved(fresh('source')), advisory, text);
    }

    async function openedCase(desk: CaseDesk, advisoryId: string): Promise<string> {
      const [taken] = await desk.take([advisoryId]);
      if (!taken) throw new Error('nothing to take');
      const opened: Case = {
        id: await desk.nextCaseId(),
        title: 'A case',
        openedAt: NOW,
        members: [{ advisory: taken.advisory, joinedBecause: 'It opened the case.' }],
        assets: [],
        triage: {
          priority: 'P1',
          reasons: [{ code: 'X1-KEV', because: 'It is exploited.' }],
          assumed: [],
          forensic: false,
          verify: false,
          provisional: false,
          policyVersion: 'test',
        },
        handling: UNHANDLED,
      };
      await desk.saveCase(opened, NOW);
      return opened.id;
    }

    async function seen(id: string, title: string, when: string, batchId?: number): Promise<void> {
      const itemId = await store.saveItem(fresh('source'), anItem('g', 'hash'), 'hash', when, batchId);
      await store.saveAdvisory(itemId ?? 0, anAdvisory({ id, title }), 'words');
    }

    async function posted(channel: string, now: string): Promise<void> {
      const row = await store.claimNext(at(channel), claimOf(now));
      await store.settle(row?.id ?? 0, { kind: 'posted', receipt: {} }, now);
    }

    async function resolved(caseId: string, when: string): Promise<void> {
      const known = await store.caseById(caseId);
      if (!known) throw new Error('there is no such case');
      const resolution = { how: 'patched', by: DANA, at: when } as const;
      await store.decide((desk) => desk.saveCase({ ...known, handling: { ...UNHANDLED, resolution } }, when));
    }

    /** Opens a case and says an alert about it, and perhaps an update. */
    async function changed(caseId: string, change: (one: Case) => Case): Promise<void> {
      await store.decide(async (desk) => {
        const known = await desk.loadCase(caseId);
        if (known !== undefined) await desk.saveCase(change(known), LATER);
      });
    }

    async function said(channel: string, ...kinds: ('alert' | 'update')[]): Promise<string> {
      const id = fresh('src:advisory');
      await savedAdvisory(id, {});
      return store.decide(async (desk) => {
        const caseId = await openedCase(desk, id);
        await markMatched(desk, id);
        if (kinds.includes('alert')) await desk.say(anAlert(caseId, channel), NOW);
        if (kinds.includes('update')) await desk.say(anUpdate(caseId, channel), NOW);
        return caseId;
      });
    }
  });
}

/** An advisory that says nothing of the inventory is matched. */
async function markMatched(desk: CaseDesk, advisoryId: string): Promise<void> {
  await desk.saveMatches([{ advisoryId, matches: [] }]);
}

function anItem(guid: string, words: string): RawItem {
  void words;
  return { guid, format: 'text', bytes: new TextEncoder().encode(`words of ${guid}`) };
}

const MESSAGE = { title: 'An alert' } as AlertMessage;

function anAlert(caseId: string, channel: string): NewOutboxRow {
  return {
    kind: 'alert',
    caseId,
    sink: 'terminal',
    channel,
    priority: 'P1',
    key: `${caseId}:alert:${channel}`,
    message: MESSAGE,
  };
}

function anUpdate(caseId: string, channel: string): NewOutboxRow {
  const key = `${caseId}:update:${channel}`;
  return {
    kind: 'update',
    caseId,
    sink: 'terminal',
    channel,
    priority: 'P1',
    key,
    message: MESSAGE,
    changes: ['It grew.'],
  };
}
