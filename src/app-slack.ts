import { join, resolve } from 'node:path';
import { routesOf } from './app-store.ts';
import type { Settings } from './config/settings.ts';
import { createTerminalSink, type TerminalSinkOptions } from './console/terminal-sink.ts';
import { createFrontOffice } from './office/front-office.ts';
import type { PipelineDeps } from './pipeline/deps.ts';
import type { Facts, Log } from './ports/log.ts';
import type { Sink } from './ports/sink.ts';
import { createSlackListener } from './slack/listener.ts';
import type { SlackListener } from './slack/listener-options.ts';
import { createSlackSink } from './slack/slack-sink.ts';
import { uuidv5 } from './uuidv5.ts';

/** What it takes to speak, and to be spoken to. */
export interface VoiceOptions {
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly log: Log;
  readonly terminal: Omit<TerminalSinkOptions, 'receipts'>;
}

/** Where what is to be said goes: the terminal, and Slack where it has a token. */
export function placesToSpeak({
  settings,
  terminal,
  dataFolder,
  log,
}: VoiceOptions): Pick<PipelineDeps, 'routes' | 'sinks'> {
  const { token, apiUrl } = settings.slack;
  const receipts = join(resolve(dataFolder), 'terminal-receipts');
  const sinks = new Map<'terminal' | 'slack', Sink>([['terminal', createTerminalSink({ ...terminal, receipts })]]);
  if (token !== undefined) {
    sinks.set('slack', createSlackSink({ token, log: factLog(log), ...(apiUrl !== undefined && { apiUrl }) }));
  }
  return { routes: routesOf(settings), sinks };
}

/** What digests and reminders need. Slack's client and the drawing take long to load, so they are when they are needed. */
export function toldByClock({
  settings,
  log,
}: Pick<VoiceOptions, 'settings' | 'log'>): Pick<
  PipelineDeps,
  'digests' | 'drawChart' | 'staleAfterDays' | 'owners' | 'remindAt' | 'heartbeatAt' | 'directory'
> {
  const { digests, owners, remindAt, heartbeatAt, token, apiUrl } = settings.slack;
  return {
    digests,
    owners,
    staleAfterDays: settings.staleAfterDays,
    drawChart: async (daily) => {
      const { advisoriesByPriority } = await import('./charts/advisories-by-priority.ts');
      const { toPng } = await import('./charts/to-png.ts');
      return toPng(advisoriesByPriority(daily));
    },
    ...(remindAt !== undefined && { remindAt }),
    ...(heartbeatAt !== undefined && { heartbeatAt }),
    ...(token !== undefined && {
      directory: async () => {
        const { createDirectory } = await import('./slack/directory.ts');
        return createDirectory({ token, log: factLog(log), ...(apiUrl !== undefined && { apiUrl }) });
      },
    }),
  };
}

/** The listener for buttons and commands; absent where Slack has no way to reach wardwatch. */
export function slackListener(
  { settings, log }: Pick<VoiceOptions, 'settings' | 'log'>,
  deps: PipelineDeps,
): SlackListener | undefined {
  const { token, appToken, signingSecret, apiUrl, roles, owners, port } = settings.slack;
  if (token === undefined) return undefined;
  const receive =
    appToken !== undefined
      ? { kind: 'socket' as const, appToken }
      : signingSecret !== undefined
        ? { kind: 'http' as const, signingSecret, port }
        : undefined;
  if (receive === undefined) return undefined;
  return createSlackListener({
    token,
    receive,
    roles,
    owners,
    office: createFrontOffice(deps, uuidv5),
    log: factLog(log),
    now: () => deps.wallClock.now(),
    ...(apiUrl !== undefined && { apiUrl }),
  });
}

/** Slack's events in wardwatch's log: those that carry a level are warnings. */
function factLog(log: Log): (event: string, facts: Readonly<Record<string, unknown>>) => void {
  return (event, { level, ...facts }) => (level === undefined ? log.info : log.warn)(event, facts as Facts);
}
