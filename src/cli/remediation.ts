import type { Command } from 'commander';
import { REMEDIATION_STATES, type RemediationState } from '../domain/handling.ts';
import { WardwatchError } from '../errors.ts';
import { actOnCase } from '../pipeline/act-on-case.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp } from './context.ts';
import { printJson, printWrapped } from './print.ts';

interface RemediationOptions extends CommonOptions {
  readonly note?: string;
  readonly cve?: readonly string[];
}

/** `wardwatch remediation CASE STATE ASSET…`: how far the remedy of a case's flaws has come on its assets. */
export function remediationCommand(): Command {
  return command('remediation', 'Say how far the remedy of a case has come on its assets', [
    'remediation C-1 in-progress A-014 --note "change window on Thursday"',
    'remediation C-1 done A-014 A-015 --cve CVE-2024-1709',
  ])
    .argument('<case>', 'the case, such as C-1')
    .argument('<state>', REMEDIATION_STATES.join(', '))
    .argument('<assets...>', 'assets of the case')
    .option('--cve <id...>', 'only these flaws of the case; all of them where absent')
    .option('--note <text>', 'why, or the ticket')
    .action(async (caseId: string, written: string, assets: string[], options: RemediationOptions) => {
      const state = readState(written);
      const [first = '', ...rest] = assets;
      const words = await withRunningApp(options, async ({ deps }) => {
        const seen = await deps.store.caseById(caseId);
        if (seen === undefined)
          throw new WardwatchError('NOT_FOUND', `No case is called "${caseId}". "wardwatch cases" lists them.`);
        const action = {
          ...{ kind: 'remediate' as const, assetIds: [first, ...rest] as const, state },
          ...(options.cve !== undefined && { cves: options.cve.map((cve) => cve.toUpperCase()) }),
          ...(options.note !== undefined && { note: options.note }),
        };
        const request = { caseId: seen.id, action, actor: whoIsHere(), seenVersion: seen.handling.version };
        const outcome = await actOnCase(deps, request);
        if (outcome.kind === 'done') return outcome.words;
        throw new WardwatchError('USAGE', outcome.kind === 'refused' ? outcome.because : `${caseId} is gone.`);
      });
      if (options.json) printJson({ case: caseId, state, assets, words });
      else printWrapped(words);
    });
}

function readState(written: string): RemediationState {
  const state = REMEDIATION_STATES.find((each) => each === written.toLowerCase());
  if (state !== undefined) return state;
  throw new WardwatchError('USAGE', `"${written}" is no state; there are ${REMEDIATION_STATES.join(', ')}.`);
}
