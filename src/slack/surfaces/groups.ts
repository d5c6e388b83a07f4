import type { types } from '@slack/bolt';
import type { Case } from '../../domain/case.ts';
import type { Suppression, SuppressionScope } from '../../domain/suppression.ts';
import type { OtherCase } from '../../ports/group-office.ts';
import { mergeModal, regroupedModal, splitModal } from '../blocks/modals/regroup.ts';
import { silencedModal, silenceModal } from '../blocks/modals/silence.ts';
import { maximalView, ordinaryView } from './samples.ts';
import type { Surface } from './surface.ts';

/** The windows in which people put cases together and apart, and keep kinds of cases silent. */
export const GROUP_SURFACES: readonly Surface[] = [
  ...drawn('ordinary', ordinaryView().case, 2, 1),
  ...drawn('maximal', maximalView().case, 300, 100),
];

/** `times`: how many of everything there are; `long`: how often each name is written. */
function drawn(form: Surface['form'], one: Case, times: number, long: number): Surface[] {
  const others = many(times, (index) => otherOf(index, long));
  const whole = { ...one, members: many(times, (index) => memberOf(one, index)) };
  const common: SuppressionScope = {
    product: named('Example Viewer', long),
    vendor: named('Example Vendor', long),
    site: named('Annex', long),
    source: 'example-health',
    cve: 'CVE-2024-1111',
  };
  const hidden = others.map((other) => ({ ...other }));
  const window = {
    caseId: one.id,
    common,
    holding: many(times, (index) => holdingOf(index, common)),
    today: '2026-11-23',
  };
  const modals: Readonly<Record<string, types.ModalView>> = {
    'group-merge': mergeModal(one, others),
    'group-merge-none': mergeModal(one, []),
    'group-split': splitModal(whole, others),
    'group-split-none': splitModal(one, others),
    'group-done': regroupedModal(`Dana merged C-2 into ${named(one.id, long)}.`, 12),
    silence: silenceModal({ ...window, holding: [] }),
    'silence-preview': silenceModal({ ...window, preview: { hidden, toldAllTheSame: times } }),
    'silence-none': silenceModal({ ...window, common: {} }),
    'silence-done': silencedModal(named('S-1 holds until 2027-01-31.', long), { action: 'end', id: 'S-1' }),
  };
  return Object.entries(modals).map(([name, payload]): Surface => ({ surface: 'modal', name, form, payload }));
}

function otherOf(index: number, long: number): OtherCase {
  const title = named('Example Relay Desk: a stranger may stop it', long);
  return { caseId: `C-${index + 2}`, title, priority: 'P3', tlp: index % 2 === 1 ? 'RED' : 'CLEAR' };
}

function memberOf({ members }: Case, index: number): Case['members'][number] {
  const [first] = members;
  if (first === undefined) throw new Error('The sample case has no member.');
  return { ...first, advisory: { ...first.advisory, id: `example-health:${index}` } };
}

function holdingOf(index: number, scope: SuppressionScope): Suppression {
  const by = { id: 'slack:U0DANA0001', name: 'dana.fox' };
  const at = '2026-11-20T08:00:00.000Z';
  return { id: `S-${index + 1}`, scope, reason: 'is taken down in May', expiresOn: '2027-05-31', by, at };
}

function named(name: string, long: number): string {
  return Array.from({ length: long }, () => name).join(' ');
}

function many<T>(times: number, make: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => make(index));
}
