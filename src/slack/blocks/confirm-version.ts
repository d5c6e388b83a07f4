import type { types } from '@slack/bolt';
import type { Asset } from '../../domain/asset.ts';
import type { SeenVersion } from '../../ports/inventory-office.ts';
import { button } from './elements.ts';

/** What stands before the position in the action id of every button that confirms versions, on whatever message it stands. */
const CONFIRM_ACTION = 'assets:confirm';

/** Slack takes values of at most so many characters. */
const LONGEST_VALUE = 2_000;

/**
 * The button that says that assets run today the version that is shown; none where no asset has a version, or its names are
 * too long for a button. `position` tells the buttons of one message apart. Its value names what was seen, so that a version
 * that changed meanwhile is not confirmed unseen.
 */
export function confirmVersionButton(
  assets: readonly Pick<Asset, 'id' | 'version'>[],
  position: number,
): types.Button | undefined {
  const seen: (readonly [id: string, version: string])[] = [];
  for (const { id, version } of assets) {
    if (version === undefined) continue;
    if (JSON.stringify([...seen, [id, version]]).length <= LONGEST_VALUE) seen.push([id, version]);
  }
  const [first] = seen;
  if (first === undefined) return undefined;
  const label = seen.length === 1 ? 'Confirm version' : `Confirm all ${seen.length} shown`;
  const spoken = seen.length === 1 ? `Confirm version ${first[1]} of ${first[0]}` : `Confirm ${seen.length} versions`;
  return button(`${CONFIRM_ACTION}:${position}`, label, JSON.stringify(seen), spoken);
}

/** The versions that a button's value names; undefined where it names none. */
export function readSeenVersions(value: unknown): readonly SeenVersion[] | undefined {
  const pairs = typeof value === 'string' ? parsed(value) : undefined;
  if (!Array.isArray(pairs)) return undefined;
  const seen = pairs.flatMap((pair): SeenVersion[] =>
    Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
      ? [{ id: pair[0], version: pair[1] }]
      : [],
  );
  return seen.length === 0 ? undefined : seen;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
