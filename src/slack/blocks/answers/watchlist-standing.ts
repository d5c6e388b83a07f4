import { PRIORITY_WORDS } from '../../../domain/alert-words.ts';
import type { LocalDate } from '../../../domain/time.ts';
import { type Watchlist, watchesAnything } from '../../../domain/watch.ts';
import { type ChannelFacts, channelTrouble, ownerTrouble, type PersonFacts } from '../../standings.ts';
import { literal } from '../safe-text.ts';

/** A watchlist with what Slack says of its channel and its owner; each is absent where the list has none of Slack. */
export interface ShownWatchlist {
  readonly list: Watchlist;
  readonly channel?: ChannelFacts;
  readonly owner?: PersonFacts;
}

/** When a list is told, and to whom: "from P2, act soon; told in #imaging, dana is called; until 2027-06-30". */
export function termsOf({ list, channel, owner }: ShownWatchlist): string {
  const name = literal(owner?.shown ?? '', 60);
  const place = channel === undefined ? undefined : literal(channel.shown, 90);
  const told =
    place !== undefined
      ? `told in ${place}${name === '' ? '' : `, where ${name} is called`}`
      : name === ''
        ? 'told to nobody by itself, as it has neither channel nor owner'
        : `told to ${name} directly`;
  const until = list.expiresOn === undefined ? '' : `; until ${list.expiresOn}`;
  return `from ${list.from}, ${PRIORITY_WORDS[list.from]}; ${told}${until}`;
}

/** What a person should look at. */
export function troublesOf({ list, channel, owner }: ShownWatchlist, today: LocalDate): readonly string[] {
  const troubles = [
    list.expiresOn !== undefined && list.expiresOn < today
      ? `It expired after ${list.expiresOn} and raises nothing any more.`
      : undefined,
    watchesAnything(list) ? undefined : `It watches for nothing yet: "/watchlist edit ${list.name}".`,
    channel === undefined ? undefined : channelTrouble(channel),
    owner === undefined ? undefined : ownerTrouble(owner),
  ];
  return troubles.flatMap((trouble) => trouble ?? []);
}
