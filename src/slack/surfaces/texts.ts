import type { types } from '@slack/bolt';
import type { TextCheck, TextFindings, TextIndicator } from '../../ports/text-office.ts';
import { checkModal, findingsModal, readingModal, textNotice, withLine } from '../blocks/modals/text-answers.ts';
import { esc, mrkdwn } from '../blocks/safe-text.ts';
import { answerSamples } from './answer-samples.ts';
import type { Surface } from './surface.ts';

/** The windows of the shortcuts on messages. */
export const TEXT_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) =>
  Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'modal', name, form, payload })),
);

function drawAll(form: Surface['form']): Readonly<Record<string, types.ModalView>> {
  const ref = '00000000-0000-4000-8000-000000000000';
  const check = checkModal(textCheck(form), ref);
  return {
    'text-reading': readingModal('Check against assets'),
    'text-extract': findingsModal(textFindings(form), ref),
    'text-check': check,
    'text-saved': withLine(check, mrkdwn`Saved as \`slack:C0EXAMPLE1-1708594920.000100\`.`),
    'text-notice': textNotice(
      'Extract indicators',
      esc('This message holds no text. '.repeat(form === 'ordinary' ? 1 : 200), 2_900),
    ),
  };
}

/** Made-up findings in a message. */
export function textFindings(form: Surface['form']): TextFindings {
  const { advisory } = answerSamples(form).advisory;
  const indicators = advisory.indicators.map(
    ({ type, value, because }): TextIndicator => ({
      ...{ type, because },
      shown: value.replaceAll('.', '[.]'),
    }),
  );
  return {
    tlp: 'AMBER',
    indicators,
    setAside: indicators
      .slice(0, form === 'ordinary' ? 1 : 500)
      .map((one) => ({ ...one, because: 'It is the host of a well-known service.' })),
    cves: advisory.aliases,
    techniques: [{ id: 'T1190', name: 'Exploit Public-Facing Application' }, { id: 'T1133' }],
    file: { caseId: '', name: 'indicators.csv', title: 'Indicators', content: '', tlp: 'AMBER' },
    ...(form === 'maximal' && { cutAt: { read: 40_000, of: 52_310 } }),
  };
}

/** A made-up answer to what a message means for the inventory. */
export function textCheck(form: Surface['form']): TextCheck {
  const { advisory, affected } = answerSamples(form);
  const { title, affected: products, gaps } = advisory.advisory;
  return {
    ...{ tlp: 'AMBER', title, products },
    verdicts: { affected: 1, undecided: 1, 'not-affected': 1 },
    assets: {
      total: affected.assets.length,
      shown: affected.assets.slice(0, 30).map(({ asset, verdict }) => ({
        ...{ asset, verdict },
        evidence: products.slice(0, 4).map(({ quote }) => ({
          because: `${asset.version ?? 'A version that nobody knows'} was compared with "before 23.9.8".`,
          quote: quote.text,
        })),
      })),
    },
    gaps: gaps.map(({ because }) => because),
    ...(form === 'maximal' && { cutAt: { read: 40_000, of: 52_310 } }),
  };
}
