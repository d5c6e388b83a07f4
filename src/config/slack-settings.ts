import { z } from 'zod';
import { type DigestPlan, type LocalHour, WEEKDAYS } from '../domain/digest-plan.ts';
import { type OwnerBook, ownerKey } from '../domain/owner.ts';
import { TLP_LABELS, type Tlp } from '../domain/tlp.ts';
import { PRIORITIES, type Priority } from '../domain/triage.ts';
import { durationMs } from './duration.ts';
import { isTimeZone } from './time-zone.ts';

/** What the config says of Slack. */
export interface SlackSettings {
  /** Channel id for what no route takes; absent, with no route either: nothing is posted. */
  readonly channel?: string;
  /** The usergroup that is called there for P1. */
  readonly mention?: string;
  /** Where the operator is told what wardwatch cannot do by itself. */
  readonly operatorChannel?: string;
  readonly routes: readonly SlackRoute[];
  readonly quietHours?: { readonly from: string; readonly to: string; readonly timeZone: string };
  readonly escalateAfterMs: number;
  readonly digests: readonly DigestPlan[];
  /** When owners are reminded, on the first working day of a month; absent: they are not. */
  readonly remindAt?: LocalHour;
  /** When the operator is told once a day that wardwatch works; absent: never. */
  readonly heartbeatAt?: LocalHour;
  /** Usergroup ids and user ids; who is in none of them may do nothing. */
  readonly roles: {
    readonly viewers: readonly string[];
    readonly analysts: readonly string[];
    readonly admins: readonly string[];
  };
  /** Who in Slack stands for the owners that the inventory names. */
  readonly owners: OwnerBook;
  /** The port for Slack's requests, where they come by HTTP (SLACK_SIGNING_SECRET). */
  readonly port: number;
}

/** A channel that takes some of the cases: every list that is given must have a member that fits. */
export interface SlackRoute {
  readonly channel: string;
  readonly from?: Priority;
  readonly products?: readonly string[];
  readonly suppliers?: readonly string[];
  readonly sites?: readonly string[];
  readonly owners?: readonly string[];
  readonly tlp?: readonly Tlp[];
  readonly mention?: string;
}

const channelId = z.string().regex(/^[CG][A-Z0-9]{6,}$/, {
  error:
    'must be a channel id such as "C0123456789", not a name; click the channel\'s name in Slack: the id stands at the bottom of "About"',
});

const usergroupId = z.string().regex(/^S[A-Z0-9]{6,}$/, {
  error:
    'must be a usergroup id such as "S0123456789", not a name; in Slack: People > User groups > the group > "Copy group ID"',
});

const memberId = z.string().regex(/^[SUW][A-Z0-9]{6,}$/, {
  error:
    'must be a user id such as "U0123456789" or a usergroup id such as "S0123456789", not a name; in Slack: profile > More > "Copy member ID"',
});

const ownerId = z.string().regex(/^[CGSUW][A-Z0-9]{6,}$/, {
  error: 'must be the id of a user (U…), a usergroup (S…) or a channel (C…), not a name',
});

const placeId = z.string().regex(/^[CGUW][A-Z0-9]{6,}$/, {
  error: 'must be the id of a channel (C…) or of a user (U…), not a name',
});

const TIME_ERROR = 'must be a time such as "22:00", in quotes';
const timeOfDay = z.string({ error: TIME_ERROR }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: TIME_ERROR });

const zone = z.string().refine(isTimeZone, { error: 'must be the name of a time zone, e.g. "America/New_York"' });

const words = z.array(z.string().min(1)).min(1).optional();

const route = z.strictObject({
  channel: channelId,
  from: z.enum(PRIORITIES).optional(),
  products: words,
  suppliers: words,
  sites: words,
  owners: words,
  tlp: z.array(z.enum(TLP_LABELS)).min(1).optional(),
  mention: usergroupId.optional(),
});

const digest = z
  .strictObject({
    to: placeId,
    every: z.enum(['day', 'week']),
    at: timeOfDay,
    timeZone: zone,
    on: z.enum(WEEKDAYS).optional(),
  })
  .refine(({ every, on }) => every === 'week' || on === undefined, {
    path: ['on'],
    error: 'belongs to "every: week"; take it away',
  })
  .transform(
    ({ every, on = 'monday', ...rest }): DigestPlan => (every === 'day' ? { ...rest, every } : { ...rest, every, on }),
  );

const DEFAULT_PORT = 3_000;
const DEFAULT_HEARTBEAT = '08:00';
const DEFAULT_ESCALATE_AFTER_MS = 30 * 60_000;

/** The keys under `slack:`; `config/wardwatch.example.yaml` names them all. */
export const slackSchema = z.strictObject({
  channel: channelId.optional(),
  mention: usergroupId.optional(),
  operatorChannel: channelId.optional(),
  heartbeat: z
    .union([timeOfDay, z.literal('off')], { error: 'must be a time such as "08:00", in quotes, or off' })
    .optional(),
  routes: z.array(route).optional(),
  quietHours: z
    .strictObject({
      from: timeOfDay,
      to: timeOfDay,
      timeZone: zone,
    })
    .optional(),
  escalateAfter: durationMs.optional(),
  digests: z
    .array(digest)
    .refine((all) => new Set(all.map(({ to }) => to)).size === all.length, {
      error: 'names a place twice; a place has one digest',
    })
    .optional(),
  roles: z
    .strictObject({
      viewers: z.array(memberId).default([]),
      analysts: z.array(memberId).default([]),
      admins: z.array(memberId).default([]),
    })
    .optional(),
  owners: z.array(z.strictObject({ owner: z.string().min(1), id: ownerId })).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
});

/** The settings with their defaults. */
export function slackSettings(written: z.infer<typeof slackSchema> = {}): SlackSettings {
  const { channel, mention, operatorChannel, quietHours, routes, escalateAfter, digests, roles, owners, port } =
    written;
  const timeZone = digests?.[0]?.timeZone ?? quietHours?.timeZone ?? 'UTC';
  const { heartbeat = DEFAULT_HEARTBEAT } = written;
  return {
    ...(channel !== undefined && { channel }),
    ...(mention !== undefined && { mention }),
    ...(operatorChannel !== undefined && { operatorChannel }),
    ...(operatorChannel !== undefined && heartbeat !== 'off' && { heartbeatAt: { at: heartbeat, timeZone } }),
    routes: (routes ?? []) as readonly SlackRoute[],
    ...(quietHours !== undefined && { quietHours }),
    escalateAfterMs: escalateAfter ?? DEFAULT_ESCALATE_AFTER_MS,
    digests: digests ?? [],
    remindAt: { at: digests?.[0]?.at ?? '09:00', timeZone: digests?.[0]?.timeZone ?? 'UTC' },
    roles: roles ?? { viewers: [], analysts: [], admins: [] },
    owners: new Map((owners ?? []).map(({ owner, id }) => [ownerKey(owner), id])),
    port: port ?? DEFAULT_PORT,
  };
}
