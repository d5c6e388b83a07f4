import type { types } from '@slack/bolt';
import { countWithin, LIMITS, lengthWithin, nothingActive, optionalWithin } from './limits.ts';

/** The interactive elements that wardwatch shows; any other is a violation, because nobody has looked up its limits. */
export type KnownElement =
  | types.Button
  | types.StaticSelect
  | types.MultiStaticSelect
  | types.UsersSelect
  | types.RadioButtons
  | types.PlainTextInput
  | types.Datepicker
  | types.DateTimepicker;

/** Everything about an element that Slack would refuse. */
export function elementViolations(element: KnownElement, at: string): string[] {
  const named = optionalWithin(`${at}/action_id`, element.action_id, LIMITS.id);
  return [...named, ...contentViolations(element, at)];
}

function contentViolations(element: KnownElement, at: string): string[] {
  switch (element.type) {
    case 'button':
      return [
        ...lengthWithin(`${at}/text`, element.text.text, 1, LIMITS.buttonText),
        ...nothingActive(`${at}/text`, element.text.text),
        ...optionalWithin(`${at}/value`, element.value, LIMITS.buttonValue),
        ...optionalWithin(`${at}/accessibility_label`, element.accessibility_label, LIMITS.accessibilityLabel),
        ...(element.url === undefined ? [] : [`${at}: wardwatch's buttons open no address`]),
      ];
    case 'static_select':
    case 'multi_static_select':
      return [
        ...placeholderViolations(element.placeholder, at),
        ...optionViolations(element.options ?? [], at, LIMITS.options),
        ...isAnOption('initial' in element ? undefined : initialOptions(element), element.options ?? [], at),
      ];
    case 'radio_buttons':
      return [
        ...optionViolations(element.options, at, LIMITS.radioOptions),
        ...isAnOption(element.initial_option === undefined ? [] : [element.initial_option], element.options, at),
      ];
    case 'users_select':
      return placeholderViolations(element.placeholder, at);
    case 'plain_text_input':
      return [
        ...placeholderViolations(element.placeholder, at),
        ...((element.max_length ?? 1) > LIMITS.inputLength ? [`${at}: max_length above ${LIMITS.inputLength}`] : []),
        ...optionalLength(`${at}/initial_value`, element.initial_value, element.max_length ?? LIMITS.inputLength),
      ];
    case 'datepicker':
      return /^\d{4}-\d{2}-\d{2}$/.test(element.initial_date ?? '2000-01-01')
        ? placeholderViolations(element.placeholder, at)
        : [`${at}/initial_date: not a day`];
    case 'datetimepicker':
      return [];
    default:
      return [`${at}: "${(element as { type: string }).type}" is not an element that wardwatch shows`];
  }
}

function initialOptions(element: types.StaticSelect | types.MultiStaticSelect): readonly types.PlainTextOption[] {
  if (element.type === 'multi_static_select') return element.initial_options ?? [];
  return element.initial_option === undefined ? [] : [element.initial_option as types.PlainTextOption];
}

function optionalLength(at: string, text: string | undefined, most: number): string[] {
  return text === undefined ? [] : lengthWithin(at, text, 0, most);
}

function placeholderViolations(placeholder: types.PlainTextElement | undefined, at: string): string[] {
  return placeholder === undefined ? [] : lengthWithin(`${at}/placeholder`, placeholder.text, 1, LIMITS.placeholder);
}

type Option = types.Option;

function optionViolations(options: readonly Option[], at: string, most: number): string[] {
  const values = options.map((option) => option.value);
  return [
    ...countWithin(`${at}/options`, options, 1, most),
    ...(new Set(values).size === values.length ? [] : [`${at}/options: the same value twice`]),
    ...options.flatMap((option, index) => {
      const place = `${at}/options/${index}`;
      const description = option.description?.text;
      return [
        ...lengthWithin(`${place}/text`, option.text.text, 1, LIMITS.optionText),
        ...nothingActive(`${place}/text`, option.text.text),
        ...optionalWithin(`${place}/description`, description, LIMITS.optionText),
        ...lengthWithin(`${place}/value`, option.value ?? '', 1, LIMITS.optionValue),
      ];
    }),
  ];
}

/** What is chosen at first must be one of the options, to the letter. */
function isAnOption(chosen: readonly Option[] | undefined, options: readonly Option[], at: string): string[] {
  const known = new Set(options.map((option) => JSON.stringify(option)));
  return (chosen ?? []).every((option) => known.has(JSON.stringify(option)))
    ? []
    : [`${at}: what is chosen at first is not among the options`];
}
