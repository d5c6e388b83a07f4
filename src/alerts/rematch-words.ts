import { counted } from '../cases/listed.ts';

/** How far the matching again of what is stored has come, in advisories. */
interface Rematching {
  readonly total: number;
  readonly waiting: number;
  readonly held: number;
}

/** That an answer is not final, since what is stored is still to be matched again; undefined where it is. */
export function rematchWords({ total, waiting, held }: Rematching): string | undefined {
  if (waiting > 0) {
    return `What is stored is being matched again, ${total - waiting} of ${total} done: this answer may still change.`;
  }
  if (held === 0) return undefined;
  const wait = `${counted(held, 'advisory', 'advisories')} ${held === 1 ? 'waits' : 'wait'} to be matched again, and somebody stopped it`;
  return `${wait}: this answer may be of an older inventory. "/ward status" in Slack or "wardwatch assets rematch" goes on.`;
}
