import { joinCase } from '../../src/cases/join.ts';
import { isCallWorthy, whatChanged } from '../../src/cases/material-change.ts';
import type { Advisory, PublisherKind } from '../../src/domain/advisory.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { Case } from '../../src/domain/case.ts';
import { UNHANDLED } from '../../src/domain/handling.ts';
import { buildAssetIndex } from '../../src/matching/asset-index.ts';
import { matchAdvisory } from '../../src/matching/match.ts';
import { triageCase } from '../../src/triage/triage-case.ts';
import { lexicon } from '../extract/lexicon.ts';
import { shippedPolicy } from '../triage/policy-for-tests.ts';
import { advisoryOf, labelledDocuments } from './stories.ts';

const KINDS: Readonly<Record<string, PublisherKind>> = {
  HC3: 'health-body',
  CISA: 'government',
  'Canadian Centre for Cyber Security': 'government',
  ConnectWise: 'vendor',
  'Example Research': 'researcher',
  'Example Press': 'press',
  'Clinic Security Daily': 'press',
  'American Hospital Association': 'press',
  'Hospital CERT': 'other',
};

/** Tells the documents of these stories in the order of their dates to an organisation with these assets; one line an event. */
export async function replay(stories: readonly string[], assets: readonly Asset[]): Promise<readonly string[]> {
  const told = labelledDocuments()
    .filter(({ story }) => stories.includes(story))
    .sort((a, b) => a.publishedAt.localeCompare(b.publishedAt));
  const index = buildAssetIndex(assets, lexicon);
  const cases = new Map<string, Case>();
  const events: string[] = [];
  for (const document of told) {
    const read = await advisoryOf(document, lexicon);
    const kind = KINDS[read.publisher.name] ?? 'other';
    const advisory = { ...read, publisher: { ...read.publisher, kind }, kev: kevOf(read) };
    const candidates = [...cases.values()].map(({ id, members }) => ({
      id,
      advisories: members.map((one) => one.advisory),
    }));
    const id = joinCase(advisory, candidates)?.caseId ?? `C-${cases.size + 1}`;
    const before = cases.get(id);
    const after = withMember(before, id, advisory, index, assets);
    cases.set(id, after);
    const decision = whatChanged(before, after, advisory);
    const how = decision.kind === 'stay-silent' ? 'silent' : isCallWorthy(before, after) ? 'CALL' : 'speak';
    const reasons = before === undefined ? decision.reasons.slice(0, 1) : decision.reasons;
    // When a federal agency must be done is no part of the story.
    const words = reasons.join(' ').replaceAll(/, due [\d-]+, a federal benchmark/g, '');
    events.push(`${document.publishedAt.slice(0, 10)} ${id} ${how}: ${words}`);
  }
  return events;
}

/** What CISA's catalogue says beside its news. */
function kevOf({ title, publishedAt = '', aliases }: Advisory): Advisory['kev'] {
  if (!/^CISA Adds/.test(title)) return [];
  const day = publishedAt.slice(0, 10);
  const facts = { dateAdded: day, dueDate: day, ransomware: false, forensicTriage: false };
  return aliases.map((cve) => ({ cve, ...facts }));
}

function withMember(
  before: Case | undefined,
  id: string,
  advisory: Advisory,
  index: ReturnType<typeof buildAssetIndex>,
  assets: readonly Asset[],
): Case {
  const members = [...(before?.members ?? []), { advisory, joinedBecause: '' }];
  const advisories = members.map((member) => member.advisory);
  const matches = advisories.flatMap((one) => matchAdvisory(one, index));
  const touched = assets
    .map((asset) => ({ asset, matches: matches.filter((match) => match.assetId === asset.id) }))
    .filter((one) => one.matches.some((match) => match.verdict.kind !== 'not-affected'));
  const openedAt = before?.openedAt ?? advisory.publishedAt ?? '';
  const { triage, assets: triaged } = triageCase(advisories, touched, openedAt, shippedPolicy);
  return {
    id,
    title: before?.title ?? advisory.title,
    openedAt,
    members,
    assets: triaged,
    triage,
    handling: UNHANDLED,
  };
}
