import { writeFileSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { systemClock } from '../app-store.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../domain/export.ts';
import { messageOf, WardwatchError } from '../errors.ts';
import { EXPORTERS } from '../exports/registry.ts';
import { uuidv5 } from '../uuidv5.ts';
import { type CommonOptions, command, settingsOf, withStore } from './context.ts';

/** `wardwatch export CASE FORMAT`: a case as a file for other tools, with its TLP label said beside it. */
export function exportCommand(): Command {
  return command('export', 'Write a case as a STIX 2.1 bundle, as OpenVEX or as CSV', [
    'export C-1 stix > case.json',
    'export C-1 vex --out C-1.openvex.json',
    'export C-1 csv',
  ])
    .argument('<case>', 'a case (C-1)')
    .addArgument(
      new Argument('<format>', 'stix: live indicators; vex: what was declared not affected').choices(EXPORT_FORMATS),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .action((id: string, format: ExportFormat, options: CommonOptions & { readonly out?: string }) =>
      withStore(options, async ({ store }) => {
        const known = await store.caseById(id.toUpperCase());
        if (!known) {
          throw new WardwatchError('NOT_FOUND', `No case is called "${id}". "wardwatch cases" lists them.`);
        }
        const { organisation } = settingsOf(options);
        const context = { now: systemClock.now(), uuidv5, ...(organisation !== undefined && { organisation }) };
        const outcome = EXPORTERS[format].export(known, context);
        if (outcome.kind === 'nothing') throw new WardwatchError('NOT_FOUND', outcome.because);
        const { content, tlp } = outcome.file;
        if (tlp !== 'CLEAR') process.stderr.write(`This export of ${known.id} is TLP:${tlp}.\n`);
        if (options.out === undefined) process.stdout.write(content);
        else writeOut(options.out, content);
      }),
    );
}

function writeOut(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    throw new WardwatchError('USAGE', `${file} cannot be written: ${messageOf(cause)}.`, { cause });
  }
}
