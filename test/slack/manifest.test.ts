import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/package-root.ts';
import { METHODS, OTHER_SCOPES } from '../../src/slack/methods.ts';

const text = readFileSync(join(packageRoot(), 'config', 'slack-manifest.yaml'), 'utf8');
const manifest: unknown = parse(text);

/** Slack's rules for what the manifest uses (docs.slack.dev, "App manifest reference", schema 2.0.0). */
const RULES = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140).optional(),
    long_description: z.string().min(175).max(4_000).optional(),
    background_color: z
      .string()
      .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i)
      .optional(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .regex(/^[A-Za-z0-9_. -]+$/)
        .max(80),
      always_online: z.boolean().optional(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .regex(/^\/[^\s/]+$/)
            .max(32),
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().max(1_000).optional(),
          should_escape: z.boolean().optional(),
          url: z.url().optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z_]+(?:[.:][a-z_.]+)*$/)).max(255) }),
  }),
  settings: z.strictObject({
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: z.url().optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the manifest of the Slack app', () => {
  it('keeps to the rules that Slack publishes', () => {
    expect(RULES.safeParse(manifest).error?.issues ?? []).toEqual([]);
  });

  it.each<[string, (broken: z.infer<typeof RULES>) => void]>([
    ['a name of 36 characters', (broken) => Object.assign(broken.display_information, { name: 'w'.repeat(36) })],
    [
      'a command without its slash',
      (broken) => Object.assign(broken.features.slash_commands[0] ?? {}, { command: 'ward' }),
    ],
    ['a key that nobody knows', (broken) => Object.assign(broken.settings, { socket_mode: true })],
  ])('would not with %s', (_, spoil) => {
    const broken = RULES.parse(parse(text));
    spoil(broken);
    expect(RULES.safeParse(broken).success).toBe(false);
  });

  it('asks for no scope that nothing uses, and for every scope that something needs', () => {
    const used = [...Object.values(METHODS).flat(), ...OTHER_SCOPES];
    expect([...RULES.parse(manifest).oauth_config.scopes.bot].sort()).toEqual([...new Set(used)].sort());
  });

  it('says of every scope what it is for', () => {
    const scopes = text.split('bot:\n')[1]?.split('settings:')[0]?.trim().split('\n') ?? [];
    expect(scopes.filter((line) => !/- [a-z:.]+ # \S/.test(line))).toEqual([]);
  });

  it('knows every method that the code calls', () => {
    const folder = join(packageRoot(), 'src', 'slack');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const called = [...code.matchAll(/\b(?:client|quick|patient)\.([a-zA-Z0-9]+(?:\.[a-zA-Z0-9]+)*)\(/g)].map(
      (match) => match[1] ?? '',
    );
    expect([...new Set(called)].filter((method) => method !== 'once').sort()).toEqual(Object.keys(METHODS).sort());
  });
});
