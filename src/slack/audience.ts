import { TLP_LABELS, type Tlp } from '../domain/tlp.ts';

/** Who can read a channel, as far as TLP asks for it. */
export interface Audience {
  readonly isPrivate: boolean;
  /** Shared with another organisation or workspace. */
  readonly isShared: boolean;
  /** A guest is a member. */
  readonly hasGuests: boolean;
}

/**
 * The highest TLP that a channel may show (FIRST TLP 2.0): AMBER stays within the organisation and its clients, AMBER+STRICT
 * within the organisation, and RED never goes to a channel. An unknown audience is everybody.
 */
export function highestTlp(audience: Audience | undefined): Tlp {
  if (audience === undefined || audience.isShared) return 'CLEAR';
  if (!audience.isPrivate) return 'GREEN';
  return audience.hasGuests ? 'AMBER' : 'AMBER+STRICT';
}

/** Whether something with this label may be shown where `highest` is the limit. */
export function mayShow(tlp: Tlp, highest: Tlp): boolean {
  return TLP_LABELS.indexOf(tlp) <= TLP_LABELS.indexOf(highest);
}

/** Asks for a channel's audience, and asks again after ten minutes. A failing look-up is an unknown audience, and is not kept. */
export function createAudiences(
  look: (channel: string) => Promise<Audience | undefined>,
  nowMs: () => number,
): (channel: string) => Promise<Audience | undefined> {
  const known = new Map<string, { readonly audience: Audience; readonly atMs: number }>();
  return async (channel) => {
    const entry = known.get(channel);
    if (entry && nowMs() - entry.atMs < KEPT_MS) return entry.audience;
    const audience = await look(channel);
    if (audience) known.set(channel, { audience, atMs: nowMs() });
    else known.delete(channel);
    return audience;
  };
}

const KEPT_MS = 10 * 60_000;
