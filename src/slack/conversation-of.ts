import type { webApi } from '@slack/bolt';

/** Whether a place is a person, by the person's id. */
export function isPerson(place: string): boolean {
  return /^[UW]/.test(place);
}

/**
 * Makes a function that gives the conversation of a place: a channel is its own, a person's is the direct one with the bot, which
 * Slack opens when it is asked for and which stays the same for ever. Throws what the Web API client throws.
 */
export function conversationReader(client: webApi.WebClient): (place: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (place) => {
    if (!isPerson(place)) return place;
    const open = known.get(place) ?? (await client.conversations.open({ users: place })).channel?.id;
    if (open === undefined) throw new Error('Slack opened no conversation with this person');
    known.set(place, open);
    return open;
  };
}
