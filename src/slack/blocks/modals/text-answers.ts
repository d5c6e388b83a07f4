import type { types } from '@slack/bolt';
import { counted } from '../../../cases/listed.ts';
import { VERDICT_WORDS } from '../../../domain/alert-words.ts';
import { productName } from '../../../domain/product-name.ts';
import type { CheckedAsset, TextCheck, TextCutAt, TextFindings, TextIndicator } from '../../../ports/text-office.ts';
import { describeVersions } from '../../../versions/range.ts';
import {
  andMore,
  bold,
  button,
  context,
  glue,
  glueBold,
  header,
  line,
  modal,
  richText,
  section,
  titledList,
  words,
} from '../elements.ts';
import { esc, literal, mrkdwn, type SafeMrkdwn } from '../safe-text.ts';

/** The buttons below what was found in a message. */
export const TEXT_ACTIONS = { csv: 'text:csv', save: 'text:save' } as const;

const EXTRACT_TITLE = 'Extract indicators';
const CHECK_TITLE = 'Check against assets';

/** Stands there while the message is read. */
export function readingModal(title: string): types.ModalView {
  return modal('text:reading', title, [section(mrkdwn`Reading the message…`)]);
}

/** A window of one sentence in place of an answer, `title` as of the window before. */
export function textNotice(title: string, text: SafeMrkdwn): types.ModalView {
  return modal('text:notice', title, [section(text)]);
}

/** What was found in a message. `ref`: by which its file is found again. */
export function findingsModal(findings: TextFindings, ref: string): types.ModalView {
  const { tlp, indicators, setAside, cves, techniques, cutAt } = findings;
  if (tlp === 'RED') return textNotice(EXTRACT_TITLE, RED_WORDS);
  const total = indicators.length + setAside.length + cves.length + techniques.length;
  return modal(
    'text:extract',
    EXTRACT_TITLE,
    [
      ...richText(
        line(
          glue(
            total === 0
              ? 'There is no indicator, CVE id or technique in this message.'
              : `${counted(indicators.length, 'indicator')} kept, ${setAside.length} set aside, ${counted(cves.length, 'CVE id')}, ${counted(techniques.length, 'technique')}.`,
          ),
        ),
      ),
      ...cutNote(cutAt),
      ...richText(keptLines(indicators)),
      ...richText(titledList('Set aside, and why', 'bullet', setAside, 20, indicatorLine)),
      ...richText(titledList('CVE ids', 'bullet', cves, 30, (id) => line(words(id, 40)))),
      ...richText(
        titledList('Techniques of MITRE ATT&CK', 'bullet', techniques, 20, ({ id, name }) =>
          line(words(name === undefined ? id : `${id} ${name}`, 120)),
        ),
      ),
      ...(total === 0
        ? []
        : [
            {
              type: 'actions' as const,
              elements: [
                button(TEXT_ACTIONS.csv, 'Send me all as CSV', ref, 'Send me everything that was found as a CSV file'),
              ],
            },
          ]),
      context(mrkdwn`TLP:${esc(tlp)} · indicators are defanged · nothing was stored`),
    ],
    { ref },
  );
}

const RED_WORDS = mrkdwn`This message is marked TLP:RED, which is for named recipients only: nothing of it is shown again in Slack. Read it with \`wardwatch try\` or \`wardwatch ingest\` on a machine of yours.`;

const MOST_KEPT = 60;

/** Kept indicators by type, in the order in which the types first appear. */
function keptLines(indicators: readonly TextIndicator[]): types.RichTextBlockElement[] {
  const shown = indicators.slice(0, MOST_KEPT);
  const kinds = [...new Set(shown.map(({ type }) => type))];
  const lists = kinds.flatMap((kind) => {
    const own = shown.filter(({ type }) => type === kind);
    return titledList(
      `${kind} (${indicators.filter(({ type }) => type === kind).length})`,
      'bullet',
      own,
      own.length,
      keptLine,
    );
  });
  return [...lists, ...andMore(indicators.length - shown.length)];
}

