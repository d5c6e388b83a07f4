import { minuteOf } from '../cases/apply-action.ts';
import type { Actor } from '../domain/actor.ts';
import type { DecidedNames, NameDecision } from '../domain/name-decision.ts';
import { productName } from '../domain/product-name.ts';
import { nameKey, namesNoProduct } from '../matching/name-decisions.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import type { NameRecord, NamesChange } from '../ports/name-records.ts';
import type { NamesDecided, NamesFound, NamesOffice } from '../ports/names-office.ts';
import { namesOfCase } from './case-names.ts';
import { watchStandings } from './effect-of-change.ts';
import { reachOf } from './names-reach.ts';

/** What people decide of names, over the store; what a decision touches is matched again. */
export function createNamesOffice(deps: PipelineDeps): NamesOffice {
  const { store } = deps;
  return {
    records: () => store.nameRecords(),
    find: (assetId, written) => find(deps, assetId, written),
    ofCase: (caseId) => namesOfCase(deps, caseId),
    reach: async (names) => (await reachOf(deps, names)).reach,
    decide: async (names, verdict, why, actor) => {
      const because = whyNot(names, why);
      if (because !== undefined) return refused(because);
      const known = (await store.nameRecords()).find((record) => isAbout(record, names));
      if (known?.decision?.verdict === verdict) return refused(alreadySo(known.decision));
      const decision: NameDecision = { ...names, verdict, why: why.trim(), by: actor, at: deps.wallClock.now() };
      return change(deps, names, { decision, seen: known?.version ?? 0, action: 'names.decide' }, actor);
    },
    forget: async (id, actor) => {
      const known = (await store.nameRecords()).find((record) => record.id === id);
      if (known?.decision === undefined) return refused(unknownWords(id));
      return change(deps, known.decision, { seen: known.version, action: 'names.forget' }, actor);
    },
    undo: (id, actor) => undo(deps, id, actor),
  };
}

/** So long a change can be taken back. */
const UNDO_MS = 24 * 3_600_000;
const LONGEST_WHY = 500;

async function undo(deps: PipelineDeps, id: number, actor: Actor): Promise<NamesDecided> {
  const known = (await deps.store.nameRecords()).find((record) => record.id === id);
  const names = known?.decision ?? known?.before;
  if (known === undefined || names === undefined) return refused(unknownWords(id));
  if (Date.parse(deps.wallClock.now()) - Date.parse(known.changedAt) > UNDO_MS) {
    return refused(
      `Decision ${id} was changed at ${minuteOf(known.changedAt)}; a change can be undone for 24 hours. Decide anew, or forget it.`,
    );
  }
  const back = { ...(known.before !== undefined && { decision: known.before }), seen: known.version };
  return change(deps, names, { ...back, action: 'names.undo' }, actor);
}

async function change(
  deps: PipelineDeps,
  names: DecidedNames,
  wanted: Pick<NamesChange, 'decision' | 'seen' | 'action'>,
  actor: Actor,
): Promise<NamesDecided> {
  const { reach, spellings } = await reachOf(deps, names);
  const effect = await watchStandings(deps, reach.assetIds);
  const subject = `"${productName(names.asset)}" and "${productName(names.advisory)}"`;
  const wish = { ...wanted, key: keyOf(names), subject, spellings };
  const changed = await deps.store.changeNames(wish, actor, deps.wallClock.now());
  if (changed.kind === 'overtaken')
    return refused('Somebody decided on these names in the same moment. Nothing was changed; look again.');
  return { kind: 'decided', record: changed.record, reach, effect: () => effect(changed.batchId) };
}

async function find({ store }: PipelineDeps, assetId: string, written: string): Promise<NamesFound> {
  const [seen] = await store.seenAssets([assetId]);
  if (seen === undefined) return refused(`No asset is called "${assetId}". "wardwatch assets find" looks for words.`);
  const { vendor, product } = seen.asset;
  const asset = { product, ...(vendor !== undefined && { vendor }) };
  const wanted = nameKey({ product: written });
  const meant = (await store.advisoryNames()).filter(
    (name) =>
      nameKey({ product: name.product }) === wanted ||
      nameKey({ product: `${name.vendor} ${name.product}` }) === wanted,
  );
  const distinct = [...new Map(meant.map((name) => [nameKey(name), name])).values()];
  const [advisory] = distinct;
  if (advisory === undefined)
    return refused(
      `No stored advisory names a product "${written}". Write it as the advisory does; "wardwatch show" says how.`,
    );
  if (distinct.length > 1) {
    const names = distinct.map((name) => `"${name.vendor ?? ''} ${name.product}"`.replace('" ', '"'));
    return refused(`Advisories name several products so: ${names.slice(0, 10).join(', ')}. Write the vendor too.`);
  }
  return { kind: 'found', names: { asset, advisory } };
}

/** Both names as they are compared. */
function keyOf({ asset, advisory }: DecidedNames): string {
  return `${nameKey(asset)}~${nameKey(advisory)}`;
}

function isAbout({ decision, before }: NameRecord, names: DecidedNames): boolean {
  const own = decision ?? before;
  return own !== undefined && keyOf(own) === keyOf(names);
}

function whyNot({ advisory }: DecidedNames, why: string): string | undefined {
  if (why.trim() === '') return 'Say why, so that whoever looks at it later can judge it.';
  if (why.length > LONGEST_WHY) return `The reason has ${why.length} characters; at most ${LONGEST_WHY} are kept.`;
  if (namesNoProduct(advisory.product))
    return `"${advisory.product}" names no product of its own, so a decision on it would hide whatever it means next time. Declare the asset not affected in this case instead.`;
  return undefined;
}

function alreadySo({ by, at, verdict, why }: NameDecision): string {
  return `${by.name} decided so already, ${minuteOf(at)}: ${verdict}, "${why}".`;
}

function unknownWords(id: number): string {
  return `There is no decision ${id} on names; "wardwatch names list" lists them.`;
}

function refused(because: string): { readonly kind: 'refused'; readonly because: string } {
  return { kind: 'refused', because };
}
