import { strictestTlp } from '../alerts/routing.ts';
import { breaksThrough, isInScope } from '../cases/suppression.ts';
import type { Case } from '../domain/case.ts';
import type { SuppressionScope } from '../domain/suppression.ts';
import { dayOf } from '../domain/time.ts';
import type { CaseDeps } from '../pipeline/deps.ts';
import { remindOfCases } from '../pipeline/remind.ts';
import { wakeChannels } from '../pipeline/wake-channels.ts';
import type { SilenceOffice, SilencePreview } from '../ports/silence-office.ts';
import { cvesOf } from '../triage/standing-verdict.ts';

/** Suppressions over the store. */
export function createSilenceOffice(deps: CaseDeps): SilenceOffice {
  const { store } = deps;
  const now = () => deps.clock.now();
  return {
    holding: async () => (await store.suppressions()).filter(({ expiresOn }) => dayOf(now()) <= expiresOn),
    scopesOf: async (caseId) => {
      const one = await store.caseById(caseId);
      return one && commonScope(one);
    },
    preview: async (scope) => previewOf(scope, await store.cases()),
    silence: (asked) => store.addSuppression({ ...asked, at: now() }),
    end: async (id, actor) => {
      const isGone = await store.removeSuppression(id, actor, now());
      if (isGone) {
        await remindOfCases(deps);
        await wakeChannels(deps);
      }
      return isGone;
    },
    restore: (id, actor) => store.restoreSuppression(id, actor, now()),
  };
}

/** What a case is about, as far as all of it agrees. */
function commonScope({ members, assets }: Case): SuppressionScope {
  const only = (values: readonly (string | undefined)[]) => (new Set(values).size === 1 ? values[0] : undefined);
  const touched = assets.map((each) => each.asset);
  const product = only(touched.map((asset) => asset.product));
  const vendor = only(touched.map((asset) => asset.vendor));
  const site = only(touched.map((asset) => asset.site));
  const source = only(members.map(({ advisory }) => advisory.sourceId));
  const cves = [...new Set(members.flatMap(({ advisory }) => cvesOf(advisory)))];
  const cve = only(cves);
  return {
    ...(product !== undefined && { product }),
    ...(vendor !== undefined && { vendor }),
    ...(site !== undefined && { site }),
    ...(source !== undefined && { source }),
    ...(cve !== undefined && { cve }),
  };
}

function previewOf(scope: SuppressionScope, cases: readonly Case[]): SilencePreview {
  const meant = cases.filter((each) => isInScope(each, scope));
  const hidden = meant.filter((each) => !breaksThrough(each));
  return {
    hidden: hidden.reverse().map(({ id, title, triage, members }) => ({
      caseId: id,
      title,
      priority: triage.priority,
      tlp: strictestTlp(members.map((member) => member.advisory)),
    })),
    toldAllTheSame: meant.length - hidden.length,
  };
}
