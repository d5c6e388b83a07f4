import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawItem, SourceConfig } from '../../src/ports/source.ts';
import type { Store } from '../../src/ports/store.ts';
import type { OpenDatabase } from '../../src/storage/embedded.ts';
import { openStore } from '../../src/storage/postgres-store.ts';
import { DANA } from '../helpers/builders.ts';
import { freshEmbedded } from '../helpers/embedded.ts';
import { emptyTables } from '../helpers/empty-tables.ts';
import { aDocument, FORGOTTEN_SERVER, STORY, startPipeline, type TestPipeline } from '../helpers/pipeline.ts';

const HEALTH = { name: 'Example Health Body', kind: 'health-body' as const };
const VENDOR = { name: 'Example Vendor', kind: 'vendor' as const };
const MAILS: Partial<SourceConfig> = {
  id: 'mail',
  kind: 'mailbox',
  publisher: { name: 'Mail', kind: 'other' },
  trusted: false,
  senders: [
    { from: '@health.test', publisher: HEALTH, trusted: true },
    { from: '@vendor.test', publisher: VENDOR, trusted: false },
    { from: '@list.test', publisher: { ...VENDOR, name: 'Example List' }, trusted: true },
    { from: '@mirror.test', publisher: { ...VENDOR, name: 'Example List' }, trusted: false },
  ],
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
  await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
  pipeline = await startPipeline(store, { sources: [MAILS] });
  pipeline.offer('mail', [aDocument('welcome', 'Welcome', 'You are on the list.')]);
  await pipeline.poll('mail');
});
afterEach(() => emptyTables(database.pool));

const mailOf = (publisherName: string, more: Partial<RawItem> = {}): RawItem => ({
  ...aDocument('mail-1', 'Unauthorised access through ScreenConnect', STORY),
  publisherName,
  ...more,
});
const advisories = async () => (await store.cases()).map(({ members }) => members.map(({ advisory }) => advisory));

describe('a mail speaks for the publisher of its sender', () => {
  it.each([
    ['a sender who is trusted says that it is exploited', HEALTH, 'active'],
    ['one who is not cannot', VENDOR, 'unstated'],
    [
      'one of several senders of a publisher, of whom one is not trusted, cannot',
      { ...VENDOR, name: 'Example List' },
      'unstated',
    ],
    [
      'a sender who is listed no more speaks for the mailbox, and cannot',
      { name: 'Nobody', kind: 'other' as const },
      'unstated',
    ],
  ])('%s', async (_what, publisher, exploited) => {
    pipeline.offer('mail', [mailOf(publisher.name)]);
    await pipeline.poll('mail');
    const [told = []] = await advisories();
    expect(told.map((advisory) => [advisory.publisher, advisory.exploitation.status])).toEqual([
      [publisher, exploited],
    ]);
  });
});

describe('one alert is one story', () => {
  it('a body that says at length what its document says rings no second time', async () => {
    const [pdf, body] = [mailOf(HEALTH.name, { guid: 'mail-1/alert.pdf' }), mailOf(HEALTH.name)];
    pipeline.offer('mail', [
      pdf,
      { ...body, bytes: new TextEncoder().encode(`Dear all,\n\n${STORY}\n\nKind regards`) },
    ]);
    await pipeline.poll('mail');
    expect([(await advisories()).length, pipeline.terminal.said.filter(({ kind }) => kind === 'alert').length]).toEqual(
      [1, 1],
    );
  });
});
