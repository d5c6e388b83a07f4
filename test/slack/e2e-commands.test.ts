import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdvisoryQuery } from '../../src/domain/advisory-query.ts';
import type { AlertFile } from '../../src/domain/alert.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportOutcome } from '../../src/domain/export.ts';
import type { FrontOffice } from '../../src/ports/front-office.ts';
import type { SlackMessage } from '../../src/slack/blocks/slack-message.ts';
import { createSlackListener } from '../../src/slack/listener.ts';
import type { SlackListener, SlackListenerOptions } from '../../src/slack/listener-options.ts';
import { answerSamples } from '../../src/slack/surfaces/answer-samples.ts';
import { validateMessage } from '../../src/slack/validate/validate-payload.ts';
import { FakeSlack } from '../helpers/fake-slack.ts';
import { officeAnswers } from '../helpers/office-answers.ts';

const WARD = 'C0WARD0001';
const DANA = 'U0DANA0001';
const ADA = 'U0ADMIN001';
const GUEST = 'U0GUEST001';
const VIEWERS = 'S0VIEWERS1';
const samples = answerSamples('ordinary');

/** A listener on the fake, and what it logged. */
interface Listening {
  readonly slack: FakeSlack;
  readonly listener: SlackListener;
  /** Resolves when this event is logged, with its facts. */
  readonly logged: (event: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly forwardMs: (by: number) => void;
}

const TRANSPORTS = ['Socket Mode', 'HTTP'] as const;

async function listenOver(transport: (typeof TRANSPORTS)[number], office: FrontOffice): Promise<Listening> {
  let nowMs = Date.parse('2024-02-22T10:00:00.000Z');
  const slack = await FakeSlack.start({ nowMs: () => nowMs });
  slack.addUser(DANA, { name: 'dana.fox' });
  slack.addUser(ADA, { name: 'ada.lind' });
  slack.addUser(GUEST, { name: 'guest' });
  slack.addUsergroup(VIEWERS, { users: [DANA] });
  slack.addChannel(WARD, { members: [DANA, ADA, GUEST] });
  const { log, logged } = eventLog();
  const receive: SlackListenerOptions['receive'] =
    transport === 'HTTP'
      ? { kind: 'http', signingSecret: slack.signingSecret, port: 0 }
      : { kind: 'socket', appToken: slack.appToken };
  const listener = createSlackListener({
    token: slack.token,
    apiUrl: slack.apiUrl,
    receive,
    office,
    owners: new Map(),
    roles: { viewers: [VIEWERS], analysts: [], admins: [ADA] },
    log,
    now: () => new Date(nowMs).toISOString(),
  });
  await listener.start();
  if (transport === 'HTTP') {
    const { port } = await logged('slack.listening');
    await slack.connect('http', `http://127.0.0.1:${port}/slack/events`);
  } else await slack.connect('socket');
  return {
    slack,
    listener,
    logged,
    forwardMs: (by) => {
      nowMs += by;
    },
  };
}

function eventLog() {
  const entries: { readonly event: string; readonly facts: Readonly<Record<string, unknown>> }[] = [];
  const waiting: (() => void)[] = [];
  const logged = async (event: string): Promise<Readonly<Record<string, unknown>>> => {
    const entry = entries.find((one) => one.event === event);
    if (entry !== undefined) return entry.facts;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return logged(event);
  };
  const log: SlackListenerOptions['log'] = (event, facts) => {
    entries.push({ event, facts });
    for (const wake of waiting.splice(0)) wake();
  };
  return { log, logged };
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  let listening: Listening;
  let given: Partial<FrontOffice>;

  beforeEach(async () => {
    given = {};
    const office = officeAnswers({});
    const asked = new Proxy(office, {
      get: (target, question: keyof FrontOffice) => given[question] ?? target[question],
    });
    listening = await listenOver(transport, asked);
  });

  afterEach(async () => {
    await listening.listener.stop();
    await listening.slack.stop();
  });

  /** What the asker is shown, within the limits of Slack. */
  async function ask(command: string, user = DANA): Promise<SlackMessage> {
    const answer = await shown(command, user);
    expect(validateMessage({ text: answer.text, blocks: answer.blocks })).toEqual([]);
    return answer;
  }

  /** What the asker is shown; nobody else sees anything. */
  async function shown(command: string, user: string): Promise<SlackMessage> {
    const [verb = '', ...rest] = command.split(' ');
    const { ack, responses } = await listening.slack.command(user, verb, rest.join(' '), WARD);
    expect(ack.body ?? '').toBe('');
    const answer = await listening.slack.until(() => responses()[0], `an answer to ${command}`);
    expect(answer.response_type).toBe('ephemeral');
    expect(listening.slack.messages).toEqual([]);
    return answer as unknown as SlackMessage;
  }

  describe('/advisory', () => {
    it('is acknowledged before the search is done', async () => {
      let finish = (): void => {};
      const searching = new Promise<void>((resolve) => {
        finish = resolve;
      });
      given.search = async () => {
        await searching;
        return samples.page;
      };
      const { responses } = await listening.slack.command(DANA, '/advisory', 'ransomware', WARD);
      expect(responses()).toEqual([]);
      finish();
      const answer = await listening.slack.until(() => responses()[0], 'the page');
      expect(answer.text).toBe('3 advisories for ransomware, newest first.');
    });

    it('turns pages in place', async () => {
      const asked: { readonly query: AdvisoryQuery; readonly offset: number }[] = [];
      given.search = async (query, { offset }) => {
        asked.push({ query, offset });
        return { lines: samples.page.lines, total: 25 };
      };
      await ask('/advisory pump status:open');
      const [answer] = listening.slack.ephemerals;
      if (answer === undefined) throw new Error('Nothing was shown.');
      await listening.slack.click(DANA, answer, 'advisory:older');
      await listening.slack.until(() => answer.text.includes('11 to 13'), 'the second page');
      const query = { words: 'pump', status: 'open' };
      expect(asked).toEqual([
        { query, offset: 0 },
        { query, offset: 10 },
      ]);
      expect(listening.slack.ephemerals).toHaveLength(1);
    });

    it('takes an address that Slack made a link of, and one that is defanged', async () => {
      const asked: string[] = [];
      given.whoNames = async (indicator) => {
        asked.push(indicator);
        return samples.indicator;
      };
      const answer = await ask('/advisory ioc <https://relay.example.com/a?b&amp;c|relay.example.com/a?b&amp;c>');
      await ask('/advisory ioc hxxps://relay[.]example[.]com');
      expect(asked).toEqual(['relay.example.com/a?b&c', 'hxxps://relay[.]example[.]com']);
      expect(answer.text).toContain('Seen here, on 3 assets');
    });

    it.each([
      { typed: '/advisory prodcut:pump', said: 'No field is called prodcut:; did you mean product:?' },
      { typed: '/advisory afected pump', said: 'Did you mean "/advisory affected pump"?' },
      { typed: '/advisory source:example-source-7', said: 'Did you mean "example-source-0"?' },
      { typed: '/advisory show', said: '"/advisory show" needs the id of a case or an advisory' },
      { typed: '/advisory show example:unknown', said: 'Nothing that was read is called "example:unknown".' },
      { typed: '/advisory help', said: '/advisory export ID csv|stix|vex: Sends you' },
    ])('answers a slip in plain words: $typed', async ({ typed, said }) => {
      given.search = async () => ({ lines: [], total: 0 });
      given.sources = async () => samples.sources;
      given.advisoryView = async () => undefined;
      expect((await ask(typed)).text).toContain(said);
    });

    it('shows an advisory by its CVE id', async () => {
      given.advisoryView = async (id) => (id === 'CVE-2024-1709' ? samples.advisory : undefined);
      expect((await ask('/advisory show cve-2024-1709')).text).toContain('Attackers enter clinics');
    });

    it('says which assets are affected', async () => {
      given.affected = async (what) => ({ ...samples.affected, asked: what });
      expect((await ask('/advisory affected Windows Server')).text).toContain(
        'Windows Server: 1 affected, 1 undecided, 1 not affected',
      );
    });

    it('sends an export to the asker alone', async () => {
      given.exportCase = async (id, format) => exported(id, format, 'CLEAR');
      const { slack } = listening;
      const { responses } = await slack.command(DANA, '/advisory', 'export c-1 stix', WARD);
      const answer = await slack.until(() => responses()[0], 'the answer');
      expect(answer.text).toBe('C-1.stix is in your conversation with wardwatch.');
      expect(slack.calls.find(({ method }) => method === 'conversations.open')?.args).toMatchObject({ users: DANA });
      expect(slack.messages.filter(({ channel }) => channel === WARD)).toEqual([]);
    });

    it('exports nothing that is TLP:RED', async () => {
      given.exportCase = async (id, format) => exported(id, format, 'RED');
      for (const format of EXPORT_FORMATS) {
        expect((await ask(`/advisory export C-1 ${format}`)).text).toContain('nothing of it is shown in Slack');
      }
      expect(listening.slack.calls.filter(({ method }) => method.startsWith('files.'))).toEqual([]);
    });

    it('says why there is nothing to export', async () => {
      const because = 'Nothing of C-1 was declared not affected.';
      given.exportCase = async () => ({ kind: 'nothing', because });
      expect((await ask('/advisory export C-1 vex')).text).toBe(because);
    });

    it('is refused to who is no viewer, with whom to ask', async () => {
      const answer = await shown('/advisory latest', GUEST);
      expect(answer.text).toContain('This needs the role "viewer".');
      expect(JSON.stringify(answer.blocks)).toContain(`<!subteam^${VIEWERS}>`);
    });

    it('is refused where Slack does not say who is a viewer', async () => {
      listening.slack.fail('usergroups.users.list', { kind: 'error', error: 'internal_error' });
      expect((await ask('/advisory latest')).text).toContain('Slack does not say now who is in which group');
    });

    it('says under which reference the log tells why it failed', async () => {
      given.search = async () => {
        throw new Error('the database is away');
      };
      const { text } = await ask('/advisory latest');
      const { reference, because } = await listening.logged('slack.listener-failed');
      expect(text).toContain(`under ${reference}`);
      expect(text).not.toContain('database');
      expect(because).toBe('the database is away');
    });

    it('only logs an answer that comes too late to be shown', async () => {
      given.search = async () => {
        listening.forwardMs(31 * 60_000);
        return samples.page;
      };
      await listening.slack.command(DANA, '/advisory', 'latest', WARD);
      expect((await listening.logged('slack.not-told')).because).toContain('404');
    });
  });

  describe('/ward', () => {
    it('says how wardwatch is', async () => {
      given.status = async () => samples.status;
      expect((await ask('/ward status')).text).toContain('Nothing new was told since 2024-02-22 10:42 UTC.');
    });

    it('lists the sources', async () => {
      given.sources = async () => samples.sources;
      expect((await ask('/ward sources')).text).toBe('4 sources, of which 3 may need a look.');
    });

    it('lets an admin pause a source, and records who did it', async () => {
      const done: unknown[] = [];
      given.sources = async () => samples.sources;
      given.setPaused = async (...change) => done.push(change) > 0;
      const answer = await ask('/ward sources pause example-source-0', ADA);
      expect(answer.text).toBe('example-source-0 is now paused; "/ward sources resume example-source-0" goes on.');
      expect(done).toEqual([['example-source-0', true, { id: `slack:${ADA}`, name: 'ada.lind' }]]);
    });

    it('polls a source at once, unless it is paused', async () => {
      const polled: string[] = [];
      given.sources = async () => samples.sources;
      given.pollNow = async (id) => {
        polled.push(id);
        return undefined;
      };
      expect((await ask('/ward sources poll example-source-0', ADA)).text).toContain('is polled as soon as');
      expect((await ask('/ward sources poll example-source-2', ADA)).text).toContain('example-source-2 is paused.');
      expect(polled).toEqual(['example-source-0']);
    });

    it('says until when a server asked to be left alone, instead of polling', async () => {
      given.sources = async () => samples.sources;
      given.pollNow = async () => '2030-01-01T14:00:00.000Z';
      expect((await ask('/ward sources poll example-source-0', ADA)).text).toBe(
        'example-source-0 is not polled: its server asked to be left alone until 2030-01-01 14:00 UTC.',
      );
    });

    it.each(['/ward audit', '/ward sources pause example-source-0', '/ward sources resume x', '/ward sources poll x'])(
      'keeps %s for admins',
      async (typed) => {
        const answer = await shown(typed, DANA);
        expect(answer.text).toContain('This needs the role "admin".');
        expect(JSON.stringify(answer.blocks)).toContain(`<@${ADA}>`);
      },
    );

    it('shows an admin the audit', async () => {
      given.audit = async () => ({ entries: samples.audit, intact: false });
      expect((await ask('/ward audit', ADA)).text).toContain('The chain of the audit is broken');
    });

    it.each([
      { typed: '/ward satus', said: 'Did you mean "status"?' },
      { typed: '/ward sources pause example-sorce-1', said: 'Did you mean "example-source-1"?' },
      { typed: '/ward', said: '/ward sources: Lists the sources' },
    ])('answers a slip in plain words: $typed', async ({ typed, said }) => {
      given.sources = async () => samples.sources;
      expect((await ask(typed, ADA)).text).toContain(said);
    });
  });
});

function exported(id: string, format: ExportFormat, tlp: AlertFile['tlp']): ExportOutcome {
  const name = `${id}.${format}`;
  return { kind: 'file', file: { caseId: id, name, title: `Export of ${id}`, content: 'record,id\r\n', tlp } };
}
