import { Command } from 'commander';
import { drawCard, innerWidth, type Line, paragraph } from '../console/box.ts';
import { createPaint } from '../console/paint.ts';
import { visibleText } from '../domain/visible-text.ts';
import { WardwatchError } from '../errors.ts';
import type { Surface } from '../slack/surfaces/surface.ts';
import { type CommonOptions, command, settingsOf, wantsColour } from './context.ts';
import { print, printJson } from './print.ts';

/** `wardwatch slack …`: what wardwatch draws in Slack, seen from outside of it. */
export function slackCommand(): Command {
  return new Command('slack')
    .description('What wardwatch draws in Slack: look at it here, or let Slack check it')
    .addCommand(previewCommand())
    .addCommand(checkCommand());
}

function previewCommand(): Command {
  return new Command('preview')
    .description('Draw every card, window and answer on this terminal, of made-up samples; needs no Slack')
    .argument('[name]', 'only this one, e.g. alert')
    .option('--form <form>', 'only this form: ordinary or maximal')
    .option('--json', 'one line each: the very payload that Slack would get')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wardwatch slack preview\n  $ wardwatch slack preview snooze --form ordinary\n  $ wardwatch slack preview --json > surfaces.jsonl',
    )
    .action(async (name: string | undefined, options: PreviewOptions) => {
      const { surfaceName } = await import('../slack/surfaces/surface.ts');
      const surfaces = chosen((await import('../slack/surfaces/registry.ts')).SURFACES, name, options.form);
      const { renderSurface } = await import('../slack/preview/render-surface.ts');
      for (const one of surfaces) {
        if (options.json) printJson({ surface: one.surface, name: surfaceName(one), payload: one.payload });
        else print(inBox(`${one.surface} ${surfaceName(one)}`, renderSurface(one)));
      }
    });
}

interface PreviewOptions {
  readonly form?: string;
  readonly json?: true;
}

function chosen(all: readonly Surface[], name: string | undefined, form: string | undefined): readonly Surface[] {
  if (form !== undefined && form !== 'ordinary' && form !== 'maximal') {
    throw new WardwatchError('USAGE', `--form is "${form}"; it must be ordinary or maximal.`);
  }
  const found = all.filter(
    (one) => (name === undefined || one.name === name) && (form === undefined || one.form === form),
  );
  if (found.length > 0) return found;
  const names = [...new Set(all.map((one) => one.name))].join(', ');
  throw new WardwatchError('NOT_FOUND', `wardwatch draws nothing called "${name}". There are: ${names}.`);
}

function inBox(title: string, lines: readonly { readonly lead: string; readonly text: string }[]): string {
  const width = Math.min(Math.max(process.stdout.columns ?? 100, 60), 100);
  const drawn = lines.flatMap(({ lead, text }): Line[] =>
    text === '' ? [[]] : paragraph(visibleText(text), innerWidth(width), lead),
  );
  const paint = createPaint(wantsColour(process.stdout));
  return drawCard({ topLeft: [{ text: title, style: 'heading' }], sections: [{ lines: drawn }] }, width, paint);
}

function checkCommand(): Command {
  return command(
    'check',
    'Ask Slack whether it would take everything that wardwatch draws; needs a network, no token',
    ['slack check', 'slack check --json'],
  ).action(async (options: CommonOptions) => {
    const { apiUrl } = settingsOf(options).slack;
    const { SURFACES } = await import('../slack/surfaces/registry.ts');
    const { surfaceName } = await import('../slack/surfaces/surface.ts');
    const { checkSurfaces } = await import('../slack/check-surfaces.ts');
    const checks = checkSurfaces(SURFACES, { log: () => undefined, ...(apiUrl !== undefined && { apiUrl }) });
    for await (const { surface, errors } of checks) {
      const isRefused = errors.length > 0;
      if (isRefused) process.exitCode = 1;
      if (options.json) printJson({ surface: surface.surface, name: surfaceName(surface), ok: !isRefused, errors });
      else print(`${isRefused ? 'refused' : 'ok     '}  ${surface.surface} ${surfaceName(surface)}`);
      if (!options.json) for (const error of errors) print(`         ${visibleText(error)}`);
    }
  });
}
