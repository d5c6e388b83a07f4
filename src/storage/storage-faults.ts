import { messageOf, WardwatchError } from '../errors.ts';
import type { Store } from '../ports/store.ts';

/** The same store, whose faults of disk and connection are said in words and may be tried again later. */
export function withStorageFaults(store: Store): Store {
  const wrapped = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (method as (...args: unknown[]) => Promise<unknown>)(...args);
      } catch (error) {
        throw storageFault(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Store;
}

/** Disk full and server away by SQLSTATE (PostgreSQL, appendix A: 53100, classes 08 and 57P) or system error; others as they are. */
export function storageFault(error: unknown): unknown {
  if (error instanceof WardwatchError) return error;
  const words = messageOf(error);
  const code = String((error as { code?: unknown } | undefined)?.code ?? '');
  if (code === '53100' || code === 'ENOSPC' || /no space left|could not extend file|disk full/i.test(words)) {
    return new WardwatchError(
      'DATABASE_FULL',
      `The database has no room left to write: ${words}. Free disk space; nothing that was stored is lost, and what waits is done then.`,
      { cause: error, retry: 'later' },
    );
  }
  if (
    /^(08|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code) ||
    /connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(words)
  ) {
    return new WardwatchError(
      'DATABASE_AWAY',
      `The database does not answer: ${words}. wardwatch goes on when it is back.`,
      { cause: error, retry: 'later' },
    );
  }
  return error;
}
