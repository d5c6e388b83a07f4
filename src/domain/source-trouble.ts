/** Whether a source needs somebody's eyes: its polls fail, it was never read, or somebody paused it. */
export function isInTrouble(source: {
  readonly failures: number;
  readonly paused: boolean;
  readonly succeededAt?: string;
}): boolean {
  return source.paused || source.failures > 0 || source.succeededAt === undefined;
}
