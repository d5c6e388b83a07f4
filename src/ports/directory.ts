import type { NonEmpty } from '../domain/non-empty.ts';

/** Where somebody is told. `nobody`: there is no such person or group, or they left; `because` says it in plain words. */
export type Whereabouts =
  | { readonly kind: 'found'; readonly channels: NonEmpty<string> }
  | { readonly kind: 'nobody'; readonly because: string }
  | { readonly kind: 'cannot-tell'; readonly because: string };

/** Who is in Slack. */
export interface Directory {
  /** Of a user, a usergroup (each of its members) or a channel, by its id. */
  byId(id: string): Promise<Whereabouts>;
  byEmail(address: string): Promise<Whereabouts>;
}
