import { type FakeArguments, isRecord, recordsIn } from './fake-slack-arguments.ts';

/**
 * What a person enters in an element: words, the value of an option, an id, a day; several of them in a list; null to empty
 * it. An object is taken as it is, in Slack's form (such as `{ files: […] }`).
 */
export type FakeChoice = string | number | null | readonly string[] | FakeArguments;

/** What the elements of some blocks hold: block id, then action id. */
export type FakeState = Readonly<Record<string, Readonly<Record<string, FakeArguments>>>>;

/** An element that a person can use, and the block that it stands in. */
export interface FakeElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: FakeArguments;
  /** It must be filled before the view can be submitted. */
  readonly required: boolean;
}

/** The interactive elements of blocks, in reading order. */
export function elementsIn(blocks: readonly unknown[]): FakeElement[] {
  return recordsIn(blocks).flatMap((block) => {
    const inside =
      block.type === 'actions' ? recordsIn(block.elements) : [block.element, block.accessory].filter(isRecord);
    return inside
      .filter((element) => element.type !== 'image')
      .map((element) => ({
        blockId: String(block.block_id),
        actionId: String(element.action_id),
        element,
        required: block.type === 'input' && block.optional !== true,
      }));
  });
}

/**
 * The element with an action id, or the only one whose id begins with it; throws when there is none or more. `value`: of several
 * buttons with one id, the one that has it.
 */
export function elementNamed(blocks: readonly unknown[], actionId: string, value?: string): FakeElement {
  const all = elementsIn(blocks).filter(({ element }) => value === undefined || element.value === value);
  const exact = all.filter((one) => one.actionId === actionId);
  const [found, second] = exact.length > 0 ? exact : all.filter((one) => one.actionId.startsWith(actionId));
  if (found !== undefined && second === undefined) return found;
  const there = all.map((one) => one.actionId).join(', ') || 'none';
  throw new Error(`${found === undefined ? 'No' : 'More than one'} element "${actionId}"; there are: ${there}`);
}

/** What the elements hold: what was entered before, where the element is still there, else what they begin with. */
export function stateOf(blocks: readonly unknown[], before: FakeState = {}): FakeState {
  const state: Record<string, Record<string, FakeArguments>> = {};
  for (const { blockId, actionId, element } of elementsIn(blocks)) {
    const kind = KINDS[String(element.type)];
    if (kind === undefined) continue;
    const kept = before[blockId]?.[actionId];
    const start: FakeArguments = { type: element.type, [kind.key]: element[kind.initial] ?? (kind.many ? [] : null) };
    state[blockId] = { ...state[blockId], [actionId]: kept !== undefined && kept.type === element.type ? kept : start };
  }
  return state;
}

/** The state after one element was used; buttons and overflow menus leave nothing behind. */
export function used(state: FakeState, found: FakeElement, choice: FakeChoice | undefined): FakeState {
  if (choice === undefined || found.element.type === 'overflow') return state;
  return {
    ...state,
    [found.blockId]: { ...state[found.blockId], [found.actionId]: chosenValue(found, choice) },
  };
}

/**
 * The state after a person filled a form: values by action id, or by block id and then action id.
 * @throws where the form could not be sent so, because a required element is empty.
 */
export function filled(
  blocks: readonly unknown[],
  before: FakeState,
  values: Readonly<Record<string, FakeChoice>>,
): FakeState {
  const state = Object.entries(values)
    .flatMap(([name, given]) => choicesOf(blocks, name, given))
    .reduce((sum, [element, choice]) => used(sum, element, choice), before);
  const missing = elementsIn(blocks).find(
    ({ required, blockId, actionId }) => required && isEmpty(state[blockId]?.[actionId]),
  );
  if (missing !== undefined) throw new Error(`A person cannot submit: "${missing.actionId}" is required and empty.`);
  return state;
}

/**
 * What an element holds after a person's choice, in Slack's form.
 * @throws where a person could not do it: the option is not offered, the words are too long, a button takes no value.
 */
export function chosenValue({ element, actionId }: FakeElement, choice: FakeChoice): FakeArguments {
  const kind = KINDS[String(element.type)] ?? (element.type === 'overflow' ? { key: 'selected_option' } : undefined);
  if (kind === undefined) throw new Error(`Nothing can be entered in ${String(element.type)} "${actionId}".`);
  if (isRecord(choice)) return { type: element.type, ...choice };
  const optionOf = (value: unknown): unknown =>
    kind.key.startsWith('selected_option') ? offered(element, value) : value;
  const value = Array.isArray(choice) ? choice.map(optionOf) : choice === null ? choice : optionOf(choice);
  if (typeof value === 'string' && value.length > Number(element.max_length ?? 3_000)) {
    throw new Error(
      `"${actionId}" takes ${String(element.max_length)} characters; a person cannot type ${value.length}.`,
    );
  }
  return { type: element.type, [kind.key]: value };
}

interface Kind {
  readonly key: string;
  readonly initial: string;
  readonly many?: boolean;
}

/** Where each element keeps its value; buttons and overflow menus keep none. */
const KINDS: Readonly<Record<string, Kind>> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value' },
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', many: true },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', many: true },
  file_input: { key: 'files', initial: 'initial_files', many: true },
};

function offered(element: FakeArguments, value: unknown): unknown {
  const options = [
    ...recordsIn(element.options),
    ...recordsIn(element.option_groups).flatMap((group) => recordsIn(group.options)),
  ];
  const option = options.find((one) => one.value === value);
  if (option !== undefined) return option;
  const there = options.map((one) => String(one.value)).join(', ') || 'none';
  throw new Error(`"${String(element.action_id)}" offers no "${String(value)}"; it offers: ${there}`);
}

/** What is given under one name: an object that names elements of a block, or what is entered in one element. */
function choicesOf(blocks: readonly unknown[], name: string, given: FakeChoice): [FakeElement, FakeChoice][] {
  const inBlock = elementsIn(blocks).flatMap((element): [FakeElement, FakeChoice][] => {
    const value = element.blockId === name && isRecord(given) ? given[element.actionId] : undefined;
    return isRecord(value) ? [[element, value]] : [];
  });
  return inBlock.length > 0 ? inBlock : [[elementNamed(blocks, name), given]];
}

function isEmpty(value: FakeArguments | undefined): boolean {
  const [held] = Object.entries(value ?? {}).flatMap(([key, one]) => (key === 'type' ? [] : [one]));
  return held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
}
