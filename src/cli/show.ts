import type { Command } from 'commander';
import { dueSentence } from '../alerts/format.ts';
import { alertMessage } from '../alerts/message.ts';
import type { Advisory } from '../domain/advisory.ts';
import { datedAt, daysLate } from '../domain/advisory.ts';
import { cveWords } from '../domain/alert-words.ts';
import type { Case, CaseAsset } from '../domain/case.ts';
import { statusOf } from '../domain/handling.ts';
import type { Quote } from '../domain/quote.ts';
import { WardwatchError } from '../errors.ts';
import { defang } from '../indicators/defang.ts';
import { schemesOfMatch } from '../matching/why-scheme.ts';
import { movedAdvisories } from '../office/moved-advisories.ts';
import type { DecisionRecord } from '../ports/case-desk.ts';
import type { Store } from '../ports/store.ts';
import { describeRange } from '../versions/range.ts';
import { caseLine } from './cases.ts';
import { type CommonOptions, command, withStore } from './context.ts';
import { evidenceSentence, safeMatch } from './evidence-words.ts';
import { showHistory } from './history.ts';
import { print, printJson, printStill, printWrapped } from './print.ts';
import { showCaseAsset } from './show-asset.ts';

/** `wardwatch show ID`: a case or an advisory, with every reason and its quote. */
export function showCommand(): Command {
  return command('show', 'Show a case or an advisory with every reason and its quote', [
    'show C-1',
    'show cisa-kev:CVE-2024-1709',
    'show C-1 --json',
    'show C-1 --asset A-014',
    'show C-1 --history',
  ])
    .argument('<id>', 'a case (C-1) or an advisory (source:id)')
    .option('--asset <id>', 'the whole reasoning on one asset of the case')
    .option('--history', 'only what was decided, told or not, with times and reasons')
    .action((id: string, options: CommonOptions & { readonly asset?: string; readonly history?: true }) =>
      withStore(options, async ({ store }) => {
        const { rematch } = await store.pending();
        if (!options.json) printStill(rematch);
        const found = await store.caseById(id);
        if (options.asset !== undefined) return showCaseAsset(store, found, options.asset, options);
        if (found && options.history) return showHistory(store, found.id, true, options);
        if (found) return showCase(store, found, options);
        const advisory = await store.advisory(id);
        if (advisory && options.history) return showHistory(store, id, false, options);
        if (advisory) return showAdvisory(store, advisory, options);
        throw new WardwatchError(
          'NOT_FOUND',
          `No case or advisory is called "${id}". "wardwatch cases" and "wardwatch advisories" list them.`,
        );
      }),
    );
}

async function showCase(store: Store, shown: Case, options: CommonOptions): Promise<void> {
  const decisions = await store.decisions({ caseId: shown.id });
  const moved = await movedAdvisories(store, shown.id);
  if (options.json) {
    const evidence = shown.assets.map(({ asset, matches, triage }) => ({
      asset: asset.id,
      triage,
      matches: matches.map(safeMatch),
    }));
    printJson({ ...caseLine(shown), triage: shown.triage, facts: shown.facts ?? [], evidence, moved, decisions });
    return;
  }
  const message = alertMessage(shown, {});
  print(`${shown.id} · ${shown.triage.priority} · ${statusOf(shown.handling)}`);
  printWrapped(shown.title);
  print();
  printWrapped(message.headline);
  printWrapped(dueSentence(message));
  heading('Why');
  for (const reason of message.reasons) printWrapped(reason, 2, '- ');
  heading('How the priority came about');
  for (const reason of shown.triage.reasons) printWrapped(`${reason.because} [${reason.code}]`, 2, '- ');
  for (const assumed of shown.triage.assumed)
    printWrapped(`assumed, because nothing says otherwise: ${assumed}`, 2, '- ');
  const { policyVersion, slaProfile } = shown.triage;
  printWrapped(`policy ${policyVersion}${slaProfile === undefined ? '' : `, deadlines by "${slaProfile}"`}`, 2, '- ');
  if (message.cves.length > 0) heading('CVEs');
  for (const cve of message.cves) printWrapped(cveWords(cve), 2, '- ');
  heading('Assets');
  for (const each of shown.assets) showAsset(each, shown);
  if (message.firstActions.length > 0) heading('First actions');
  for (const [number, action] of message.firstActions.entries()) printWrapped(action, 2, `${number + 1}. `);
  if (message.indicators.length > 0) heading('Indicators (defanged)');
  for (const { type, shown: value, note } of message.indicators) {
    printWrapped(`${type}: ${value}${note === undefined ? '' : ` (${note})`}`, 2, '- ');
  }
  heading('Sources');
  for (const { advisory, joinedBecause } of shown.members) {
    printWrapped(`${datedAt(advisory).slice(0, 10)} ${advisory.publisher.name}: ${advisory.title}`, 2, '- ');
    printWrapped(`${advisory.id}, revision ${advisory.revision}. ${joinedBecause}`, 4);
  }
  if (moved.length > 0) heading('Advisories that went to other cases');
  for (const { advisoryId, caseId } of moved) printWrapped(`${advisoryId} is in ${caseId}`, 2, '- ');
  showDecisions(decisions);
}

