import { type FakeArguments, isRecord, recordsIn } from './fake-slack-arguments.ts';

/** What Slack would find wrong with an interactive element that stands in such a block. */
export function elementFaults(element: unknown, at: string, block: 'actions' | 'input' | 'section'): string[] {
  if (!isRecord(element)) return [fault(at, 'must be an object')];
  if (!ALLOWED[block].test(String(element.type)))
    return [fault(`${at}/type`, `unsupported type: ${String(element.type)}`)];
  const { placeholder, confirm } = element;
  return [
    ...lengthFaults(element.action_id, `${at}/action_id`, 255),
    ...(placeholder === undefined ? [] : textFaults(placeholder, `${at}/placeholder`, 150, 'plain_text')),
    ...(confirm === undefined ? [] : confirmFaults(confirm, `${at}/confirm`)),
    ...ownFaults(element, at),
  ];
}

/** What Slack would find wrong with a text object; `most` counts characters. */
export function textFaults(text: unknown, at: string, most: number, only?: 'plain_text'): string[] {
  if (!isRecord(text) || typeof text.text !== 'string') return [fault(at, 'missing required field: text')];
  if (text.type !== 'plain_text' && (text.type !== 'mrkdwn' || only !== undefined)) {
    return [fault(`${at}/type`, `unsupported type: ${String(text.type)}`)];
  }
  if (text.text === '') return [fault(`${at}/text`, 'must be more than 0 characters')];
  return lengthFaults(text.text, `${at}/text`, most);
}

const SELECTS = '(?:multi_)?(?:static|external|users|conversations|channels)_select';
const CHOICES = 'checkboxes|radio_buttons|datepicker|timepicker';

/** A datetimepicker and a rich_text_input stand in fewer places than their kin. */
const ALLOWED = {
  actions: new RegExp(`^(?:button|overflow|datetimepicker|${CHOICES}|${SELECTS})$`),
  section: new RegExp(`^(?:button|overflow|${CHOICES}|${SELECTS})$`),
  input: new RegExp(
    `^(?:plain_text_input|rich_text_input|email_text_input|url_text_input|number_input|file_input|datetimepicker|${CHOICES}|${SELECTS})$`,
  ),
};

function ownFaults(element: FakeArguments, at: string): string[] {
  switch (element.type) {
    case 'button':
      return buttonFaults(element, at);
    case 'static_select':
    case 'multi_static_select':
      return selectFaults(element, at);
    case 'overflow':
      return optionsFaults(element, at, 5);
    case 'checkboxes':
    case 'radio_buttons':
      return optionsFaults(element, at, 10);
    case 'plain_text_input':
      return Number(element.max_length ?? 0) > 3_000 ? [fault(`${at}/max_length`, 'must be at most 3000')] : [];
    case 'file_input':
      return Number(element.max_files ?? 1) > 10 ? [fault(`${at}/max_files`, 'must be at most 10')] : [];
    case 'number_input':
      return typeof element.is_decimal_allowed === 'boolean'
        ? []
        : [fault(at, 'missing required field: is_decimal_allowed')];
    default:
      return [];
  }
}

function buttonFaults({ text, value, url, style, accessibility_label }: FakeArguments, at: string): string[] {
  return [
    ...textFaults(text, `${at}/text`, 75, 'plain_text'),
    ...lengthFaults(value, `${at}/value`, 2_000),
    ...lengthFaults(url, `${at}/url`, 3_000),
    ...lengthFaults(accessibility_label, `${at}/accessibility_label`, 75),
    ...(style === undefined || style === 'primary' || style === 'danger'
      ? []
      : [fault(`${at}/style`, 'invalid style')]),
  ];
}

function selectFaults(element: FakeArguments, at: string): string[] {
  if (element.option_groups === undefined) return optionsFaults(element, at, 100);
  const groups = recordsIn(element.option_groups);
  return [
    ...(groups.length >= 1 && groups.length <= 100 ? [] : [fault(`${at}/option_groups`, 'must have 1 to 100 items')]),
    ...groups.flatMap((group, index) => [
      ...textFaults(group.label, `${at}/option_groups/${index}/label`, 75, 'plain_text'),
      ...optionsFaults(group, `${at}/option_groups/${index}`, 100),
    ]),
    ...initialFaults(
      element,
      groups.flatMap(({ options }) => recordsIn(options)),
      at,
    ),
  ];
}

function optionsFaults(element: FakeArguments, at: string, most: number): string[] {
  const options = recordsIn(element.options);
  if (options.length === 0 || options.length > most) return [fault(`${at}/options`, `must have 1 to ${most} items`)];
  return [
    ...options.flatMap((option, index) => optionFaults(option, `${at}/options/${index}`)),
    ...initialFaults(element, options, at),
  ];
}

/** A value has 75 characters in Slack's types and 150 in its page; the stricter one is taken. */
function optionFaults({ text, value, description }: FakeArguments, at: string): string[] {
  return [
    ...textFaults(text, `${at}/text`, 75),
    ...(description === undefined ? [] : textFaults(description, `${at}/description`, 75)),
    ...(typeof value === 'string' && value !== '' ? [] : [fault(`${at}/value`, 'missing required field: value')]),
    ...lengthFaults(value, `${at}/value`, 75),
  ];
}

/** What is chosen at first has to be one of the options, word for word. */
function initialFaults(element: FakeArguments, options: readonly FakeArguments[], at: string): string[] {
  const { initial_option, initial_options } = element;
  const initial = [...(initial_option === undefined ? [] : [initial_option]), ...recordsIn(initial_options)];
  const nameOf = (option: unknown): string =>
    isRecord(option) && isRecord(option.text) ? JSON.stringify([option.value, option.text.text]) : '';
  const known = new Set(options.map(nameOf));
  return initial.every((option) => known.has(nameOf(option)))
    ? []
    : [fault(at, 'initial option is not among the options')];
}

function confirmFaults(confirm: unknown, at: string): string[] {
  if (!isRecord(confirm)) return [fault(at, 'must be an object')];
  return [
    ...textFaults(confirm.title, `${at}/title`, 100, 'plain_text'),
    ...textFaults(confirm.text, `${at}/text`, 300),
    ...textFaults(confirm.confirm, `${at}/confirm`, 30, 'plain_text'),
    ...textFaults(confirm.deny, `${at}/deny`, 30, 'plain_text'),
  ];
}

/** A text above its limit; what is no text is another rule's matter. */
export function lengthFaults(text: unknown, at: string, most: number): string[] {
  return typeof text === 'string' && text.length > most ? [fault(at, `must be less than ${most + 1} characters`)] : [];
}

/** A fault in Slack's own form. */
export function fault(at: string, what: string): string {
  return `[ERROR] ${what} [json-pointer:${at}]`;
}
