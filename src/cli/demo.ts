import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { App } from '../app.ts';
import type { Settings } from '../config/settings.ts';
import { createPaint, type Paint } from '../console/paint.ts';
import type { Progress } from '../console/progress.ts';
import { ACTS, type Act, demoSources } from '../demo/acts.ts';
import { type DemoProgress, openProgress } from '../demo/progress.ts';
import { STORY_ORIGIN, storyHttp } from '../demo/story-http.ts';
import { type StoryServer, startStoryServer } from '../demo/story-server.ts';
import { diffAssets } from '../domain/assets-diff.ts';
import { STALE_AFTER_DAYS } from '../domain/stale-version.ts';
import { createHttpClient } from '../http/client.ts';
import { packageRoot } from '../package-root.ts';
import { changeAssets } from '../pipeline/change-assets.ts';
import { pollSource } from '../pipeline/poll.ts';
import { appFor, type CommonOptions, leftWords, progressOf, settingsOf, wantsColour, whoIsHere } from './context.ts';
import { print, printWrapped } from './print.ts';

interface DemoOptions extends CommonOptions {
  readonly once?: true;
  readonly slackChannel?: string;
  readonly slackAdmin?: string;
}

/** `wardwatch demo`: the founding incident, on its own dates, through the path that production uses. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'The founding incident retold on its own dates: the whole job in a minute, without network or accounts',
    )
    .option('--data <dir>', 'where the demo keeps its state', 'data/demo')
    .option('--once', 'end after the last act instead of staying until Ctrl-C')
    .option('--slack-channel <id>', 'also post to this channel (with SLACK_BOT_TOKEN)')
    .option('--slack-admin <id>', 'who may press the buttons there (with SLACK_APP_TOKEN)')
    .option('--json', 'one JSON line an alert event')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wardwatch demo\n  $ wardwatch demo --once --json\n  $ wardwatch demo --slack-channel C0123456789 --slack-admin U0123456789',
    )
    .action(async (options: DemoOptions) => {
      const stays = !options.once && !options.json && process.stdout.isTTY === true;
      const finished = await tell(options, stays);
      if (finished && stays && !listensToSlack(options)) await untilInterrupted();
    });
}

/** Runs the acts that are still to come. False when Ctrl-C ended it before. */
async function tell(options: DemoOptions, stays: boolean): Promise<boolean> {
  const folder = resolve(options.data);
  const state = openProgress(folder);
  const progress = progressOf(options);
  progress.step('opening the embedded database');
  const server = await startStoryServer(join(packageRoot(), 'config', 'demo'));
  const story = { now: `${ACTS[0]?.days[0] ?? '2023-10-20'}T12:00:00.000Z` };
  const app = await openApp(options, progress, server, () => story.now).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  let interrupted = false;
  const stop = () => {
    interrupted = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const narrate = narrator(options, progress);
  try {
    await app.start();
    await app.listen?.();
    await importInventory(app, progress);
    await app.settled();
    if (state.isResumed) narrate.line('Resuming where the last run was interrupted.');
    for (const act of ACTS) {
      if (state.isDone(act)) continue;
      narrate.act(act);
      await play(act, {
        app,
        server,
        state,
        progress,
        isInterrupted: () => interrupted,
        setNow: (now) => {
          story.now = now;
        },
      });
      if (interrupted) break;
    }
    progress.clear();
    if (interrupted) {
      process.stderr.write('Interrupted. Run it again: it goes on from here.\n');
      process.exitCode = 130;
      return false;
    }
    await narrate.end(app);
    state.finish();
    if (stays && app.listen) await untilInterrupted('Buttons and commands work in Slack. ');
    return true;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await app.close();
    await server.close();
  }
}

function openApp(options: DemoOptions, progress: Progress, server: StoryServer, now: () => string): Promise<App> {
  return appFor(options, progress, {
    settings: {
      organisation: 'Larkspur Pharmacies',
      ownObservables: [],
      alertFrom: 'P3' as const,
      staleAfterDays: STALE_AFTER_DAYS,
      sources: {},
      webhook: { port: 3_001, bind: '127.0.0.1' },
      http: {},
      inventory: { watch: [], pull: [] },
      slack: slackOf(options),
    },
    clock: { now },
    sources: demoSources(STORY_ORIGIN),
    http: storyHttp(createHttpClient(), server.origin),
  });
}

/** Of the config only the tokens and the roles: the demo posts where it is told to, and nowhere else. */
function slackOf({ data, slackChannel, slackAdmin }: DemoOptions): Settings['slack'] {
  const { token, appToken, signingSecret, apiUrl, roles, owners, port, escalateAfterMs } = settingsOf({ data }).slack;
  const admins = [...roles.admins, ...(slackAdmin === undefined ? [] : [slackAdmin])];
  const silent = { routes: [], digests: [], roles: { ...roles, admins }, owners, port, escalateAfterMs };
  if (slackChannel === undefined || token === undefined) return silent;
  return {
    ...silent,
    channel: slackChannel,
    token,
    ...(appToken !== undefined && { appToken }),
    ...(signingSecret !== undefined && { signingSecret }),
    ...(apiUrl !== undefined && { apiUrl }),
  };
}

function listensToSlack(options: DemoOptions): boolean {
  const { token, appToken, signingSecret } = slackOf(options);
  return token !== undefined && (appToken ?? signingSecret) !== undefined;
}

interface Stage {
  readonly app: App;
  readonly server: StoryServer;
  readonly state: DemoProgress;
  readonly progress: Progress;
  readonly isInterrupted: () => boolean;
  readonly setNow: (now: string) => void;
}

/** Polls every source on each day of the act, and waits until all of it is read, matched and told. */
async function play(act: Act, stage: Stage): Promise<void> {
  const { app, server, state, progress } = stage;
  for (const day of act.days) {
    if (stage.isInterrupted()) return;
    if (state.isDone(act, day)) continue;
    server.setDate(day);
    stage.setNow(`${day}T12:00:00.000Z`);
    for (const sourceId of app.deps.sources.keys()) {
      progress.step(`${day}: polling ${sourceId}`);
      await pollSource(app.deps, sourceId);
    }
    await app.settled((left) => progress.step(`${day}: ${leftWords(left)}`));
    state.dayDone(act, day);
  }
}

async function importInventory(app: App, progress: Progress): Promise<void> {
  progress.step('importing the inventory');
  const csv = await app.deps.readAssets(readFileSync(join(packageRoot(), 'config', 'demo', 'inventory.csv')));
  const diff = diffAssets(await app.store.assets(), csv.assets);
  const save = [...diff.added, ...diff.changed.map((change) => change.after)];
  await changeAssets(app.deps, { save }, whoIsHere());
}

function narrator(options: DemoOptions, progress: Progress) {
  const paint: Paint = createPaint(wantsColour(process.stdout));
  const line = (text: string) => {
    if (options.json) return;
    progress.clear();
    printWrapped(text);
  };
  return {
    line,
    act: (act: Act) => {
      if (options.json) return;
      progress.clear();
      print(`\n${paint(act.number === 0 ? 'Before' : `Act ${act.number}`, 'heading')}  ${paint(act.title, 'strong')}`);
      printWrapped(act.narration);
      print();
    },
    end: async (app: App) => {
      if (options.json) return;
      const shown = `--data ${options.data}`;
      const silent = (await app.store.searchAdvisories({ words: '' }, { offset: 0, limit: 100 })).lines.filter(
        (advisory) => advisory.caseId === undefined,
      );
      print(`\n${paint('Kept silent, each with its reason', 'heading')}`);
      for (const { id, title } of silent) {
        const [decision] = (await app.store.decisions({ advisoryId: id })).slice(-1);
        printWrapped(`${title}: ${decision?.decision.reasons.join(' ') ?? 'not decided'}`, 2, '- ');
      }
      print(`\n${paint('Look closer', 'heading')}`);
      for (const words of ['cases', 'show C-1', 'show C-2', 'advisories screenconnect', 'assets list']) {
        print(`  npx wardwatch ${words} ${shown}`);
      }
    },
  };
}

/** Without Slack the database is closed by now, so that other commands can look at it. */
function untilInterrupted(more = ''): Promise<void> {
  process.stderr.write(`\nThe story is told. ${more}Ctrl-C ends the demo; the next run starts over.\n`);
  return new Promise((done) => {
    const keepAlive = setInterval(() => undefined, 3_600_000);
    const end = () => {
      clearInterval(keepAlive);
      done();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
  });
}