function showAsset({ asset, matches, triage }: CaseAsset, shown: Case): void {
  const name = [asset.vendor, asset.product, asset.version].filter(Boolean).join(' ');
  printWrapped(
    `${asset.id}: ${name}${asset.site === undefined ? '' : `, ${asset.site}`} (${triage.priority})`,
    2,
    '- ',
  );
  for (const match of matches) {
    const advisory = shown.members.find((member) => member.advisory.id === match.advisoryId)?.advisory;
    printWrapped(`${advisory?.publisher.name ?? match.advisoryId}: ${match.verdict.kind}. ${match.verdict.because}`, 4);
    if (match.verdict.question !== undefined) printWrapped(`To find out: ${match.verdict.question}`, 6);
    for (const evidence of match.evidence) {
      printWrapped(evidenceSentence(evidence), 6, '· ');
      if ('quote' in evidence) printQuote(evidence.quote, 8);
    }
    for (const said of advisory === undefined ? [] : schemesOfMatch(advisory, match)) printWrapped(said, 6, '· ');
  }
}

async function showAdvisory(store: Store, advisory: Advisory, options: CommonOptions): Promise<void> {
  const matches = await store.matchesOf(advisory.id);
  const decisions = await store.decisions({ advisoryId: advisory.id });
  const indicators = advisory.indicators.map((each) => ({ ...each, value: defang(each.type, each.value) }));
  const setAside = advisory.setAside.map((each) => ({ ...each, value: defang(each.type, each.value) }));
  if (options.json) {
    printJson({ ...advisory, indicators, setAside, matches: matches.map(safeMatch), decisions });
    return;
  }
  print(`${advisory.id} · revision ${advisory.revision} · TLP:${advisory.tlp}`);
  printWrapped(advisory.title);
  printWrapped(
    `${datedAt(advisory).slice(0, 10)} ${advisory.publisher.name}${advisory.link === undefined ? '' : ` ${advisory.link}`}`,
  );
  const late = daysLate(advisory);
  if (late !== undefined) printWrapped(`Published late: first seen here ${late} days after its date.`);
  if (advisory.affected.length > 0) heading('Products');
  for (const product of advisory.affected) {
    const versions = Array.isArray(product.versions)
      ? product.versions.map(describeRange).join('; ')
      : product.versions;
    printWrapped(
      `${[product.vendor, product.product].filter(Boolean).join(' ')}: ${product.status}, versions ${versions}`,
      2,
      '- ',
    );
    printQuote(product.quote, 4);
  }
  if (advisory.weaknesses !== undefined) printWrapped(`Weaknesses: ${advisory.weaknesses.join(', ')}`);
  if (advisory.regions !== undefined)
    printWrapped(`Regions: ${advisory.regions.map((region) => region.name).join(', ')}`);
  if (advisory.activity !== undefined)
    printWrapped(`Attackers active: ${advisory.activity.from} to ${advisory.activity.to ?? 'now, or no end is told'}`);
  if (advisory.suppliers.length > 0) heading('Suppliers');
  for (const supplier of advisory.suppliers) {
    printWrapped(`${supplier.name} (${supplier.role})`, 2, '- ');
    printQuote(supplier.quote, 4);
  }
  if (indicators.length > 0) heading('Indicators (defanged)');
  for (const each of indicators) printWrapped(`${each.type}: ${each.value}. ${each.because}`, 2, '- ');
  if (setAside.length > 0) heading('Set aside');
  for (const each of setAside) printWrapped(`${each.type}: ${each.value}. ${each.because}`, 2, '- ');
  if (advisory.gaps.length > 0) heading('Could not be read');
  for (const gap of advisory.gaps) printWrapped(`${gap.about}: ${gap.because}`, 2, '- ');
  heading(matches.length === 0 ? 'Assets: none' : `Assets (${matches.length})`);
  for (const match of matches)
    printWrapped(`${match.assetId}: ${match.verdict.kind}. ${match.verdict.because}`, 2, '- ');
  showDecisions(decisions);
}

function showDecisions(decisions: readonly DecisionRecord[]): void {
  heading('To speak or not');
  if (decisions.length === 0) print('  Not decided yet.');
  for (const { decidedAt, advisoryId, revision, decision } of decisions) {
    printWrapped(`${decidedAt.slice(0, 10)} ${advisoryId}, revision ${revision}: ${decision.kind}`, 2, '- ');
    for (const reason of decision.reasons) printWrapped(reason, 4);
  }
}

function heading(text: string): void {
  print(`\n${text}`);
}

function printQuote(quote: Quote, indent: number): void {
  printWrapped(`“${quote.text}”`, indent);
}
