/** What somebody must be to do something. An admin is also an analyst, and an analyst a viewer. */
export type Role = 'viewer' | 'analyst' | 'admin';

/** Who has which role: ids of usergroups (`S…`) and of users (`U…`, `W…`). */
export interface RoleConfig {
  readonly viewers: readonly string[];
  readonly analysts: readonly string[];
  readonly admins: readonly string[];
}

export type Permission =
  | { readonly ok: true }
  | { readonly ok: false; readonly ask: readonly string[]; readonly because: string };

/** Who may do what. */
export interface Roles {
  /** Whether a user has a role. Where Slack does not say who is in a group, nobody is. */
  allows(userId: string, role: Role): Promise<Permission>;
}

/** Roles by config, with the members of groups as Slack names them, asked for anew every minute. */
export function createRoles(
  config: RoleConfig,
  membersOf: (groupId: string) => Promise<readonly string[]>,
  nowMs: () => number,
): Roles {
  const known = new Map<string, { readonly members: readonly string[]; readonly atMs: number }>();
  const members = async (groupId: string): Promise<readonly string[]> => {
    const entry = known.get(groupId);
    if (entry && nowMs() - entry.atMs < KEPT_MS) return entry.members;
    const fresh = await membersOf(groupId);
    known.set(groupId, { members: fresh, atMs: nowMs() });
    return fresh;
  };
  return {
    async allows(userId, role) {
      const holders = holdersOf(config, role);
      if (holders.includes(userId)) return { ok: true };
      try {
        for (const id of holders.filter(isGroup)) if ((await members(id)).includes(userId)) return { ok: true };
      } catch {
        return {
          ok: false,
          ask: [],
          because: 'Slack does not say now who is in which group, so nothing was done. Try again in a minute.',
        };
      }
      return { ok: false, ...refusal(config, role) };
    },
  };
}

const KEPT_MS = 60_000;

function isGroup(id: string): boolean {
  return id.startsWith('S');
}

function holdersOf({ viewers, analysts, admins }: RoleConfig, role: Role): readonly string[] {
  if (role === 'admin') return admins;
  return role === 'analyst' ? [...analysts, ...admins] : [...viewers, ...analysts, ...admins];
}

/** Names whom to ask: those who have the role, the narrowest first. */
function refusal(config: RoleConfig, role: Role): { readonly ask: readonly string[]; readonly because: string } {
  const own = { viewer: config.viewers, analyst: config.analysts, admin: config.admins }[role];
  const ask = own.length > 0 ? own : holdersOf(config, role);
  return {
    ask: ask.slice(0, MOST_NAMED),
    because:
      ask.length === 0
        ? `Nobody has the role "${role}" yet. Whoever runs wardwatch adds users or usergroups under slack.roles in its config.`
        : `This needs the role "${role}". Ask to be added, or ask one of these to do it:`,
  };
}

const MOST_NAMED = 5;
