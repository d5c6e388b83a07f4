import type { types } from '@slack/bolt';
import type { CaseNames } from '../../ports/names-office.ts';
import { namesDecidedModal, namesModal } from '../blocks/modals/names.ts';
import type { Surface } from './surface.ts';

/** The windows in which people decide on names. */
export const NAME_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) =>
  Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'modal', name, form, payload })),
);

function drawAll(form: Surface['form']): Readonly<Record<string, types.ModalView>> {
  const all = caseNames(form);
  const reach = all[0]?.reach ?? { assetIds: [], advisories: 0, caseIds: [] };
  const done = `"Ward Works Ferry" and "Harbour Soft Quayside" are different products from now on. ${
    form === 'ordinary' ? '' : 'words '.repeat(300)
  }`;
  return {
    'names-decide': namesModal('C-1', all),
    'names-none': namesModal('C-1', []),
    'names-decided': namesDecidedModal({ id: 3, done, reach }),
    'names-effect': namesDecidedModal({ id: 3, done, reach, effect: '1 case no longer affected (C-1).' }),
  };
}

/** Made-up names that meet in a case. */
export function caseNames(form: Surface['form']): readonly CaseNames[] {
  const [count, length] = form === 'ordinary' ? [2, 1] : [300, 300];
  return Array.from(
    { length: count },
    (_, index): CaseNames => ({
      names: {
        asset: { vendor: 'Ward Works', product: `${'Ferry '.repeat(length)}${index + 1}` },
        advisory: { vendor: 'Harbour Soft', product: `${'Quayside '.repeat(length)}${index + 1}` },
      },
      verdict: index === 0 ? 'undecided' : 'same',
      because: `"Ferry" and "Quayside" differ by "${'desk '.repeat(length).trim()}", which may be another product`,
      reach: {
        assetIds: Array.from({ length: count }, (_, asset) => `A-${asset}`),
        advisories: count,
        caseIds: Array.from({ length: count }, (_, number) => `C-${number + 1}`),
      },
    }),
  );
}
