/** Facts beside a fixed message. No secret, no live indicator, no patient data. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where the operator reads what goes on. Messages are fixed words, so that they can be counted; what varies is a fact. */
export interface Log {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
}
