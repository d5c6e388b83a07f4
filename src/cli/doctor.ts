import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ORIGIN_FIX, sourceFix, sourceWords } from '../alerts/source-words.ts';
import { openAppStore, originsOf, readerFor, shippedData, systemClock } from '../app-store.ts';
import { chooseSources } from '../config/choose-sources.ts';
import type { Settings } from '../config/settings.ts';
import { createPaint } from '../console/paint.ts';
import { isInTrouble } from '../domain/source-condition.ts';
import { messageOf } from '../errors.ts';
import { createLog } from '../log.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { RematchState } from '../ports/inventory-change.ts';
import type { Store } from '../ports/store.ts';
import { openQueue } from '../queue/bullmq.ts';
import { createSlackSink, type SlackSink } from '../slack/slack-sink.ts';
import { type CommonOptions, command, settingsOf, wantsColour } from './context.ts';
import { print, printJson, printWrapped } from './print.ts';

/** What one check found. `off` is a choice, not a fault. */
interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'off' | 'warning' | 'fault';
  readonly because: string;
  /** What to do. */
  readonly fix?: string;
}

/** `wardwatch doctor`: checks config, database, queue, Slack and each source, and says the fix. */
export function doctorCommand(): Command {
  return command('doctor', 'Check config, database, queue, Slack and each source; say what to do', [
    'doctor',
    'doctor --json',
  ]).action(async (options: CommonOptions) => {
    const findings: Finding[] = [];
    for await (const finding of examine(options)) {
      findings.push(finding);
      if (options.json) printJson(finding);
      else printFinding(finding);
    }
    const faults = findings.filter((finding) => finding.state === 'fault').length;
    if (!options.json) print(faults === 0 ? '\nwardwatch can work.' : `\n${faults} to mend.`);
    if (faults > 0) process.exitCode = 1;
  });
}

async function* examine(options: CommonOptions): AsyncGenerator<Finding> {
  const settings = yield* checkConfig(options);
  if (!settings) return;
  yield checkShippedData(settings);
  yield checkMappings(settings);
  yield await checkSlack(settings);
  yield* checkDigests(settings);
  yield checkButtons(settings);
  let opened: Awaited<ReturnType<typeof openAppStore>>;
  try {
    opened = await openAppStore({ settings, dataFolder: resolve(options.data) });
  } catch (error) {
    yield { check: 'database', state: 'fault', because: messageOf(error) };
    return;
  }
  try {
    yield {
      check: 'database',
      state: 'ok',
      because: settings.databaseUrl === undefined ? `embedded in ${options.data}` : 'PostgreSQL answers',
    };
    yield await checkQueue(settings, opened.pool);
    yield* checkRecords(opened.store, settings);
  } finally {
    await opened.close();
  }
}

function* checkConfig(options: CommonOptions): Generator<Finding, Settings | undefined> {
  try {
    const settings = settingsOf(options);
    yield settings.file === undefined
      ? {
          check: 'config',
          state: 'warning',
          because: 'There is no config file; the defaults hold.',
          fix: 'Run "wardwatch init".',
        }
      : { check: 'config', state: 'ok', because: settings.file };
    return settings;
  } catch (error) {
    yield {
      check: 'config',
      state: 'fault',
      because: messageOf(error),
      fix: 'Correct the file; config/wardwatch.example.yaml shows every key.',
    };
    return undefined;
  }
}

/** Whether names and the policy that decides can be read, the operator's own where there is one. */
function checkShippedData(settings: Settings): Finding {
  const check = 'lexicon and policy';
  try {
    const { lexicon, policy } = shippedData(settings);
    const from = settings.triagePolicy === undefined ? '' : ` from ${settings.triagePolicy}`;
    const because = `${lexicon.organisations.length} organisations, ${lexicon.products.length} products, policy ${policy.version}${from}`;
    return { check, state: 'ok', because };
  } catch (error) {
    const fix =
      settings.triagePolicy === undefined
        ? 'Install wardwatch again.'
        : 'Correct the file that triage.policy names; config/triage.yaml shows the shape.';
    return { check, state: 'fault', because: messageOf(error), fix };
  }
}

/** Whether the mappings can be read, the operator's own too. */
function checkMappings(settings: Settings): Finding {
  const check = 'inventory mappings';
  try {
    readerFor(settings);
    return { check, state: 'ok', because: 'can be read' };
  } catch (error) {
    return {
      check,
      state: 'fault',
      because: messageOf(error),
      fix: 'Correct the file; config/inventory shows the shape.',
    };
  }
}

async function checkSlack({ slack }: Settings): Promise<Finding> {
  const check = 'slack';
  if (slack.token === undefined) {
    return {
      check,
      state: 'off',
      because: 'SLACK_BOT_TOKEN is not set; alerts go to the terminal only.',
      fix: 'README, "Go live", step 3.',
    };
  }
  const places = [...slack.routes.map((one) => one.channel), ...slack.digests.map((one) => one.to)];
  const channels = [...(slack.channel === undefined ? [] : [slack.channel]), ...places];
  if (channels.length === 0) {
    return {
      check,
      state: 'fault',
      because: 'A token is set, but no channel.',
      fix: 'Set slack.channel in the config, or run "wardwatch init".',
    };
  }
  try {
    const answer = await sinkOf(slack.token, slack.apiUrl).check();
    return answer.ok
      ? { check, state: 'ok', because: `${answer.bot} in ${answer.team}, for ${channels.join(', ')}` }
      : { check, state: 'fault', because: answer.because, fix: answer.fix };
  } catch (error) {
    return { check, state: 'fault', because: messageOf(error) };
  }
}

