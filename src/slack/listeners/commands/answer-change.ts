import type { RespondFn } from '@slack/bolt';
import type { WatchlistOutcome } from '../../../ports/watchlist-office.ts';
import { plainAnswer } from '../../blocks/answers/plain-answer.ts';
import { watchlistChangedAnswer } from '../../blocks/answers/watchlist-changed.ts';
import type { SlackMessage } from '../../blocks/slack-message.ts';
import type { ListenerContext } from '../context.ts';
import { answer } from './answer.ts';

/** Changes a watchlist for an analyst and answers; what is stored is matched with it afterwards, so that nobody waits for that. */
export async function answerChange(
  { respond, userId }: { readonly respond: RespondFn; readonly userId: string },
  change: () => Promise<WatchlistOutcome>,
  context: ListenerContext,
): Promise<void> {
  await answer({ respond, userId, role: 'analyst' }, async () => outcomeAnswer(await change(), context), context);
  await rematch(context);
}

/** What came of a change, for who made it. */
export async function outcomeAnswer(outcome: WatchlistOutcome, { office }: ListenerContext): Promise<SlackMessage> {
  if (outcome.kind === 'refused') return plainAnswer(refusalWords(outcome.because));
  return watchlistChangedAnswer(outcome, await office.watchlists.warnings(outcome.added));
}

function refusalWords(because: string): string {
  return /\bNothing was changed\b/.test(because) ? because : `${because} Nothing was changed.`;
}

/** Where it fails, the sweep of each minute does it. */
export async function rematch({ office, log }: ListenerContext): Promise<void> {
  await office.watchlists.rematch().catch(() => log('slack.rematch-later', {}));
}
