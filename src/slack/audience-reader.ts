import type { webApi } from '@slack/bolt';
import type { Audience } from './audience.ts';
import { isPerson } from './conversation-of.ts';

/**
 * Makes a function that asks Slack who can read a channel, or a person's own conversation with the bot; undefined where Slack does not say, for whatever reason. Whether
 * somebody is a guest is remembered for a day: Slack lets an app ask about a hundred people a minute, and a large channel that
 * runs into that limit gets further with the next attempt.
 */
export function audienceReader(client: webApi.WebClient): (channel: string) => Promise<Audience | undefined> {
  const guests = new Map<string, { readonly isGuest: boolean; readonly atMs: number }>();
  const isGuest = async (user: string): Promise<boolean> => {
    const known = guests.get(user);
    if (known && Date.now() - known.atMs < KEPT_MS) return known.isGuest;
    const { user: facts } = await client.users.info({ user });
    const isOne = facts === undefined || Boolean(facts.is_restricted || facts.is_ultra_restricted || facts.is_stranger);
    guests.set(user, { isGuest: isOne, atMs: Date.now() });
    return isOne;
  };
  return async (channel) => {
    try {
      if (isPerson(channel)) return await personOnly(client, channel);
      const { channel: facts } = await client.conversations.info({ channel });
      if (facts?.is_private === undefined) return undefined;
      const { is_private: isPrivate, is_shared, is_ext_shared, is_org_shared, is_pending_ext_shared } = facts;
      const isShared = Boolean(is_shared || is_ext_shared || is_org_shared || is_pending_ext_shared);
      if (!isPrivate || isShared) return { isPrivate, isShared, hasGuests: false };
      return { isPrivate, isShared, hasGuests: await hasGuests(client, channel, isGuest) };
    } catch {
      return undefined;
    }
  };
}

/** Nobody else reads it; whoever belongs to another organisation is as a shared channel. */
async function personOnly(client: webApi.WebClient, user: string): Promise<Audience | undefined> {
  const { user: facts } = await client.users.info({ user });
  if (facts === undefined) return undefined;
  const hasGuests = Boolean(facts.is_restricted || facts.is_ultra_restricted);
  return { isPrivate: true, isShared: Boolean(facts.is_stranger), hasGuests };
}

const KEPT_MS = 24 * 3_600_000;

/** Asks member by member until a guest is found; a channel that is too large to ask about is taken to have one. */
async function hasGuests(
  client: webApi.WebClient,
  channel: string,
  isGuest: (user: string) => Promise<boolean>,
): Promise<boolean> {
  const { members = [], response_metadata } = await client.conversations.members({ channel, limit: MOST_MEMBERS });
  if (response_metadata?.next_cursor) return true;
  for (const user of members) if (await isGuest(user)) return true;
  return false;
}

const MOST_MEMBERS = 100;
