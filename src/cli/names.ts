import { Command } from 'commander';
import { counted, listed } from '../cases/listed.ts';
import type { NameDecision } from '../domain/name-decision.ts';
import { productName } from '../domain/product-name.ts';
import { WardwatchError } from '../errors.ts';
import { createNamesOffice } from '../office/names-office.ts';
import type { NamesDecided, NamesOffice } from '../ports/names-office.ts';
import { type CommonOptions, command, whoIsHere, withRunningApp, withStore } from './context.ts';
import { print, printJson, printTable, printWrapped } from './print.ts';

/** `wardwatch names …`: what people decided of names, which wins over what the words of the names say. */
export function namesCommand(): Command {
  return new Command('names')
    .description('Which names of the inventory and of advisories mean one product, as people decided')
    .addCommand(listCommand())
    .addCommand(decideCommand('same', 'Say that a name of the inventory and one of advisories mean the same product'))
    .addCommand(decideCommand('different', 'Say that they mean different products: "that is not ours"'))
    .addCommand(changeCommand('forget', 'Take a decision away, so that the words of the names count again'))
    .addCommand(changeCommand('undo', 'Take back the last change of a decision, within 24 hours'));
}

function listCommand(): Command {
  return command('list', 'List what was decided of names', ['names list', 'names list --json']).action(
    async (options: CommonOptions) => {
      const records = await withStore(options, ({ store }) => store.nameRecords());
      const held = records.flatMap(({ id, decision }) => (decision === undefined ? [] : [{ id, ...decision }]));
      if (options.json) for (const each of held) printJson(each);
      else if (held.length === 0) print('Nobody decided on names yet: what their words say counts.');
      else
        printTable(
          ['number', 'in the inventory', 'in advisories', 'are', 'by', 'at', 'why'],
          held.map(({ id, asset, advisory, verdict, by, at, why }) => [
            ...[`${id}`, productName(asset), productName(advisory), verdict, by.name, at.slice(0, 10), why],
          ]),
        );
    },
  );
}

interface DecideOptions extends CommonOptions {
  readonly why: string;
  readonly dryRun?: true;
}

function decideCommand(verdict: NameDecision['verdict'], description: string): Command {
  return command(verdict, `${description}. Whatever it touches is matched again`, [
    `names ${verdict} A-014 "Example Relay Desk" --why "${EXAMPLES[verdict]}"`,
    `names ${verdict} A-014 "Example Relay Desk" --why "${EXAMPLES[verdict]}" --dry-run`,
  ])
    .argument('<asset>', 'an asset; the decision holds for every asset that goes by its vendor and product')
    .argument('<name>', 'the product as advisories name it, with its vendor where several have such a product')
    .requiredOption('--why <text>', 'the reason, for whoever looks at it later')
    .option('--dry-run', 'only say how far it would go')
    .action((assetId: string, name: string, options: DecideOptions) =>
      withOffice(options, async (office) => {
        const found = await office.find(assetId, name);
        if (found.kind === 'refused') throw new WardwatchError('USAGE', found.because);
        const { names } = found;
        if (options.dryRun) {
          const reach = await office.reach(names);
          if (options.json) return printJson({ ...names, verdict, reach });
          return printWrapped(`It would hold for ${reachWords(reach)}. Nothing was changed.`);
        }
        await tell(await office.decide(names, verdict, options.why, whoIsHere()), options);
      }),
    );
}

const EXAMPLES: Readonly<Record<NameDecision['verdict'], string>> = {
  same: 'our name for it',
  different: 'ours is the script of the pharmacy',
};

function changeCommand(verb: 'forget' | 'undo', description: string): Command {
  return command(verb, description, [`names ${verb} 3`])
    .argument('<number>', 'the decision, as "names list" numbers it')
    .action((number: string, options: CommonOptions) =>
      withOffice(options, async (office) => {
        await tell(await office[verb](Number.parseInt(number, 10) || 0, whoIsHere()), options);
      }),
    );
}

function withOffice(options: CommonOptions, work: (office: NamesOffice) => Promise<void>): Promise<void> {
  return withRunningApp(options, ({ deps }) => work(createNamesOffice(deps)));
}

async function tell(decided: NamesDecided, options: CommonOptions): Promise<void> {
  if (decided.kind === 'refused') throw new WardwatchError('USAGE', decided.because);
  const { record, reach } = decided;
  const effect = await decided.effect();
  if (options.json) return printJson({ ...record, reach, effect });
  const { decision } = record;
  const what =
    decision === undefined
      ? 'is forgotten: the words of the names count again'
      : `"${productName(decision.asset)}" and "${productName(decision.advisory)}" are ${decision.verdict}`;
  printWrapped(`Decision ${record.id}: ${what}. It holds for ${reachWords(reach)}. ${effect}`);
  print(`"wardwatch names undo ${record.id}" takes it back for 24 hours.`);
}

function reachWords({
  assetIds,
  advisories,
  caseIds,
}: {
  assetIds: readonly string[];
  advisories: number;
  caseIds: readonly string[];
}) {
  const inCases = caseIds.length === 0 ? 'no case yet' : `${counted(caseIds.length, 'case')} (${listed(caseIds)})`;
  const assets = assetIds.length === 0 ? '' : ` (${listed(assetIds)})`;
  return `${counted(assetIds.length, 'asset')} of this name${assets}, ${
    advisories === 1 ? '1 stored advisory' : `${advisories} stored advisories`
  }, ${inCases}, and whatever comes later`;
}
