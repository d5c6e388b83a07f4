import type { types } from '@slack/bolt';
import { counted } from '../../../cases/listed.ts';
import { dayOf } from '../../../domain/time.ts';
import type { AdvisoryLine } from '../../../ports/store.ts';
import { bold, glue, line } from '../elements.ts';
import { literal } from '../safe-text.ts';
import { typed } from './typed.ts';

/** An advisory in a list: its title, and below it what is needed to ask on. Of TLP:RED nothing is said but that it is there. */
export function advisoryLine(advisory: AdvisoryLine): types.RichTextSection[] {
  const { id, title, datedAt, tlp } = advisory;
  if (tlp === 'RED') {
    return line(glue('An advisory marked TLP:RED, which is never shown in Slack; "wardwatch advisories" lists it.'));
  }
  return line(
    bold(title || 'Without a title', 200),
    glue('\n'),
    typed(id),
    glue(` · ${dayOf(datedAt)} · ${standing(advisory)} · TLP:${tlp}`),
  );
}

function standing({ caseId, priority, matches }: AdvisoryLine): string {
  const assets = matches === 0 ? 'no asset' : counted(matches, 'asset');
  if (caseId === undefined) return `in no case, ${assets}`;
  return `${priority === undefined ? '' : `${priority} `}in ${literal(caseId, 20)}, ${assets}`;
}
