import { describe, expect, it } from 'vitest';
import { createRoles, type Role, type RoleConfig } from '../../src/slack/roles.ts';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  S0VIEWERS1: ['U0VIEWER01'],
  S0ANALYST1: ['U0ANALYST1'],
  S0ADMINS01: ['U0ADMIN001'],
};
const CONFIG: RoleConfig = {
  viewers: ['S0VIEWERS1'],
  analysts: ['S0ANALYST1', 'U0NAMED001'],
  admins: ['S0ADMINS01'],
};

function rolesOf(config = CONFIG) {
  const asked: string[] = [];
  let nowMs = 0;
  let isDown = false;
  const membersOf = async (groupId: string) => {
    asked.push(groupId);
    if (isDown) throw new Error('internal_error');
    return GROUPS[groupId] ?? [];
  };
  return {
    roles: createRoles(config, membersOf, () => nowMs),
    asked,
    pass: (ms: number) => {
      nowMs += ms;
    },
    goDown: () => {
      isDown = true;
    },
  };
}

describe('who may do what', () => {
  const cases: readonly [user: string, may: readonly Role[]][] = [
    ['U0ADMIN001', ['viewer', 'analyst', 'admin']],
    ['U0ANALYST1', ['viewer', 'analyst']],
    ['U0NAMED001', ['viewer', 'analyst']],
    ['U0VIEWER01', ['viewer']],
    ['U0NOBODY01', []],
  ];
  it.each(cases)('%s is %j', async (user, may) => {
    const { roles } = rolesOf();
    const all: readonly Role[] = ['viewer', 'analyst', 'admin'];
    const answers = await Promise.all(all.map(async (role) => (await roles.allows(user, role)).ok));
    expect(all.filter((_, index) => answers[index])).toEqual(may);
  });

  it('a refusal names those who have the role', async () => {
    expect(await rolesOf().roles.allows('U0VIEWER01', 'analyst')).toEqual({
      ok: false,
      ask: ['S0ANALYST1', 'U0NAMED001'],
      because: 'This needs the role "analyst". Ask to be added, or ask one of these to do it:',
    });
  });

  it('where only a higher role is given out, a refusal names that one', async () => {
    const { roles } = rolesOf({ viewers: [], analysts: [], admins: ['S0ADMINS01'] });
    expect(await roles.allows('U0VIEWER01', 'analyst')).toMatchObject({ ok: false, ask: ['S0ADMINS01'] });
  });

  it('where nobody has a role, a refusal names the key of the config', async () => {
    const { roles } = rolesOf({ viewers: [], analysts: [], admins: [] });
    expect(await roles.allows('U0VIEWER01', 'viewer')).toEqual({
      ok: false,
      ask: [],
      because: expect.stringContaining('slack.roles'),
    });
  });

  it('asks for the members of a group once a minute', async () => {
    const { roles, asked, pass } = rolesOf();
    await roles.allows('U0ADMIN001', 'admin');
    pass(59_999);
    await roles.allows('U0ADMIN001', 'admin');
    expect(asked).toEqual(['S0ADMINS01']);
    pass(1);
    await roles.allows('U0ADMIN001', 'admin');
    expect(asked).toEqual(['S0ADMINS01', 'S0ADMINS01']);
  });

  it('refuses where Slack does not say who is in a group, also who was in it a minute ago', async () => {
    const { roles, pass, goDown } = rolesOf();
    expect(await roles.allows('U0ADMIN001', 'admin')).toEqual({ ok: true });
    goDown();
    pass(60_000);
    expect(await roles.allows('U0ADMIN001', 'admin')).toEqual({
      ok: false,
      ask: [],
      because: 'Slack does not say now who is in which group, so nothing was done. Try again in a minute.',
    });
  });

  it('a user who is named needs no group', async () => {
    const { roles, goDown } = rolesOf();
    goDown();
    expect(await roles.allows('U0NAMED001', 'analyst')).toEqual({ ok: true });
  });
});
