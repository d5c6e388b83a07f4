import type { types } from '@slack/bolt';
import { listed } from '../../../cases/listed.ts';
import { COLUMN_CHOICES, COLUMNS, type Column, DAY_COLUMNS } from '../../../domain/asset-columns.ts';
import type { AssetView, Overtaken } from '../../../ports/inventory-office.ts';
import { type AssetsRef, writeAssetsRef } from '../../asset-ref.ts';
import { context, input, modal, option, plain, section } from '../elements.ts';
import { esc, joinMrkdwn, mrkdwn, type SafeMrkdwn } from '../safe-text.ts';
import { chosenIn, dayIn, type ViewState, writtenIn } from './read-state.ts';

/** What the form shows, and who was faster where somebody was. */
export interface AssetForm {
  /** Absent: a new asset. */
  readonly view?: AssetView;
  /** What the columns say at first; what `view` says where absent. */
  readonly cells?: ReadonlyMap<Column, string>;
  readonly overtaken?: Overtaken;
  readonly answer: AssetsRef['answer'];
}

/** The form of an asset, what matters most for matching first. */
export function editAssetModal({ view, overtaken, answer, cells = view?.cells }: AssetForm): types.ModalView {
  const version = view?.version ?? 'new';
  const questions = (view === undefined ? (['id', ...QUESTIONS] as const) : QUESTIONS).map((column) =>
    question(column, cells?.get(column) ?? '', version),
  );
  return modal(
    view === undefined ? 'assets:add' : 'assets:edit',
    view === undefined ? 'Add an asset' : `Edit ${view.asset.id}`,
    [
      ...(overtaken === undefined ? [] : [section(overtakenWords(overtaken))]),
      ...questions,
      context(mrkdwn`An empty field is unknown, which is never "no". What is stored is matched again at once.`),
    ],
    {
      submit: view === undefined ? 'Add' : 'Save',
      ref: writeAssetsRef({ seen: view === undefined ? {} : { [view.asset.id]: view.version }, answer }),
    },
  );
}

/** What the person entered by column, and the blocks in which each stands; columns that the form did not show are absent. */
export function readEditAsset(state: ViewState): {
  readonly cells: ReadonlyMap<Column, string>;
  readonly blockOf: (column: Column) => string | undefined;
} {
  const blocks = new Map(
    Object.keys(state).flatMap((block): [Column, string][] => {
      const column = COLUMNS.find((each) => block.startsWith(`${each}@`));
      return column === undefined ? [] : [[column, block]];
    }),
  );
  const cells = [...blocks].map(([column, block]): [Column, string] => {
    const cell = writtenIn(state, block) ?? chosenIn(state, block) ?? dayIn(state, block) ?? '';
    return [column, cell === NOT_KNOWN ? '' : cell];
  });
  return { cells: new Map(cells), blockOf: (column) => blocks.get(column) };
}

/** How people call the columns. */
export const COLUMN_LABELS: Readonly<Record<Column, string>> = {
  id: 'Id',
  vendor: 'Vendor',
  product: 'Product',
  version: 'Version',
  version_confirmed_at: 'Version confirmed on',
  last_updated_at: 'Last updated on',
  supplier: 'Supplier, who delivers or runs it',
  owner: 'Owner',
  site: 'Site',
  hostname: 'Host name',
  ip: 'IP address',
  exposure: 'Exposure',
  managed: 'Managed by IT?',
  clinical_use: 'Clinical use',
  phi: 'Holds patient data?',
  safety: 'Impact on safety',
  mission: 'Impact on the mission',
  compensating: 'Compensating control',
  observables: 'Observables',
  cpe: 'CPE',
  purl: 'Package URL',
  udi: 'UDI',
  model: 'Model',
  serial: 'Serial number',
  tags: 'Tags',
};

const QUESTIONS = Object.keys(COLUMN_LABELS).filter((column) => column !== 'id') as readonly Column[];

const HINTS: Readonly<Partial<Record<Column, string>>> = {
  compensating: 'The control and the day of its check, such as "Firewall rule 12 (verified 2023-09-01)".',
  exposure: 'open: internet-facing; controlled: internal; small: isolated.',
  observables: 'Domains, addresses, ranges and hashes, apart by ";".',
  tags: 'Apart by ";".',
};

const MANY_LINES: ReadonlySet<Column> = new Set(['clinical_use', 'compensating', 'observables', 'tags']);
/** Slack takes no more in one field. */
const LONGEST = 3_000;
const NOT_KNOWN = 'not known';

/** A block of another version has another id, so that Slack does not keep in a redrawn form what was entered before. */
function question(column: Column, cell: string, version: string): types.KnownBlock {
  const label = COLUMN_LABELS[column];
  if (cell.length > LONGEST) {
    return context(
      mrkdwn`*${esc(label)}* is too long for this form and stays as it is; \`wardwatch assets edit\` changes it.`,
    );
  }
  const hint = HINTS[column];
  const isRequired = column === 'id' || column === 'product';
  return input(`${column}@${version}`, label, elementOf(column, cell), {
    ...(hint !== undefined && { hint }),
    ...(!isRequired && { optional: true as const }),
  });
}

function elementOf(column: Column, cell: string): types.InputBlock['element'] {
  const action_id = `assets:${column}`;
  const choices = COLUMN_CHOICES[column];
  if (choices !== undefined) {
    const options = [NOT_KNOWN, ...choices].map((choice) => option(choice, choice));
    const initial = options.find(({ value }) => value === cell);
    const placeholder = plain('Not known', 20);
    return { type: 'static_select', action_id, placeholder, options, ...(initial && { initial_option: initial }) };
  }
  if (DAY_COLUMNS.includes(column)) {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(cell);
    return { type: 'datepicker', action_id, ...(isDay && { initial_date: cell }) };
  }
  const multiline = MANY_LINES.has(column) || cell.includes('\n');
  return {
    ...{ type: 'plain_text_input', action_id, multiline, max_length: LONGEST },
    ...(cell !== '' && { initial_value: cell }),
  };
}

const MOST_LOST = 12;

function overtakenWords({ view, theirs, lost }: Overtaken): SafeMrkdwn {
  const who = view.changed === undefined ? 'Somebody' : view.changed.by;
  const what = listed(theirs.map((column) => COLUMN_LABELS[column].toLowerCase()));
  const mine = [...lost]
    .slice(0, MOST_LOST)
    .map(
      ([column, cell]) => mrkdwn`• ${esc(COLUMN_LABELS[column])}: ${cell === '' ? mrkdwn`nothing` : esc(cell, 100)}`,
    );
  const gone =
    mine.length === 0
      ? mrkdwn`What you entered elsewhere is kept.`
      : mrkdwn`What you entered elsewhere is kept; where both of you changed something, theirs stands, and you had entered:\n${joinMrkdwn(mine, '\n')}`;
  return mrkdwn`*Not saved yet:* ${esc(who, 80)} changed ${esc(what || 'it', 300)} while you edited. This is how it stands now. ${gone}`;
}
