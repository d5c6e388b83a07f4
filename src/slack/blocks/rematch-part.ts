import type { types } from '@slack/bolt';
import { runningWords, stoppedWords } from '../../alerts/rematch-runs.ts';
import type { RematchRun } from '../../domain/rematch-run.ts';
import { button, section } from './elements.ts';
import { esc } from './safe-text.ts';

/** What is being matched again, with how to stop it, and what was stopped, with how to go on. Nothing where nothing waits. */
export function rematchPart(runs: readonly RematchRun[]): types.SectionBlock[] {
  const running = runs.filter(({ stopped }) => stopped === undefined);
  const held = runs.filter(({ stopped }) => stopped !== undefined);
  return [
    ...part(runningWords(runs), (value) => button('rematch:stop', 'Stop', value, 'Stop the re-match'), running),
    ...part(stoppedWords(runs), (value) => button('rematch:resume', 'Go on', value, 'Go on with the re-match'), held),
  ];
}

/** The button's value is the newest that was seen: what began later is another matter. */
function part(
  text: string | undefined,
  act: (value: string) => types.Button,
  runs: readonly RematchRun[],
): types.SectionBlock[] {
  if (text === undefined) return [];
  return [{ ...section(esc(text, 2_500)), accessory: act(String(runs.at(-1)?.batchId ?? 0)) }];
}
