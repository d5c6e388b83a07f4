import type { Actor } from '../domain/actor.ts';
import type { Case } from '../domain/case.ts';
import type { CaseAction, HandlingState, Remediation, RemediationState } from '../domain/handling.ts';
import type { Instant } from '../domain/time.ts';
import { cvesOf } from '../triage/standing-verdict.ts';
import { listed } from './listed.ts';

type Remediate = Extract<CaseAction, { readonly kind: 'remediate' }>;

/** The states of a remedy as they are said. */
export const REMEDIATION_WORDS: Readonly<Record<RemediationState, string>> = {
  open: 'open',
  'in-progress': 'in progress',
  done: 'done',
  accepted: 'not planned, the risk is accepted',
};

/** How far the remedy of one flaw on an asset has come; `cve` is absent in a case without any. */
export interface FlawRemedy {
  readonly cve?: string;
  readonly state: RemediationState;
  /** Absent while it is open. */
  readonly said?: Remediation;
  /** The other case in which it was said. */
  readonly saidIn?: string;
}

type Remedied = Pick<Case, 'members' | 'remediedElsewhere'> & { readonly handling: HandlingState };

/** How far the remedies on an asset have come, one for each flaw of the case: what was said last, here or in another case. */
export function remediesOn(assetId: string, one: Remedied) {
  const own = (one.handling.remediations ?? []).filter((each) => each.assetId === assetId);
  const others = (one.remediedElsewhere ?? []).filter((each) => each.assetId === assetId);
  const cves = cvesIn(one);
  const flaws: readonly (string | undefined)[] = cves.length === 0 ? [undefined] : cves;
  return flaws.map((cve): FlawRemedy => {
    const here = own.find((each) => (cve === undefined ? each.cves.length === 0 : each.cves.includes(cve)));
    const there = cve === undefined ? undefined : others.filter((each) => each.cves.includes(cve)).at(-1);
    if (there !== undefined && (here === undefined || here.at < there.at)) {
      const { caseId: saidIn, ...said } = there;
      return { ...(cve !== undefined && { cve }), state: said.state, said, saidIn };
    }
    const said = here;
    return { ...(cve !== undefined && { cve }), state: said?.state ?? 'open', ...(said !== undefined && { said }) };
  });
}

/** What is said of remedies once an action is done: its words replace older ones about the same flaws of the same assets. */
export function remediated(one: Case, action: Remediate, by: Actor, at: Instant): readonly Remediation[] {
  const { assetIds, state, note } = action;
  const cves = action.cves ?? cvesIn(one);
  const kept = (one.handling.remediations ?? []).flatMap((each): Remediation[] => {
    if (!assetIds.includes(each.assetId)) return [each];
    const left = each.cves.filter((cve) => !cves.includes(cve));
    return left.length === 0 ? [] : [{ ...each, cves: left }];
  });
  if (state === 'open') return kept;
  return [
    ...kept,
    ...assetIds.map((assetId) => ({ assetId, state, cves, ...(note !== undefined && { note }), by, at })),
  ];
}

/** Why the state of a remedy cannot be said: of an asset or a flaw that the case does not have. */
export function whyNotRemediated(one: Case, { assetIds, cves = [] }: Remediate): string | undefined {
  const strange = assetIds.filter((id) => !one.assets.some(({ asset }) => asset.id === id));
  if (strange.length > 0) return `${one.id} does not touch ${listed(strange)}.`;
  const known = cvesIn(one);
  const unknown = cves.filter((cve) => !known.includes(cve));
  return unknown.length > 0 ? `${one.id} is not about ${listed(unknown)}.` : undefined;
}

/** Why a remedy cannot be opened again here: it was said in another case how far it is. */
export function whySaidElsewhere(one: Case, { assetIds, state, cves }: Remediate): string | undefined {
  if (state !== 'open') return undefined;
  const there = assetIds
    .flatMap((id) => remediesOn(id, one))
    .filter(
      ({ cve, saidIn }) => saidIn !== undefined && (cves === undefined || (cve !== undefined && cves.includes(cve))),
    );
  const [first] = there;
  if (first === undefined) return undefined;
  const cases = [...new Set(there.flatMap(({ saidIn }) => saidIn ?? []))];
  return `That the remedy of ${first.cve} is ${REMEDIATION_WORDS[first.state]} was said in ${listed(cases)}; open it again there.`;
}

/** Why nothing would change: every named flaw of every named asset stands so. */
export function whyRemediatedAlready(one: Case, { assetIds, state, cves }: Remediate): string | undefined {
  const isSo = assetIds.every((id) =>
    remediesOn(id, one)
      .filter(({ cve }) => cves === undefined || (cve !== undefined && cves.includes(cve)))
      .every((remedy) => remedy.state === state),
  );
  return isSo && whyNotRemediated(one, { kind: 'remediate', assetIds, state, ...(cves && { cves }) }) === undefined
    ? `The remediation is ${REMEDIATION_WORDS[state]} already.`
    : undefined;
}

function cvesIn({ members }: Pick<Case, 'members'>): readonly string[] {
  return [...new Set(members.flatMap(({ advisory }) => cvesOf(advisory)))].sort();
}
