import { alertMessage } from '../alerts/message.ts';
import { minuteOf } from '../cases/apply-action.ts';
import { type FlawRemedy, REMEDIATION_WORDS, remediesOn } from '../cases/remediation.ts';
import { datedAt } from '../domain/advisory.ts';
import type { Case } from '../domain/case.ts';
import { productName } from '../domain/product-name.ts';
import { WardwatchError } from '../errors.ts';
import { explainAsset } from '../matching/explain-asset.ts';
import type { Store } from '../ports/store.ts';
import { indexOfAsset, noSuchAsset, printSteps } from './asset-explain.ts';
import type { CommonOptions } from './context.ts';
import { safeMatch } from './evidence-words.ts';
import { print, printJson, printWrapped } from './print.ts';

/** `wardwatch show CASE --asset ID`: how the case came to what it says of one asset, and what a person has to answer. */
export async function showCaseAsset(
  store: Store,
  shown: Case | undefined,
  assetId: string,
  options: CommonOptions,
): Promise<void> {
  if (shown === undefined)
    throw new WardwatchError('USAGE', '--asset goes with a case, such as "show C-1 --asset A-014".');
  const held = shown.assets.find(({ asset }) => asset.id === assetId);
  const asset = held?.asset ?? (await store.seenAssets([assetId]))[0]?.asset;
  if (asset === undefined) throw noSuchAsset(assetId);
  const index = await indexOfAsset(store, asset);
  const told = shown.members.map(({ advisory }) => ({ advisory, ...explainAsset(advisory, asset, index) }));
  const questions = told.flatMap(({ match }) => match?.verdict.question ?? []);
  const state = alertMessage(shown, {}).assets.find(({ id }) => id === assetId);
  if (options.json) {
    return printJson({
      ...{ case: shown.id, asset: asset.id, ...(held && { triage: held.triage }), questions: [...new Set(questions)] },
      ...(state?.declared !== undefined && { declared: state.declared }),
      remediation: remediesOn(asset.id, shown),
      advisories: told.map(({ advisory, outcome, match, steps }) => ({
        ...{ advisory: advisory.id, outcome, ...(match !== undefined && { match: safeMatch(match) }) },
        steps: steps.map(({ about, said, quote }) => ({ about, said, ...(quote && { quote: quote.text }) })),
      })),
    });
  }
  printWrapped(`${asset.id}: ${productName(asset)} ${asset.version ?? '(version not known)'}, in ${shown.id}`);
  for (const remedy of remediesOn(asset.id, shown)) printWrapped(remedyWords(remedy));
  printWrapped(held === undefined ? 'The case does not touch it.' : `${held.triage.priority} in this case.`);
  if (state?.declared !== undefined) printWrapped(`${state.declared}.`);
  print('\nWhat the advisories say of it');
  for (const { advisory, ...explained } of told) {
    printWrapped(`${datedAt(advisory).slice(0, 10)} ${advisory.publisher.name}: ${advisory.title}`, 2, '- ');
    printSteps(explained, 4);
  }
  if (held !== undefined) print('\nHow its priority came about');
  for (const { because, code } of held?.triage.reasons ?? []) printWrapped(`${because} [${code}]`, 2, '- ');
  for (const assumed of held?.triage.assumed ?? [])
    printWrapped(`assumed, because nothing says otherwise: ${assumed}`, 2, '- ');
  if (questions.length > 0) print('\nTo find out');
  for (const question of new Set(questions)) printWrapped(question, 2, '- ');
}

function remedyWords({ cve, state, said, saidIn }: FlawRemedy): string {
  const note = said?.note === undefined ? '' : ` ("${said.note}")`;
  const by =
    said === undefined
      ? ''
      : `, says ${said.by.name}${saidIn === undefined ? '' : ` in ${saidIn}`} on ${minuteOf(said.at)}${note}`;
  return `Remediation${cve === undefined ? '' : ` of ${cve}`}: ${REMEDIATION_WORDS[state]}${by}.`;
}
