import type { CaseView } from '../../ports/front-office.ts';
import { assignModal } from '../blocks/modals/assign.ts';
import { detailsModal } from '../blocks/modals/details.ts';
import { notAffectedModal } from '../blocks/modals/not-affected.ts';
import { noticeModal } from '../blocks/modals/notice.ts';
import { remediateModal } from '../blocks/modals/remediate.ts';
import { resolveModal } from '../blocks/modals/resolve.ts';
import { firstDraft, snoozeModal } from '../blocks/modals/snooze.ts';
import { esc } from '../blocks/safe-text.ts';
import { maximalView, ordinaryView } from './samples.ts';
import type { Surface } from './surface.ts';

/** The windows behind the buttons of a card. */
export const MODAL_SURFACES: readonly Surface[] = [
  ...drawn('ordinary', ordinaryView()),
  ...drawn('maximal', maximalView()),
];

function drawn(form: Surface['form'], view: CaseView): Surface[] {
  const one = view.case;
  const { version } = one.handling;
  const modals = {
    assign: assignModal(one, version, 'U0123456789'),
    snooze: snoozeModal(one, version, firstDraft('2024-01-22T10:42:00.000Z')),
    'not-affected': notAffectedModal(one, version),
    remediate: remediateModal(one, version),
    resolve: resolveModal(one, version),
    details: detailsModal(view),
    notice: noticeModal('Nothing was done', esc(view.message.reasons.join(' '), 2_800)),
  };
  return Object.entries(modals).map(([name, payload]): Surface => ({ surface: 'modal', name, form, payload }));
}