/** Whether each digest can be posted where it is told. */
async function* checkDigests({ slack }: Settings): AsyncGenerator<Finding> {
  if (slack.token === undefined || slack.digests.length === 0) return;
  const sink = sinkOf(slack.token, slack.apiUrl);
  for (const plan of slack.digests) {
    const check = `digest to ${plan.to}`;
    const trouble = await sink.checkPlace(plan.to);
    const days = plan.every === 'day' ? 'every day' : `every ${plan.on}`;
    yield trouble === undefined
      ? { check, state: 'ok', because: `${days} at ${plan.at}, ${plan.timeZone}` }
      : { check, state: 'fault', ...trouble };
  }
}

function sinkOf(token: string, apiUrl: string | undefined): SlackSink {
  return createSlackSink({ token, log: () => undefined, ...(apiUrl !== undefined && { apiUrl }) });
}

/** Whether clicks and commands can reach wardwatch, and whether anybody may do anything there. */
function checkButtons({ slack }: Settings): Finding {
  const check = 'slack buttons and commands';
  if (slack.token === undefined) return { check, state: 'off', because: 'Slack is off.' };
  if (slack.appToken === undefined && slack.signingSecret === undefined) {
    return {
      check,
      state: 'warning',
      because: 'Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set; nobody can act on alerts in Slack.',
      fix: 'Set SLACK_APP_TOKEN to an app-level token (xapp-…) with the scope connections:write.',
    };
  }
  const { viewers, analysts, admins } = slack.roles;
  if (viewers.length + analysts.length + admins.length === 0) {
    return {
      check,
      state: 'warning',
      because: 'Nobody has a role, so every click and command is refused.',
      fix: 'Name users or usergroups under slack.roles in the config.',
    };
  }
  const way = slack.appToken === undefined ? `HTTP on port ${slack.port}` : 'Socket Mode';
  return {
    check,
    state: 'ok',
    because: `${way}; ${viewers.length} viewers, ${analysts.length} analysts, ${admins.length} admins (groups counted as one)`,
  };
}

async function checkQueue(settings: Settings, pool: import('pg').Pool): Promise<Finding> {
  const check = 'queue';
  const log = createLog({ isTty: true, level: 'silent' });
  try {
    const backend =
      settings.redisUrl === undefined
        ? ({ kind: 'postgres', pool, exclusive: false } as const)
        : ({ kind: 'redis', url: settings.redisUrl } as const);
    const queue = await openQueue(backend, log);
    await queue.close();
    return { check, state: 'ok', because: settings.redisUrl === undefined ? 'in the database' : 'Redis answers' };
  } catch (error) {
    return { check, state: 'fault', because: messageOf(error) };
  }
}

async function* checkRecords(store: Store, settings: Settings): AsyncGenerator<Finding> {
  const assets = (await store.assets()).length;
  yield assets === 0
    ? {
        check: 'inventory',
        state: 'warning',
        because: 'It is empty, so nothing can be matched.',
        fix: 'Run "wardwatch assets import assets.csv".',
      }
    : { check: 'inventory', state: 'ok', because: `${assets} assets` };
  yield checkRematch((await store.pending()).rematch);
  const counts = await store.outboxCounts();
  const troubled = await store.troubledOutbox(5);
  yield troubled.length === 0
    ? { check: 'outbox', state: 'ok', because: `${counts.posted} delivered, ${counts.pending} waiting` }
    : {
        check: 'outbox',
        state: 'fault',
        because: troubled
          .map((row) => `${row.outgoing.key} (${row.state}): ${row.because ?? 'no reason given'}`)
          .join('; '),
        fix: 'Mend the cause. What waits is sent by itself; what was refused for good with "wardwatch outbox retry".',
      };
  yield* checkSources(store, settings);
}

/** A source is a fault of nobody's here, so the worst that it can be is a warning. */
async function* checkSources(store: Store, settings: Settings): AsyncGenerator<Finding> {
  const sources = new Map(chooseSources(settings).map((source) => [source.id, source]));
  const origins = new Map(originsOf(settings).map((origin) => [origin.id, origin]));
  for (const line of await readSources({ store, sources, origins }, systemClock.now())) {
    const origin = origins.get(line.id);
    const check = origin === undefined ? `source ${line.id}` : `inventory from ${origin.name}`;
    const because = sourceWords(line);
    const fix = origin === undefined ? sourceFix(line) : ORIGIN_FIX;
    if (line.polledAt === undefined || line.condition === 'standing-by') {
      yield {
        check,
        state: 'off',
        because: line.polledAt === undefined && !line.paused ? 'never polled yet' : because,
      };
    } else {
      yield { check, state: isInTrouble(line) ? 'warning' : 'ok', because, ...(fix !== undefined && { fix }) };
    }
  }
}

function checkRematch({ total, waiting, held }: RematchState): Finding {
  const check = 'matching again';
  if (held > 0) {
    return {
      check,
      state: 'warning',
      because: `Somebody stopped it; ${held} advisories wait, and what is said of them is of an older inventory.`,
      fix: 'Run "wardwatch assets rematch".',
    };
  }
  const because = waiting === 0 ? 'nothing waits' : `${total - waiting} of ${total} advisories done`;
  return { check, state: 'ok', because };
}

function printFinding({ check, state, because, fix }: Finding): void {
  const paint = createPaint(wantsColour(process.stdout));
  const style = { ok: 'good', off: 'quiet', warning: 'open', fault: 'bad' } as const;
  const mark = state.padEnd(8);
  print(`${paint(mark, style[state])} ${check}`);
  printWrapped(because, 9);
  if (fix !== undefined && state !== 'ok') printWrapped(fix, 9, '→ ');
}