function keptLine({ shown, because }: TextIndicator): types.RichTextSection[] {
  return line(bold(shown, 200), glue('  '), words(because, 200));
}

function indicatorLine({ type, shown, because }: TextIndicator): types.RichTextSection[] {
  return line(glue(`${type} `), bold(shown, 200), glue('  '), words(because, 200));
}

/** What a message means for the inventory. `ref`: by which its text is found again. */
export function checkModal(check: TextCheck, ref: string): types.ModalView {
  const { tlp, title, assets, verdicts, whyNothing = '', products, gaps, cutAt } = check;
  if (tlp === 'RED') return textNotice(CHECK_TITLE, RED_WORDS);
  const counts = `${verdicts.affected} affected, ${verdicts.undecided} undecided, ${verdicts['not-affected']} not affected`;
  return modal(
    'text:check',
    CHECK_TITLE,
    [
      header(title),
      ...richText([
        ...line(glueBold(assets.total === 0 ? 'It touches no asset that is known.' : `Your assets: ${counts}.`)),
        ...line(words(whyNothing, 900)),
      ]),
      ...cutNote(cutAt),
      ...assets.shown.flatMap((one) => richText(assetLines(one))),
      ...richText(andMore(assets.total - assets.shown.length)),
      ...richText(
        titledList('Products and versions as read', 'bullet', products, 20, (one) =>
          line(
            bold(productName(one), 120),
            glue(`: ${one.status.replaceAll('-', ' ')}, `),
            words(describeVersions(one.versions), 150),
            glue(one.fixedVersion === undefined ? '' : `; fixed in ${literal(one.fixedVersion, 60)}`),
          ),
        ),
      ),
      ...richText(titledList('Could not be read', 'bullet', gaps, 10, (gap) => line(words(gap, 250)))),
      {
        type: 'actions',
        elements: [button(TEXT_ACTIONS.save, 'Save as advisory', ref, 'Store this message as an advisory')],
      },
      context(
        mrkdwn`TLP:${esc(tlp)} · nothing is stored until you save it · an asset that nothing was said of is not called safe`,
      ),
    ],
    { ref },
  );
}

function assetLines({ asset, verdict, evidence }: CheckedAsset): types.RichTextBlockElement[] {
  const facts = [
    `${literal(productName(asset), 100)} ${asset.version === undefined ? 'version unknown' : literal(asset.version, 60)}`,
    ...(asset.owner === undefined ? [] : [`owner ${literal(asset.owner, 60)}`]),
  ];
  const name =
    asset.hostname === undefined || asset.hostname === asset.id ? asset.id : `${asset.id} (${asset.hostname})`;
  return [
    ...line(
      bold(`${literal(name, 150)}: ${VERDICT_WORDS[verdict.kind]}`),
      glue(` · ${facts.join(' · ')}\n`),
      words(verdict.because, 300),
      glue(verdict.question === undefined ? '' : ` To find out: ${literal(verdict.question, 200)}`),
    ),
    ...evidence.flatMap(({ because, quote }): types.RichTextBlockElement[] => [
      ...line(glue('· '), words(because, 250)),
      ...(quote === undefined ? [] : quoted(quote)),
    ]),
  ];
}

function quoted(text: string): types.RichTextQuote[] {
  return line(words(text, 300)).map(({ elements }) => ({ type: 'rich_text_quote', elements }));
}

function cutNote(cut: TextCutAt | undefined): types.ContextBlock[] {
  if (cut === undefined) return [];
  return [
    context(
      mrkdwn`Only the first ${cut.read} characters were read; the message has ${cut.of}. Use \`wardwatch ingest\` for long documents.`,
    ),
  ];
}

/** The same window with a line above that says what was just done. */
export function withLine(view: types.ModalView, said: SafeMrkdwn): types.ModalView {
  return { ...view, blocks: [section(said), ...view.blocks].slice(0, 100) };
}
