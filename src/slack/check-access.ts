import type { Gateway, Identity } from './gateway.ts';
import { METHODS, OTHER_SCOPES } from './methods.ts';
import { errorCodeOf, outcomeOf, REMEDIES } from './outcome.ts';

/** Whether Slack lets the bot in: as whom, or why not and what to do. */
export type SlackCheck =
  | { readonly ok: true; readonly team: string; readonly bot: string }
  | { readonly ok: false; readonly because: string; readonly fix: string };

/** Asks Slack who the token belongs to, and whether it may post and look up what it posted. */
export async function checkAccess(gateway: Gateway): Promise<SlackCheck> {
  try {
    const identity = await gateway.identify();
    return missingScopes(identity) ?? { ok: true, team: identity.team, bot: identity.bot };
  } catch (fault) {
    const code = errorCodeOf(fault);
    if (code === undefined) return { ok: false, because: outcomeOf(fault).because, fix: NETWORK_FIX };
    return { ok: false, because: `Slack refused the token: ${code}.`, fix: REMEDIES.get(code) ?? TOKEN_FIX };
  }
}

/** Asks Slack whether the bot may post to a channel or a person; undefined where it may. */
export async function checkPlace(gateway: Gateway, place: string): Promise<PlaceTrouble | undefined> {
  try {
    const obstacle = await gateway.obstacle(place);
    return obstacle === undefined ? undefined : placeTrouble(obstacle);
  } catch (fault) {
    const code = errorCodeOf(fault);
    return code === undefined ? { because: outcomeOf(fault).because, fix: NETWORK_FIX } : placeTrouble(code);
  }
}

/** Why nothing can be posted to a place, and what to do. */
export interface PlaceTrouble {
  readonly because: string;
  readonly fix: string;
}

function placeTrouble(code: string): PlaceTrouble {
  return { because: `Slack would refuse a message: ${code}.`, fix: REMEDIES.get(code) ?? 'Name another place.' };
}

const TOKEN_FIX = 'Set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…) of the app.';
const NETWORK_FIX =
  'Check that this machine reaches https://slack.com/api/ and, where it is set, that SLACK_API_URL is right.';

function missingScopes({ scopes }: Identity): SlackCheck | undefined {
  if (scopes === undefined) return undefined;
  const missing = NEEDED.filter((alternatives) => !alternatives.some((scope) => scopes.includes(scope)));
  if (missing.length === 0) return undefined;
  const names = [...new Set(missing.map((alternatives) => alternatives.join(' or ')))].join(', ');
  return {
    ok: false,
    because: `The token lacks a scope: ${names}.`,
    fix: 'Add it under "OAuth & Permissions" (config/slack-manifest.yaml lists all), then install the app again.',
  };
}

/** For each method that is called, one of its scopes. */
const NEEDED: readonly (readonly string[])[] = [
  ...Object.values(METHODS),
  ...OTHER_SCOPES.map((scope) => [scope]),
].filter((alternatives) => alternatives.length > 0);
