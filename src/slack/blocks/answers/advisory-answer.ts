import type { types } from '@slack/bolt';
import { textDefanger } from '../../../alerts/defang-text.ts';
import { flawsOf } from '../../../alerts/flaws.ts';
import { type Advisory, type AffectedProduct, datedAt } from '../../../domain/advisory.ts';
import { countVerdicts, cveWords, followableLink } from '../../../domain/alert-words.ts';
import { dayOf } from '../../../domain/time.ts';
import { defang } from '../../../indicators/defang.ts';
import type { AdvisoryView } from '../../../ports/front-office.ts';
import { describeRanges } from '../../../versions/range.ts';
import {
  andMore,
  bold,
  context,
  glue,
  glueBold,
  header,
  hostLink,
  line,
  richText,
  titledList,
  words,
} from '../elements.ts';
import { esc, literal, mrkdwn } from '../safe-text.ts';
import type { SlackMessage } from '../slack-message.ts';
import { advisoryLine } from './advisory-line.ts';
import { affectedList } from './affected-list.ts';
import { redAnswer } from './plain-answer.ts';

/** An advisory: what it says, and what that means for the organisation's assets. Its words are quoted with every indicator defanged. */
export function advisoryAnswer(view: AdvisoryView): SlackMessage {
  const { advisory, affected, others } = view;
  if (advisory.tlp === 'RED') return redAnswer(advisory.id);
  const safe = textDefanger([...advisory.indicators, ...advisory.setAside]);
  const verdicts = countVerdicts(affected.map(({ verdict }) => ({ verdict: verdict.kind })));
  return {
    text: mrkdwn`${esc(safe(advisory.title), 300)}, an advisory of ${esc(advisory.publisher.name, 100)}, ${esc(dayOf(datedAt(advisory)))}. Our assets: ${esc(verdicts)}. ${esc(standing(view))}`,
    blocks: [
      header(safe(advisory.title)),
      ...richText(origin(view)),
      ...richText(line(words(`${standing(view)} Our assets: ${verdicts}.`))),
      ...richText(affectedList('Our assets, worst first', affected, 6, safe)),
      ...richText(titledList('Products', 'bullet', advisory.affected, 8, (one) => line(words(productWords(one), 260)))),
      ...richText(titledList('Flaws', 'bullet', flawsOf([advisory]), 8, (flaw) => line(words(cveWords(flaw), 150)))),
      ...richText(
        titledList('What it tells you to do', 'bullet', advisory.mitigations, 4, (one) =>
          line(words(safe(one.text), 300)),
        ),
      ),
      ...richText(indicators(advisory)),
      ...richText(titledList('Others on the same flaw', 'bullet', others, 3, advisoryLine)),
      ...richText(
        titledList('Could not be read', 'bullet', advisory.gaps, 3, (gap) => line(words(safe(gap.because), 150))),
      ),
      context(
        mrkdwn`${esc(advisory.id, 150)} · revision ${advisory.revision} · TLP:${esc(advisory.tlp)} · \`/advisory export ID csv\` sends all of it`,
      ),
    ],
  };
}

function standing({ advisory, caseId, caseStatus }: AdvisoryView): string {
  const withdrawn = advisory.withdrawn ? 'Its publisher withdrew it. ' : '';
  if (caseId === undefined) return `${withdrawn}It is in no case.`;
  return `${withdrawn}It is in case ${caseId}${caseStatus === undefined ? '' : `, ${caseStatus.replace('-', ' as ').replaceAll('-', ' ')}`}.`;
}

function origin({ advisory, link }: AdvisoryView): types.RichTextSection[] {
  const followable = followableLink(link);
  return line(
    glue(`${dayOf(datedAt(advisory))} · `),
    bold(advisory.publisher.name, 100),
    ...(followable === undefined || followable.href.length > MOST_LINK ? [] : [glue(' · '), hostLink(followable)]),
  );
}

const MOST_LINK = 500;

function productWords({ vendor, product, status, versions, fixedVersion }: AffectedProduct): string {
  const name = [vendor, product].filter((part) => part !== undefined).join(' ');
  const which =
    versions === 'all' ? 'every version' : versions === 'unstated' ? 'versions not stated' : describeRanges(versions);
  const fixed = fixedVersion === undefined ? '' : `; fixed in ${literal(fixedVersion, 40)}`;
  return `${literal(name, 100)}: ${status.replaceAll('-', ' ')}, ${literal(which, 100)}${fixed}`;
}

function indicators({ indicators: all }: Advisory): types.RichTextBlockElement[] {
  const shown = all
    .slice(0, MOST_INDICATORS)
    .map(({ type, value }) => `${type}  ${literal(defang(type, value), 120)}`)
    .join('\n');
  return shown === ''
    ? []
    : [
        ...line(glueBold('Indicators, defanged')),
        { type: 'rich_text_preformatted', elements: [glue(shown)] },
        ...andMore(all.length - MOST_INDICATORS),
      ];
}

const MOST_INDICATORS = 10;
