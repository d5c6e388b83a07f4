import pino from 'pino';
import { visibleText } from './domain/visible-text.ts';
import type { Facts, Log } from './ports/log.ts';

/** Plain sentences for a person at a terminal, one JSON object a line (pino) for everything else; both on standard error. */
export function createLog(options: { readonly isTty: boolean; readonly level: string }): Log {
  if (options.isTty) return terminalLog(options.level);
  const log = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    info: (message, facts) => log.info(facts ?? {}, message),
    warn: (message, facts) => log.warn(facts ?? {}, message),
  };
}

function terminalLog(level: string): Log {
  const print = (mark: string, message: string, facts?: Facts) => {
    const words = Object.entries(facts ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
    process.stderr.write(`\r\u001b[K${mark}${visibleText([message, ...words].join(' · '))}\n`);
  };
  return {
    info: (message, facts) => {
      if (level === 'info' || level === 'debug') print('', message, facts);
    },
    warn: (message, facts) => {
      if (level !== 'silent') print('warning: ', message, facts);
    },
  };
}
