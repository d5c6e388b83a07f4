import type { types } from '@slack/bolt';
import { minuteOf } from '../../../cases/apply-action.ts';
import { REMEDIATION_WORDS, remediesOn } from '../../../cases/remediation.ts';
import type { AlertAsset } from '../../../domain/alert.ts';
import { cveWords, followableLink, lateWords, VERDICT_WORDS, worstFirst } from '../../../domain/alert-words.ts';
import { dayOf } from '../../../domain/time.ts';
import type { CaseView } from '../../../ports/front-office.ts';
import { writeCaseRef } from '../../case-ref.ts';
import { caseActionId } from '../alert-buttons.ts';
import {
  andMore,
  bold,
  button,
  context,
  glue,
  glueBold,
  header,
  hostLink,
  line,
  modal,
  richText,
  titledList,
  words,
} from '../elements.ts';
import { esc, literal, mrkdwn } from '../safe-text.ts';

/** Everything that is known of a case: every reason with its code, every quote, every asset, who did what. */
export function detailsModal(view: CaseView): types.ModalView {
  const { message, history, decisions, moved } = view;
  const { triage, members } = view.case;
  return modal('case:details', `Details of ${message.caseId}`, [
    header(message.title),
    ...richText(line(words(message.headline, 800))),
    ...richText(titledList('Where it stands', 'bullet', message.state.lines, 20, (one) => line(words(one, 400)))),
    ...richText(titledList('Why', 'bullet', message.reasons, 30, (one) => line(words(one, 400)))),
    ...richText(
      titledList('How the priority came about', 'bullet', triage.reasons, 30, ({ code, because }) =>
        line(bold(code, 80), glue(': '), words(because, 400)),
      ),
    ),
    ...richText(
      titledList('Assumed, because nothing is known', 'bullet', triage.assumed, 20, (one) => line(words(one, 100))),
    ),
    ...richText(quotes(view)),
    ...richText(
      titledList('Assets, worst first', 'bullet', worstFirst(message.assets), 40, (asset) =>
        assetLine(asset, remedyWords(asset.id, view)),
      ),
    ),
    ...richText(titledList('Do first', 'ordered', message.firstActions, 20, (one) => line(words(one, 500)))),
    ...richText(titledList('CVEs', 'bullet', message.cves, 40, (cve) => line(words(cveWords(cve), 200)))),
    ...richText(
      titledList('Benchmarks; your own policy decides', 'bullet', message.benchmarks, 5, (one) =>
        line(words(one, 300)),
      ),
    ),
    ...richText(indicators(view)),
    ...richText(
      titledList('Sources', 'bullet', message.sources, 20, (source) => {
        const link = followableLink(source.link);
        const joined = members.find((member) => member.advisory.id === source.advisoryId)?.joinedBecause;
        return line(
          glue(`${dayOf(source.publishedAt)} · `),
          bold(source.publisher, 100),
          glue(': '),
          words(source.title, 300),
          glue(lateWords(source)),
          ...(link === undefined || link.href.length > 1_000 ? [] : [glue(' · '), hostLink(link)]),
          glue(joined === undefined || joined === '' ? '' : ` (${literal(joined, 300)})`),
        );
      }),
    ),
    ...richText(
      titledList('Advisories that went to other cases', 'bullet', moved, 20, ({ advisoryId, caseId }) =>
        line(words(advisoryId, 200), glue(' is in '), bold(caseId, 40)),
      ),
    ),
    ...richText(
      titledList('Who did what', 'bullet', [...history].reverse(), 15, ({ at, actor, action }) =>
        line(glue(`${minuteOf(at)} · `), bold(actor.name, 80), glue(`: ${literal(action.replace('case.', ''), 80)}`)),
      ),
    ),
    ...richText(
      titledList('To speak or not', 'bullet', [...decisions].reverse(), 10, ({ decidedAt, decision }) =>
        line(glue(`${dayOf(decidedAt)} · ${decision.kind}: `), words(decision.reasons.slice(0, 3).join(' '), 400)),
      ),
    ),
    detailButtons(view),
    context(mrkdwn`${esc(message.caseId, 40)} · TLP:${esc(message.tlp)} · policy ${esc(policyWords(triage), 120)}`),
  ]);
}

