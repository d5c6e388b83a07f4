import type { types } from '@slack/bolt';
import type { People } from './people.ts';
import type { SlackLog } from './web-client.ts';

/** Draws home tabs. */
export interface HomeDrawings {
  /** Draws a person's tab of the facts as they are from now on. `seenHash`: what Slack shows now, where it said so. */
  draw(userId: string, seenHash?: string): Promise<void>;
}

/**
 * Draws for one person at a time, so that of two drawings the later one has the later facts; whoever asks meanwhile is served by
 * one more drawing after it. What would look the same is not drawn again. A tab that another process drew meanwhile, perhaps of
 * older facts, is known by its hash: then the facts are read anew.
 */
export function homeDrawings(
  compose: (userId: string) => Promise<types.HomeView>,
  { publish }: Pick<People, 'publish'>,
  log: SlackLog,
): HomeDrawings {
  const known = new Map<string, Drawn>();
  const running = new Map<string, { wanted: boolean; readonly done: Promise<void> }>();
  const drawOnce = async (userId: string, seenHash: string | undefined): Promise<void> => {
    const view = await compose(userId);
    const content = JSON.stringify(view);
    const last = known.get(userId);
    if (last?.content === content && last.hash === seenHash) return;
    const shown = await publish(userId, view, last?.hash ?? seenHash);
    known.delete(userId);
    if (shown.kind === 'shown') remember(known, userId, { hash: shown.hash, content });
    else if (shown.isConflict) await drawOnce(userId, undefined);
    else log('slack.home-not-drawn', { because: shown.because });
  };
  const drawUntilServed = async (userId: string, seenHash: string | undefined): Promise<void> => {
    await drawOnce(userId, seenHash);
    const one = running.get(userId);
    if (!one?.wanted) return;
    one.wanted = false;
    await drawUntilServed(userId, known.get(userId)?.hash);
  };
  return {
    draw: (userId, seenHash) => {
      const before = running.get(userId);
      if (before !== undefined) {
        before.wanted = true;
        return before.done;
      }
      const done = drawUntilServed(userId, seenHash).finally(() => running.delete(userId));
      running.set(userId, { wanted: false, done });
      return done;
    },
  };
}

/** What was last drawn for a person. */
interface Drawn {
  readonly hash: string;
  readonly content: string;
}

const MOST_REMEMBERED = 1_000;

function remember(known: Map<string, Drawn>, userId: string, drawn: Drawn): void {
  known.set(userId, drawn);
  const [oldest] = known.keys();
  if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
}
