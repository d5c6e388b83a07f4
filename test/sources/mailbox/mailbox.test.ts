import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cursor, Mailbox, MailOauth, PollOutcome, SourceConfig } from '../../../src/ports/source.ts';
import type { Store } from '../../../src/ports/store.ts';
import { pdfText } from '../../../src/sources/formats/pdf-text.ts';
import { readItem } from '../../../src/sources/formats/read-item.ts';
import { mailbox } from '../../../src/sources/mailbox/adapter.ts';
import type { OpenDatabase } from '../../../src/storage/embedded.ts';
import { openStore } from '../../../src/storage/postgres-store.ts';
import { aSource, describeSource } from '../../conformance/source.ts';
import { aFile, aMail } from '../../helpers/a-mail.ts';
import { aPdf } from '../../helpers/a-pdf.ts';
import { DANA } from '../../helpers/builders.ts';
import { freshEmbedded } from '../../helpers/embedded.ts';
import { httpDouble } from '../../helpers/http-double.ts';
import { type MailServer, startMailServer } from '../../helpers/mail-server.ts';
import { FORGOTTEN_SERVER, STORY, startPipeline } from '../../helpers/pipeline.ts';
import { hasMailServer } from '../../helpers/servers.ts';

const NOW = '2024-01-23T00:00:00.000Z';
const SENDERS = [{ from: '@example.com', trusted: true }] as const;

