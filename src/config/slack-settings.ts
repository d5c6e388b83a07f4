import { z } from 'zod';
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

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time such as "22:00", in quotes' });

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

const DEFAULT_PORT = 3_000;
const DEFAULT_ESCALATE_AFTER_MS = 30 * 60_000;

/** The keys under `slack:`; `config/wardwatch.example.yaml` names them all. */
export const slackSchema = z.strictObject({
  channel: channelId.optional(),
  mention: usergroupId.optional(),
  operatorChannel: channelId.optional(),
  routes: z.array(route).optional(),
  quietHours: z
    .strictObject({
      from: timeOfDay,
      to: timeOfDay,
      timeZone: z.string().refine(isTimeZone, { error: 'must be the name of a time zone, e.g. "America/New_York"' }),
    })
    .optional(),
  escalateAfter: durationMs.optional(),
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
  const { channel, mention, operatorChannel, quietHours, routes, escalateAfter, roles, owners, port } = written;
  return {
    ...(channel !== undefined && { channel }),
    ...(mention !== undefined && { mention }),
    ...(operatorChannel !== undefined && { operatorChannel }),
    routes: (routes ?? []) as readonly SlackRoute[],
    ...(quietHours !== undefined && { quietHours }),
    escalateAfterMs: escalateAfter ?? DEFAULT_ESCALATE_AFTER_MS,
    roles: roles ?? { viewers: [], analysts: [], admins: [] },
    owners: new Map((owners ?? []).map(({ owner, id }) => [ownerKey(owner), id])),
    port: port ?? DEFAULT_PORT,
  };
}
