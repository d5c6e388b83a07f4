import { composeDigest } from '../../alerts/digest.ts';
import { staleAssets, staleReminder } from '../../alerts/stale-assets.ts';
import type { StormRow } from '../../domain/alert.ts';
import type { Digest, StaleReminder } from '../../domain/digest.ts';
import type { CaseAction } from '../../domain/handling.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import type { Tlp } from '../../domain/tlp.ts';
import type { CaseView } from '../../ports/front-office.ts';
import { digestMessage } from '../blocks/digest-message.ts';
import { type Said, slackMessage } from '../blocks/message.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { withheldUpdate } from '../blocks/withheld-message.ts';
import { answerSamples } from './answer-samples.ts';
import { maximalView, ordinaryView, viewAfter } from './samples.ts';
import type { Surface } from './surface.ts';

/** What wardwatch posts in channels: the card in each state, and what stands in threads. */
export const MESSAGE_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) =>
  Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'message', name, form, payload })),
);

function drawAll(form: Surface['form']): Readonly<Record<string, SlackMessage>> {
  const times = form === 'ordinary' ? 1 : 300;
  const view = form === 'ordinary' ? ordinaryView() : maximalView();
  const amber: CaseView = { ...view, message: { ...view.message, tlp: 'AMBER' } };
  const long = (words: string): string => words.repeat(times).trim();
  return {
    alert: say({ ...cardOf(view), mention: 'S0EXAMPLE1' }),
    'alert-acknowledged': say(cardOf(viewAfter(view, actions(long('dana.fox')).acknowledged))),
    'alert-snoozed': say(cardOf(viewAfter(view, actions(long('Change window on Thursday night. ')).snoozed))),
    'alert-resolved': say(cardOf(viewAfter(view, actions(long('Change 4711. ')).resolved))),
    'alert-declared': say(cardOf(viewAfter(view, declared(view, long('Looked at the console. '))))),
    'alert-withheld': say(cardOf(amber), 'GREEN'),
    update: say({
      ...cardOf(view),
      kind: 'update',
      changes: Array.from({ length: times }, () => long('The priority rose from P2 to P1. ')),
      root: {},
    }),
    'update-withheld': withheldUpdate(amber.message.caseId, 'AMBER'),
    digest: digestMessage(digestOf(form, view), 'CLEAR'),
    reminder: say({ kind: 'reminder', key: 'sample', channel: 'U0EXAMPLE1', reminder: reminderOf(form) }),
    storm: say({ kind: 'storm', key: 'sample', channel: 'C0EXAMPLE1', rows: stormRows(form) }, 'GREEN'),
    summary: say({
      kind: 'summary',
      key: 'sample',
      channel: 'C0EXAMPLE1',
      title: long('First poll of Example Health Watch: 3 advisories, 1 case '),
      lines: Array.from({ length: times }, () =>
        long('C-1, P1: Attackers enter clinics through Example Remote Desk. '),
      ),
    }),
  };
}

function say(outgoing: Said, highest: Tlp = 'CLEAR'): SlackMessage {
  return slackMessage(outgoing, highest);
}

function cardOf({ message }: CaseView) {
  return { kind: 'alert' as const, key: 'sample', channel: 'C0EXAMPLE1', message };
}

function actions(words: string) {
  return {
    acknowledged: [{ kind: 'assign', to: { id: 'slack:U0DANA0001', name: words } }],
    snoozed: [{ kind: 'snooze', until: '2024-02-24T06:00:00.000Z', reason: words, covers: 'updates-and-reminders' }],
    resolved: [{ kind: 'acknowledge' }, { kind: 'resolve', how: 'patched', note: words }],
  } as const satisfies Record<string, NonEmpty<CaseAction>>;
}

/** Every second asset of the case is declared not affected. */
function declared({ case: one }: CaseView, note: string): NonEmpty<CaseAction> {
  const about = one.assets
    .filter((_, index) => index % 2 === 1)
    .map(({ asset }) => ({ kind: 'asset' as const, assetId: asset.id }));
  const [first = { kind: 'product' as const, product: 'Example Remote Desk' }, ...rest] = about;
  return [{ kind: 'not-affected', about: [first, ...rest], justification: 'inline_mitigations_already_exist', note }];
}

/** Cases that are open, acknowledged and resolved: one of each, or a hundred. */
function digestOf(form: Surface['form'], view: CaseView): Digest {
  const { sources, affected } = answerSamples(form);
  const { acknowledged, resolved } = actions('dana.fox');
  const cases = [view, viewAfter(view, acknowledged), viewAfter(view, resolved)].map((each) => each.case);
  return composeDigest(
    {
      since: '2024-02-22T06:00:00.000Z',
      day: '2024-02-26',
      staleAfterDays: 365,
      cases: Array.from({ length: form === 'ordinary' ? 1 : 100 }, () => cases)
        .flat()
        .map((one, index) => ({ ...one, id: `C-${index + 1}` })),
      sources,
      assets: affected.assets.map(({ asset }) => asset),
      daily: [
        { day: '2024-02-22', advisories: 12, alerts: { P1: 1, P2: 0, P3: 2, P4: 0, INFO: 0 } },
        { day: '2024-02-23', advisories: 0, alerts: { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0 } },
      ],
    },
    '2024-02-26T06:00:00.000Z',
  );
}

function reminderOf(form: Surface['form']): StaleReminder {
  const assets = answerSamples(form).affected.assets.map(({ asset }) => ({ ...asset, version: '1.0' }));
  return staleReminder(staleAssets(assets, '2024-02-26', 365), 365);
}

function stormRows(form: Surface['form']): StormRow[] {
  return Array.from({ length: form === 'ordinary' ? 6 : 500 }, (_, index) => ({
    caseId: `C-${index + 1}`,
    priority: index % 3 === 0 ? 'P1' : 'P3',
    title: 'Attackers enter clinics through Example Remote Desk '.repeat(form === 'ordinary' ? 1 : 100).trim(),
    assets: '2 affected, 1 undecided',
    tlp: index === 1 ? 'AMBER' : 'CLEAR',
  }));
}
