import type { webApi } from '@slack/bolt';
import { errorCodeOf } from './outcome.ts';

/** How wardwatch stands to a channel; `unsaid` where Slack does not say now. */
export interface ChannelFacts {
  /** `#imaging`, or the id where its name is not known. */
  readonly shown: string;
  readonly standing: 'member' | 'outside' | 'archived' | 'hidden' | 'unsaid';
}

/** Somebody of Slack; `unsaid` where Slack does not say now. */
export interface PersonFacts {
  readonly shown: string;
  readonly standing: 'here' | 'left' | 'app' | 'unsaid';
}

/** How wardwatch stands to channels, and people to the workspace. Never throws. */
export interface Standings {
  channel(id: string): Promise<ChannelFacts>;
  standingOf(id: string): Promise<PersonFacts>;
}

/** Asks Slack each time. */
export function createStandings(quick: webApi.WebClient): Standings {
  return {
    channel: async (id) => {
      try {
        const { channel } = await quick.conversations.info({ channel: id });
        const shown = channel?.name === undefined ? id : `#${channel.name}`;
        if (channel?.is_archived) return { shown, standing: 'archived' };
        return { shown, standing: channel?.is_member ? 'member' : 'outside' };
      } catch (fault) {
        return { shown: id, standing: errorCodeOf(fault) === 'channel_not_found' ? 'hidden' : 'unsaid' };
      }
    },
    standingOf: async (id) => {
      try {
        const { user } = await quick.users.info({ user: id });
        const shown = user?.profile?.display_name || user?.real_name || user?.name || id;
        if (user?.deleted) return { shown, standing: 'left' };
        return { shown, standing: user?.is_bot ? 'app' : 'here' };
      } catch (fault) {
        return { shown: id, standing: errorCodeOf(fault) === 'user_not_found' ? 'left' : 'unsaid' };
      }
    },
  };
}

/** Why alerts cannot go to a channel, with what to do about it; undefined where they can, as far as Slack says. */
export function channelTrouble({ shown, standing }: ChannelFacts): string | undefined {
  switch (standing) {
    case 'outside':
      return `wardwatch is not in ${shown}. Type "/invite @wardwatch" in that channel.`;
    case 'hidden':
      return 'wardwatch does not see this channel. If it is private, type "/invite @wardwatch" in it.';
    case 'archived':
      return `${shown} is archived. Choose another channel, or unarchive it.`;
    default:
      return undefined;
  }
}

/** Why somebody cannot own a list; undefined where they can, as far as Slack says. */
export function ownerTrouble({ shown, standing }: PersonFacts): string | undefined {
  if (standing === 'left') return `${shown} has left the workspace. Choose another owner.`;
  return standing === 'app' ? `${shown} is an app. Choose a person.` : undefined;
}
