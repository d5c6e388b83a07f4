import { justificationWords } from '../cases/apply-action.ts';
import { type Advisory, datedAt, daysLate } from '../domain/advisory.ts';
import type { AlertAsset, AlertIndicator, AlertMessage, AlertSource } from '../domain/alert.ts';
import type { Case } from '../domain/case.ts';
import type { Indicator } from '../domain/indicator.ts';
import { productName } from '../domain/product-name.ts';
import { defang } from '../indicators/defang.ts';
import { allowedLink, type LinkSources } from './allowed-link.ts';
import { textDefanger } from './defang-text.ts';
import { firstActionsOf } from './first-actions.ts';
import { benchmarksOf, flawsOf } from './flaws.ts';
import { alertState, remediesElsewhere } from './handling-lines.ts';
import { headlineOf } from './headline.ts';
import { quotesOf } from './quotes.ts';
import { reasonsOf } from './reasons.ts';
import { strictestTlp } from './routing.ts';
import { type ConcernedAsset, type Situation, situationOf } from './situation.ts';

/**
 * What an alert says of a case, free of any sink's format: why this organisation hears of it, every reason, the words of the
 * sources, the assets, the indicators and what to do first. No indicator in it is live.
 */
export function alertMessage(
  one: Case,
  context: { readonly organisation?: string; readonly sources?: LinkSources },
): AlertMessage {
  const situation = situationOf(one);
  const advisories = one.members.map((member) => member.advisory);
  const safe = textDefanger(advisories.flatMap((advisory) => advisory.indicators));
  const cves = flawsOf(advisories, one.facts);
  const { due } = one.triage;
  return {
    caseId: one.id,
    priority: one.triage.priority,
    title: safe(one.title),
    headline: safe(headlineOf(situation, context.organisation)),
    reasons: reasonsOf(situation, one.triage).map(safe),
    quotes: quotesOf(situation).map((quote) => ({ text: safe(quote.text), from: quote.from })),
    assets: assetsShown(situation).map((asset) => alertAsset(asset, safe)),
    cves,
    benchmarks: benchmarksOf(cves, one.triage),
    indicators: indicatorsOf(situation.advisories),
    firstActions: firstActionsOf(situation, one.triage).map(safe),
    ...(due !== undefined && { due }),
    ...(one.triage.reasons.some((reason) => reason.code === 'T0-IOC-SEEN-LOCALLY') && { isIncident: true as const }),
    sources: advisories
      .map((advisory) => ({ ...alertSource(advisory, context.sources), title: safe(advisory.title) }))
      .sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1)),
    tlp: strictestTlp(advisories),
    state: alertState(one.handling, remediesElsewhere(one)),
  };
}

/** What is not affected is left out where something is: it needs nobody's eyes. What a person declared so stays in sight. */
function assetsShown({ all, concerned, watched }: Situation): readonly ConcernedAsset[] {
  if (concerned.length === 0) return watched.length > 0 ? watched : all;
  const isConcerned = new Set(concerned);
  return all.filter((one) => isConcerned.has(one) || one.statement !== undefined);
}

function alertAsset(one: ConcernedAsset, safe: (text: string) => string): AlertAsset {
  const { asset, name, verdict, statement } = one;
  const { version, site, owner } = asset;
  return {
    id: asset.id,
    name,
    product: productName(asset),
    ...(version !== undefined && { version }),
    ...(site !== undefined && { site }),
    ...(owner !== undefined && { owner }),
    verdict: verdict.kind,
    because: safe(verdict.because),
    ...(statement !== undefined && {
      declared: `declared not affected by ${statement.by.name}: ${justificationWords(statement.justification)}`,
    }),
  };
}

function indicatorsOf(advisories: readonly Advisory[]): readonly AlertIndicator[] {
  const byKey = new Map<string, Indicator>();
  for (const indicator of advisories.flatMap((advisory) => advisory.indicators)) {
    if (indicator.type === 'cve' || indicator.type === 'attack') continue;
    const key = `${indicator.type} ${indicator.value}`;
    const known = byKey.get(key);
    if (known === undefined || (known.legitimate === undefined && indicator.legitimate !== undefined))
      byKey.set(key, indicator);
  }
  return [...byKey.values()].map((indicator) => ({
    type: indicator.type,
    shown: defang(indicator.type, indicator.value),
    ...(indicator.legitimate !== undefined && { note: LEGITIMATE_NOTES[indicator.legitimate] }),
  }));
}

const LEGITIMATE_NOTES: Readonly<Record<NonNullable<Indicator['legitimate']>, string>> = {
  compromised: 'legitimate but compromised: look for it in logs, and ask its owner before you block it',
  'shared-service': 'a service that many parties use: look at what was exchanged before you block it',
};

function alertSource(advisory: Advisory, sources: LinkSources | undefined): AlertSource {
  const link = allowedLink(advisory.link, sources, advisory.indicators);
  const late = daysLate(advisory);
  return {
    advisoryId: advisory.id,
    publisher: advisory.publisher.name,
    title: advisory.title,
    ...(link !== undefined && { link }),
    publishedAt: datedAt(advisory),
    ...(late !== undefined && { daysLate: late }),
  };
}