/** What can be done from the details, beside the buttons of the card. */
function detailButtons({ case: { id: caseId, handling, members } }: CaseView): types.ActionsBlock {
  const value = writeCaseRef({ caseId, version: handling.version });
  const names = button('names:open', 'Not ours, or the same…', value, `Decide on names of products in case ${caseId}`);
  const remedy = button(
    caseActionId('remediate'),
    'Remediation…',
    value,
    `Say how far the remedy is in case ${caseId}`,
  );
  const elements = [
    names,
    remedy,
    button('group:merge', 'Merge with another case…', value, `Merge case ${caseId} with another`),
    ...(members.length > 1 ? [button('group:split', 'Split off an advisory…', value, `Split case ${caseId}`)] : []),
    button('silence:open', 'Stay silent about this…', value, `Keep cases like ${caseId} silent for a time`),
  ];
  return { type: 'actions', block_id: 'details:actions', elements };
}

function policyWords({ policyVersion, slaProfile }: CaseView['case']['triage']): string {
  return slaProfile === undefined ? policyVersion : `${policyVersion}, deadlines by "${slaProfile}"`;
}

const MOST_QUOTES = 20;
const MOST_INDICATORS = 50;

function quotes({ message }: CaseView): types.RichTextBlockElement[] {
  const shown = message.quotes.slice(0, MOST_QUOTES).flatMap((quote): types.RichTextQuote[] => {
    const [first] = line(words(quote.text, 800), glue('\n— '), words(quote.from, 120));
    return first === undefined ? [] : [{ type: 'rich_text_quote', elements: first.elements }];
  });
  if (shown.length === 0) return [];
  return [...line(glueBold("In the sources' words")), ...shown, ...andMore(message.quotes.length - MOST_QUOTES)];
}

/** Nothing where the remedy is open. */
function remedyWords(assetId: string, { case: one }: CaseView): string {
  if (one.handling.remediations === undefined && one.remediedElsewhere === undefined) return '';
  const states = new Set(remediesOn(assetId, one).map(({ state }) => state));
  if (states.size === 1 && states.has('open')) return '';
  return ` · remediation ${[...states].map((state) => REMEDIATION_WORDS[state]).join(' and ')}`;
}

function assetLine(asset: AlertAsset, remedy: string): types.RichTextSection[] {
  const facts = [asset.name === asset.id ? undefined : asset.name, asset.site, asset.owner && `owner ${asset.owner}`];
  const known = facts.flatMap((fact) => (fact === undefined || fact === '' ? [] : [literal(fact, 100)]));
  return line(
    bold(`${literal(asset.id, 100)}: ${VERDICT_WORDS[asset.verdict]}`),
    glue(asset.declared === undefined ? '' : `, ${literal(asset.declared, 200)}`),
    glue(
      ` · ${literal(asset.product, 100)} ${asset.version === undefined ? 'version unknown' : literal(asset.version, 40)}`,
    ),
    glue(known.length === 0 ? '' : ` · ${known.join(' · ')}`),
    glue(remedy),
    glue('\n'),
    words(asset.because, 300),
  );
}

function indicators({ message }: CaseView): types.RichTextBlockElement[] {
  const all = message.indicators;
  const text = all
    .slice(0, MOST_INDICATORS)
    .map(
      ({ type, shown, note }) =>
        `${literal(type, 20)}  ${literal(shown, 200)}${note === undefined ? '' : `\n  ${literal(note, 150)}`}`,
    )
    .join('\n');
  if (text === '') return [];
  return [
    ...line(glueBold('Indicators, defanged')),
    { type: 'rich_text_preformatted', elements: [glue(text)] },
    ...andMore(all.length - MOST_INDICATORS),
  ];
}
