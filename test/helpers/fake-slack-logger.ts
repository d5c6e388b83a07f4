import { type Logger, LogLevel } from '@slack/bolt';

const nothing = (): void => {};

/** A logger for Bolt that says nothing: what goes wrong on purpose need not be read in the report of a test run. */
export const SILENT_LOGGER: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
