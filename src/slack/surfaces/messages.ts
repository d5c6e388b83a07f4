import type { StormRow } from '../../domain/alert.ts';
import type { CaseAction } from '../../domain/handling.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import type { Tlp } from '../../domain/tlp.ts';
import type { CaseView } from '../../ports/front-office.ts';
import { type Said, slackMessage } from '../blocks/message.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { withheldUpdate } from '../blocks/withheld-message.ts';
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

function stormRows(form: Surface['form']): StormRow[] {
  return Array.from({ length: form === 'ordinary' ? 6 : 500 }, (_, index) => ({
    caseId: `C-${index + 1}`,
    priority: index % 3 === 0 ? 'P1' : 'P3',
    title: 'Attackers enter clinics through Example Remote Desk '.repeat(form === 'ordinary' ? 1 : 100).trim(),
    assets: '2 affected, 1 undecided',
    tlp: index === 1 ? 'AMBER' : 'CLEAR',
  }));
}
