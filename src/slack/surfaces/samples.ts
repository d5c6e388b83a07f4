import { alertMessage } from '../../alerts/message.ts';
import { applyAction } from '../../cases/apply-action.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Advisory } from '../../domain/advisory.ts';
import type { Asset } from '../../domain/asset.ts';
import type { Case, CaseAsset } from '../../domain/case.ts';
import { type CaseAction, UNHANDLED } from '../../domain/handling.ts';
import type { Verdict } from '../../domain/match.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import type { Quote } from '../../domain/quote.ts';
import type { Priority, TriageDecision } from '../../domain/triage.ts';
import type { CaseView } from '../../ports/front-office.ts';
import type { AffectedLine } from '../../ports/store.ts';
import { sentenceFor } from '../../triage/sentences.ts';
import { answerSamples } from './answer-samples.ts';
import type { Surface } from './surface.ts';

/** A made-up P1 case of a few assets, as wardwatch would tell it. */
export function ordinaryView(): CaseView {
  return caseView('ordinary', 'C-1');
}

/** A made-up case of 500 assets and 1,000 indicators, whose names have thousands of characters. */
export function maximalView(): CaseView {
  return caseView('maximal', 'C-999999999');
}

/** The view after somebody did something with the case. */
export function viewAfter(view: CaseView, actions: NonEmpty<CaseAction>): CaseView {
  const one = actions.reduce(applied, view.case);
  return { ...view, case: one, message: messageOf(one) };
}

function caseView(form: Surface['form'], id: string): CaseView {
  const { advisory, affected, audit, page } = answerSamples(form);
  const told: Advisory = {
    ...advisory.advisory,
    kev: [KEV],
    campaign: page.lines.map((line) => quoteOf(line.title)),
    ...(advisory.link !== undefined && { link: advisory.link }),
  };
  const one: Case = {
    id,
    title: told.title,
    openedAt: '2024-02-22T09:30:00.000Z',
    members: [{ advisory: told, joinedBecause: 'It opened the case.' }],
    assets: affected.assets.map((line) => caseAsset(line, told)),
    triage: triageAt('P1'),
    handling: UNHANDLED,
  };
  return {
    case: one,
    message: messageOf(one),
    decisions: page.lines.map((line) => ({
      advisoryId: line.id,
      revision: line.revision,
      caseId: id,
      decision: { kind: 'notify' as const, reasons: [line.title] },
      decidedAt: line.datedAt,
    })),
    moved: form === 'ordinary' ? [] : page.lines.map((line) => ({ advisoryId: line.id, caseId: 'C-2' })),
    history: audit.map((entry) => ({ ...entry, subject: id })),
  };
}

const KEV = {
  cve: 'CVE-2024-1709',
  dateAdded: '2024-02-22',
  dueDate: '2024-02-29',
  ransomware: true,
  forensicTriage: false,
};

function messageOf(one: Case): CaseView['message'] {
  const sources = new Map([['example-health', { url: 'https://www.example.com/feed' }]]);
  return alertMessage(one, { organisation: 'Example Hospital', sources });
}

function caseAsset({ asset, advisoryId, verdict: { kind } }: AffectedLine, { revision }: Advisory): CaseAsset {
  const quote = quoteOf('Versions before 23.9.8 are affected.');
  return {
    asset: { ...asset, exposure: 'open', managed: false },
    matches: [
      {
        advisoryId,
        revision,
        assetId: asset.id,
        matchers: ['product'],
        strength: 'exact',
        verdict: verdictOn(asset, kind),
        evidence: [
          {
            kind: 'product',
            assetName: asset.product,
            advisoryName: 'Example Remote Desk',
            because: 'Both name Example Remote Desk.',
            quote,
          },
        ],
      },
    ],
    triage: triageAt(kind === 'not-affected' ? 'INFO' : 'P1'),
  };
}

function verdictOn({ id, product, version }: Asset, kind: Verdict['kind']): Verdict {
  if (version === undefined) {
    return { kind, because: `nobody knows which ${product} runs on it`, question: `Which version runs on ${id}?` };
  }
  return { kind, because: `${product} ${version} was compared with "before 23.9.8"` };
}

function triageAt(priority: Priority): TriageDecision {
  return {
    priority,
    reasons: [
      { code: 'X1-KEV', because: sentenceFor('X1-KEV', { value: KEV.dateAdded }) },
      {
        code: 'S1-SSVC-DEPLOYER=immediate',
        because: sentenceFor('S1-SSVC-DEPLOYER', { value: 'immediate', to: 'P1' }),
      },
      { code: 'E1-RANSOMWARE', because: sentenceFor('E1-RANSOMWARE', { to: 'P1' }) },
    ],
    assumed: ['mission=mef support crippled'],
    due: '2024-02-25',
    forensic: true,
    verify: true,
    provisional: false,
    policyVersion: 'ward-triage/1',
  };
}

const DANA: Actor = { id: 'slack:U0DANA0001', name: 'dana.fox' };

/** A refusal would be a mistake in the sample. */
function applied(one: Case, action: CaseAction): Case {
  const { version } = one.handling;
  const outcome = applyAction(one, action, DANA, '2024-02-22T10:42:00.000Z', version);
  if (outcome.kind === 'refused') throw new Error(`The sample ${one.id} cannot be so: ${outcome.because}`);
  return { ...one, handling: outcome.handling };
}

function quoteOf(text: string): Quote {
  return { documentId: 'example-document', start: 0, end: text.length, text };
}
