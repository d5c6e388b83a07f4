import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { DEFAULT_CONFIG_FILE, loadSettings } from '../config/settings.ts';
import { WardwatchError } from '../errors.ts';
import { print, printJson } from './print.ts';
import { answerTo } from './question.ts';

interface InitOptions {
  readonly config: string;
  readonly data: string;
  readonly json?: true;
  readonly yes?: true;
  readonly force?: true;
  readonly organisation?: string;
  readonly slackChannel?: string;
  readonly admin: readonly string[];
}

/** `wardwatch init`: writes a commented config file, asking for what it needs. */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a commented config file, asking for what it needs')
    .option('--config <file>', 'where to write it', DEFAULT_CONFIG_FILE)
    .option('--data <dir>', 'the data folder that the commands named next will use', './data')
    .option('--json', 'machine-readable output')
    .option('--yes', 'ask nothing: take the options, and defaults for the rest')
    .option('--force', 'replace a file that is there')
    .option('--organisation <name>', 'the name that alerts call you by')
    .option('--slack-channel <id>', 'the channel for alerts, e.g. C0123456789')
    .option('--admin <user>', 'a Slack user or usergroup id with every right; may be given again', collect, [])
    .addHelpText(
      'after',
      '\nExamples:\n  $ wardwatch init\n  $ wardwatch init --yes --organisation "Larkspur Pharmacies" --slack-channel C0123456789 --admin U0123456789',
    )
    .action(async (options: InitOptions) => {
      const file = resolve(options.config);
      if (existsSync(file) && !options.force) {
        throw new WardwatchError('USAGE', `${file} is there already. --force replaces it; nothing was changed.`);
      }
      if (!options.yes && process.stdin.isTTY !== true) {
        throw new WardwatchError('USAGE', 'There is no terminal to ask at. Give the answers as options, with --yes.');
      }
      const answers = options.yes ? options : await ask(options);
      if (answers === undefined) {
        process.stderr.write('\nNothing was written.\n');
        process.exitCode = 130;
        return;
      }
      const text = configText(answers);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      // What was written must be readable: a wrong id is said at once.
      loadSettings(file, {});
      if (options.json) return printJson({ file });
      const data = options.data === './data' ? '' : ` --data ${options.data}`;
      print(`Wrote ${file}.`);
      print(
        `Next: put the Slack tokens into SLACK_BOT_TOKEN and SLACK_APP_TOKEN, import assets ("wardwatch assets import assets.csv${data}"),`,
      );
      print(`check ("wardwatch doctor${data}") and start ("wardwatch start${data}").`);
    });
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** The options with what a person answers for those that are not given; undefined where they leave. */
async function ask(options: InitOptions): Promise<InitOptions | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const organisation = options.organisation ?? (await answerTo(lines, 'What is your organisation called? '));
    if (organisation === undefined) return undefined;
    const slackChannel =
      options.slackChannel ?? (await answerTo(lines, 'Slack channel id for alerts (C…; empty: terminal only)? '));
    if (slackChannel === undefined) return undefined;
    const [first = await answerTo(lines, 'Your Slack user id (U…; empty: later)? '), ...more] = options.admin;
    return first === undefined ? undefined : { ...options, organisation, slackChannel, admin: [first, ...more] };
  } finally {
    lines.close();
  }
}

/** The config as a person would write it: every key, commented out where it has no value. */
function configText(answers: InitOptions): string {
  const organisation = answers.organisation?.trim() || undefined;
  const channel = answers.slackChannel?.trim() || undefined;
  const admins = answers.admin.map((id) => id.trim()).filter((id) => id !== '');
  return `# wardwatch's settings. Secrets are not here: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, DATABASE_URL and REDIS_URL come from the
# environment. config/wardwatch.example.yaml names every key.

# The name that alerts call you by.
${organisation === undefined ? '# organisation: Larkspur Pharmacies' : `organisation: ${JSON.stringify(organisation)}`}

alerts:
  # Cases of this priority and more urgent ones are posted: P1, P2, P3, P4 or INFO. The rest is in "wardwatch cases".
  from: P3

slack:
  # The id of the channel for alerts (channel name > About, at the bottom). Invite the bot into it.
${channel === undefined ? '  # channel: C0123456789' : `  channel: ${JSON.stringify(channel)}`}
  # Who may do what: ids of Slack usergroups (S…) and users (U…). Viewers ask; analysts also act on alerts; admins also
  # pause sources and read the audit. Who is in none of them may do nothing.
  roles:
    viewers: []
    analysts: []
    admins: ${JSON.stringify(admins)}
  # A channel where wardwatch says what it cannot do by itself, such as a channel that Slack refuses.
  # operatorChannel: C0123456780

sources:
  # Ids of the sources to poll; without it, those of the catalogue that are on by default ("wardwatch sources list").
  # use: [cisa-kev, drop]
  # A folder of your own source files, in the shape of config/sources.
  # folder: config/my-sources
`;
}
