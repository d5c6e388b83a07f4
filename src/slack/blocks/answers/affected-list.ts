import type { types } from '@slack/bolt';
import { VERDICT_WORDS } from '../../../domain/alert-words.ts';
import type { AffectedLine } from '../../../ports/store.ts';
import { bold, glue, line, titledList, words } from '../elements.ts';
import { literal } from '../safe-text.ts';
import { typed } from './typed.ts';

/**
 * Assets with verdict and why, the worst first, so that a list that is cut never hides them. What rests on a TLP:RED advisory
 * is only counted. `safe`: makes a text fit to be shown.
 */
export function affectedList(
  title: string,
  lines: readonly AffectedLine[],
  most: number,
  safe: (text: string) => string = (text) => text,
): types.RichTextBlockElement[] {
  const shown = VERDICTS.flatMap((kind) => lines.filter(({ verdict, tlp }) => tlp !== 'RED' && verdict.kind === kind));
  const red = lines.filter(({ tlp }) => tlp === 'RED').length;
  return [
    ...titledList(title, 'bullet', shown, most, (one) => affectedLine(one, safe)),
    ...(red === 0 ? [] : line(glue(`${red} more rest on TLP:RED advisories, which are never shown in Slack.`))),
  ];
}

const VERDICTS = ['affected', 'undecided', 'not-affected'] as const;

function affectedLine({ asset, verdict, advisoryId }: AffectedLine, safe: (text: string) => string) {
  const name = [asset.vendor, asset.product].filter((part) => part !== undefined).join(' ');
  const version = asset.version === undefined ? 'version unknown' : literal(asset.version, 40);
  const place = [
    asset.site === undefined ? '' : literal(asset.site, 60),
    asset.owner === undefined ? '' : `owner ${literal(asset.owner, 60)}`,
  ].filter((part) => part !== '');
  return line(
    bold(`${literal(asset.id, 80)}: ${VERDICT_WORDS[verdict.kind]}`),
    glue(' · '),
    words(name, 100),
    glue([` ${version}`, ...place].join(' · ')),
    glue('\n'),
    words(safe(verdict.because), 250),
    glue(verdict.question === undefined ? ' ' : ` To find out: ${literal(safe(verdict.question), 150)} `),
    typed(advisoryId, 100),
  );
}