describe.skipIf(!hasMailServer)('a mailbox on a real server', () => {
  let server: MailServer;
  let users = 0;
  let user: string;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    users += 1;
    user = `user${users}`;
  });

  const at = (more: Partial<Mailbox> = {}): Mailbox => ({
    host: 'localhost',
    port: server.tlsPort,
    user,
    folder: 'INBOX',
    tls: 'implicit',
    ...more,
  });
  const sourceOf = (more: Partial<SourceConfig> = {}): SourceConfig =>
    aSource({
      kind: 'mailbox',
      mailbox: at(),
      senders: SENDERS,
      secretEnv: 'MAIL_PASSWORD',
      caFile: server.caFile,
      ...more,
    });
  const poll = async (cursor?: Cursor, more: Partial<SourceConfig> = {}, secret: string | null = server.password) => {
    const context = { source: sourceOf(more), cursor, http: httpDouble(), now: NOW, pause: async () => {} };
    const outcome = await mailbox.poll({ ...context, ...(secret !== null && { secret }) });
    return JSON.parse(JSON.stringify(outcome)) as PollOutcome;
  };
  const changed = (outcome: PollOutcome) => {
    if (outcome.kind !== 'changed') throw new Error(`expected news, got ${JSON.stringify(outcome)}`);
    return {
      titles: outcome.items.map(({ title }) => title),
      guids: outcome.items.map(({ guid }) => guid),
      refused: outcome.refused,
      aside: outcome.aside,
      cursor: outcome.cursor,
    };
  };
  const deliver = (subject: string, more: Parameters<typeof aMail>[0] = {}) =>
    server.deliver(user, aMail({ subject, text: `About ${subject}.`, id: `${subject}@example.com`, ...more }));

  describeSource('a mailbox', {}, async () => {
    users += 1;
    const mine = `user${users}`;
    const delivered = new Set<string>();
    return {
      adapter: { kind: 'mailbox', poll: (context) => mailbox.poll({ ...context, secret: server.password }) },
      source: sourceOf({ mailbox: at({ user: mine }) }),
      offer: async (documents) => {
        for (const { id, words } of documents) {
          if (delivered.has(words)) continue;
          delivered.add(words);
          server.deliver(mine, aMail({ id, subject: id, text: words, date: 'Mon, 31 Dec 2029 10:00:00 +0000' }));
        }
      },
    };
  });

  describe('whose mails are read', () => {
    it('those of listed senders; others are left alone and counted', async () => {
      deliver('one');
      deliver('two', { from: '"alerts@example.com" <mallory@elsewhere.test>' });
      deliver('three', { from: 'ALERTS@Example.COM' });
      deliver('four', { from: 'a@example.com, b@example.com' });
      const { titles, refused, aside } = changed(await poll());
      expect([titles.sort(), refused, aside]).toEqual([['one', 'three'], [], '2 of other senders left alone']);
    });

    it.each([
      ['DMARC fails', ['mx.test; spf=pass smtp.mailfrom=x; dmarc=fail (p=reject) header.from=example.com'], 'DMARC'],
      ['SPF fails', ['mx.test;\n spf=fail smtp.mailfrom=x'], 'SPF'],
      ['SPF fails, in a header of its own', ['mx.test; dkim=none', 'mx.test; spf=fail'], 'SPF'],
      ['SPF fails on a list, but DMARC passes', ['mx.test; spf=fail; dkim=pass; dmarc=pass'], undefined],
      ['another server says so', ['mx.test; dmarc=pass', 'other.test; dmarc=fail'], undefined],
    ])('not what the server holds for forged: %s', async (_what, results, method) => {
      deliver('one', { head: results.map((result) => `Authentication-Results: ${result}`) });
      const { titles, refused } = changed(await poll());
      const because = `The mail server found the sender forged (${method} fails), so it was not read. If the sender is right, its domain has to mend its records.`;
      expect([titles, refused]).toEqual(method === undefined ? [['one'], []] : [[], [{ what: 'one', because }]]);
    });
  });

  describe('reading on', () => {
    it('leaves every mail as it was, unread', async () => {
      deliver('one');
      await poll();
      expect(server.flags(user)).not.toContain('Seen');
    });

    it('asks only for what came since', async () => {
      deliver('one');
      const { cursor } = changed(await poll());
      deliver('two');
      expect(changed(await poll(cursor)).titles).toEqual(['two']);
    });

    it('begins with the last ninety days', async () => {
      deliver('old', { date: 'Mon, 16 Oct 2023 10:00:00 +0000' });
      deliver('new');
      expect(changed(await poll()).titles).toEqual(['new']);
    });

    it('reads a folder again, under the same ids, when the server counts anew', async () => {
      deliver('one');
      const before = changed(await poll());
      server.renumber(user, 4_711);
      const again = changed(await poll(before.cursor));
      expect([again.guids, again.cursor.uidValidity]).toEqual([before.guids, '4711']);
      expect(await poll(again.cursor)).toEqual({ kind: 'unchanged' });
    });

    it('takes a hundred mails a poll, oldest first, and the rest at the next', async () => {
      const { cursor } = changed(await poll());
      const subjects = Array.from({ length: 105 }, (_, index) => `alert ${index + 1}`);
      for (const subject of subjects) deliver(subject);
      const first = changed(await poll(cursor));
      expect([first.titles, changed(await poll(first.cursor)).titles]).toEqual([
        subjects.slice(0, 100),
        subjects.slice(100),
      ]);
    });

    it('does not fetch an attachment of 50 MB, and reads the others', async () => {
      const head = ['Content-Type: application/pdf', 'Content-Transfer-Encoding: base64'];
      deliver('huge', { parts: [{ head, content: `${'A'.repeat(996)}\n`.repeat(68_000) }] });
      deliver('one');
      const { titles, refused } = changed(await poll());
      const because = 'The mail is larger than 40 MB and was not fetched.';
      expect([titles, refused]).toEqual([['one'], [{ what: 'huge', because }]]);
    });

    it('reads another folder, where the source names one', async () => {
      server.deliver(user, aMail({ subject: 'filed', text: 'Filed.' }), 'Alerts');
      expect(changed(await poll(undefined, { mailbox: at({ folder: 'Alerts' }) })).titles).toEqual(['filed']);
    });
  });

  describe('encrypted', () => {
    it('by STARTTLS', async () => {
      deliver('one');
      expect(changed(await poll(undefined, { mailbox: at({ tls: 'starttls', port: server.port }) })).titles).toEqual([
        'one',
      ]);
    });

    it('not at all, on this machine only', async () => {
      deliver('one');
      expect(changed(await poll(undefined, { mailbox: at({ tls: 'none', port: server.port }) })).titles).toEqual([
        'one',
      ]);
    });
  });

  describe('tells what is wrong and what to do about it:', () => {
    const refusal = async (more: Partial<SourceConfig>, secret?: string | null) => {
      const outcome = await poll(undefined, more, secret);
      if (outcome.kind !== 'refused') throw new Error(`expected a refusal, got ${JSON.stringify(outcome)}`);
      return outcome.because;
    };

    it('a password that is not set', async () => {
      expect(await refusal({}, null)).toBe(
        `The password of ${user} is not set. Put it into the variable MAIL_PASSWORD of the environment.`,
      );
    });

    it('a wrong password, which is never repeated', async () => {
      const because = await refusal({}, 'hunter2-and-more');
      expect(because).toBe(
        `localhost refused the login of ${user} (Authentication failed). Check the user and what secretEnv names; many servers want a password made for one app.`,
      );
    });

    it('a certificate that nobody vouches for', async () => {
      const { caFile, ...source } = sourceOf();
      const outcome = await mailbox.poll({
        source,
        cursor: undefined,
        http: httpDouble(),
        now: NOW,
        pause: async () => {},
        secret: server.password,
      });
      expect(outcome).toEqual({
        kind: 'refused',
        because:
          'The certificate of localhost is not accepted: it is signed by nobody whom this machine knows; give the file of your own authority as caFile.',
      });
      expect(caFile).toBe(server.caFile);
    });

    it('a certificate for another name', async () => {
      expect(await refusal({ mailbox: at({ host: '127.0.0.1' }) })).toBe(
        'The certificate of 127.0.0.1 is not accepted: it is for another name; write mailbox.host as the certificate names it.',
      );
    });

    it('a folder that is not there, with those that are', async () => {
      server.deliver(user, aMail(), 'Alerts');
      expect(await refusal({ mailbox: at({ folder: 'Alarms' }) })).toBe(
        'The mailbox has no folder "Alarms". It has: Alerts, INBOX. Correct mailbox.folder.',
      );
    });

    it('TLS on the port without it', async () => {
      expect(await refusal({ mailbox: at({ port: server.port }) })).toBe(
        `localhost:${server.port} does not speak TLS the way it was asked to. Port 993 wants tls: implicit, port 143 tls: starttls.`,
      );
    });

    it('a port where nobody listens', async () => {
      expect(await refusal({ mailbox: at({ port: 1 }) })).toBe(
        'The mail server localhost:1 takes no connections; check mailbox.host and mailbox.port.',
      );
    });

    it('a caFile that is none', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wardwatch-ca-'));
      try {
        const file = join(folder, 'ca.pem');
        writeFileSync(file, 'no certificate');
        await expect(refusal({ caFile: file })).rejects.toThrow(
          `The file ${file} holds no certificate; PEM was expected, which begins with "-----BEGIN CERTIFICATE-----".`,
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });

  describe('opened by a token', () => {
    const tokenUrl = 'https://login.example.com/token';
    const oauth: MailOauth = { tokenUrl, clientId: 'app-1', scope: 'mail.read', grant: 'client-credentials' };
    const pollBy = async (more: Partial<MailOauth>, secret: string, ...answers: readonly object[]) => {
      const http = httpDouble(...answers.map((answer) => ({ url: tokenUrl, ...answer })));
      const source = sourceOf({ mailbox: at({ oauth: { ...oauth, ...more } }) });
      const outcome = await mailbox.poll({ source, cursor: undefined, http, now: NOW, pause: async () => {}, secret });
      return { outcome, asked: http.requests.map(({ method, body }) => [method, body]) };
    };
    const tokenIs = (token: string) => ({ body: JSON.stringify({ access_token: token, token_type: 'Bearer' }) });

    it('that is got for the secret of an app, anew at each poll', async () => {
      deliver('one');
      const form = 'client_id=app-1&grant_type=client_credentials&client_secret=made-up+secret%3F&scope=mail.read';
      for (const _ of [1, 2]) {
        const { outcome, asked } = await pollBy({}, 'made-up secret?', tokenIs(server.password));
        expect([changed(outcome).titles, asked]).toEqual([['one'], [['POST', form]]]);
      }
    });

    it.each([
      ['made-up-token', 'client_id=app-1&grant_type=refresh_token&refresh_token=made-up-token&scope=mail.read'],
      [
        'made-up-token app-secret',
        'client_id=app-1&grant_type=refresh_token&refresh_token=made-up-token&client_secret=app-secret&scope=mail.read',
      ],
    ])('that is got for a refresh token: %s', async (secret, form) => {
      deliver('one');
      const { outcome, asked } = await pollBy({ grant: 'refresh-token' }, secret, tokenIs(server.password));
      expect([changed(outcome).titles, asked]).toEqual([['one'], [['POST', form]]]);
    });

    it.each([
      [
        'is refused',
        { status: 401, body: '{"error":"invalid_client","error_description":"No: made-up-secret is old.\\r\\nTrace"}' },
        'login.example.com gave no token: invalid_client: No: … is old. Check mailbox.oauth and what secretEnv names.',
      ],
      [
        'is something else',
        { body: '<html>Log in</html>' },
        'login.example.com gave no token: it answered something else than a token. Check mailbox.oauth and what secretEnv names.',
      ],
      [
        'does not come',
        { status: 503 },
        'No token came from login.example.com: The server answered 503: it has trouble of its own.',
      ],
      [
        'is not taken by the mail server',
        tokenIs('made-up-token'),
        'localhost refused the login of USER (Authentication failed). The token was given, so the app may not read this mailbox: it needs leave for IMAP, and for this user.',
      ],
    ])('and says so where that %s', async (_, answer, because) => {
      const { outcome } = await pollBy({}, 'made-up-secret', answer);
      expect(outcome).toMatchObject({ kind: 'refused', because: because.replace('USER', user) });
    });
  });

  describe('through the pipeline', () => {
    let database: OpenDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await freshEmbedded();
      store = await openStore(database.pool);
    });
    afterAll(() => database.close());

    it('an alert with its PDF becomes one advisory, one case and one alert, and nothing is doubled afterwards', async () => {
      await store.changeInventory({ save: [FORGOTTEN_SERVER] }, DANA, '2024-01-01T00:00:00.000Z');
      const hc3 = { name: 'Example Health Body', kind: 'health-body' as const };
      let pipeline = await startPipeline(store, {
        now: NOW,
        sources: [
          sourceOf({ id: 'mail', tlp: 'AMBER', senders: [{ from: '@example.com', publisher: hc3, trusted: true }] }),
        ],
        more: { adapter: () => mailbox, read: (item) => readItem(item, { pdfText }), secretOf: () => server.password },
      });
      deliver('Welcome to the list');
      await pipeline.poll('mail');
      const pdf = await aPdf((page) => {
        page.text('Sector Alert: Unauthorised access through ScreenConnect');
        page.text('January 22, 2024');
        page.text(STORY);
      });
      const parts = [aFile('sector-alert.pdf', 'application/pdf', pdf)];
      deliver('Sector Alert: Unauthorised access through ScreenConnect', { text: 'See the attached alert.', parts });
      await pipeline.poll('mail');
      const alerts = () => pipeline.terminal.said.filter(({ kind }) => kind === 'alert');
      expect(alerts().length).toBe(1);
      const cases = await store.cases();
      expect(
        cases.map(({ assets, members }) => ({
          assets: assets.map(({ asset }) => asset.id),
          told: members.map(({ advisory }) => [advisory.title, advisory.publisher, advisory.tlp]),
        })),
      ).toEqual([
        { assets: ['LP-001'], told: [['Sector Alert: Unauthorised access through ScreenConnect', hc3, 'AMBER']] },
      ]);
      pipeline = await pipeline.restart();
      await pipeline.poll('mail');
      server.renumber(user, 4_712);
      await pipeline.poll('mail');
      expect([alerts().length, (await store.cases()).length]).toEqual([1, 1]);
    });
  });
});
