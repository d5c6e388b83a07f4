import type { types } from '@slack/bolt';
import { shownText } from './shown-text.ts';

/** Something to press, choose or fill in: `[ Acknowledge ]`, `( ) Patched`, `[ Choose ▾ ]`; a line each. */
export function renderElement(element: { readonly type: string }): string[] {
  const known = element as types.Button | types.InputBlock['element'];
  switch (known.type) {
    case 'button':
      return [box(shownText(known.text))];
    case 'radio_buttons':
      return known.options.map((option) => `${isInitial(known, option) ? '(•)' : '( )'} ${optionText(option)}`);
    case 'static_select':
    case 'multi_static_select': {
      const options = known.options ?? [];
      const initial = 'initial_option' in known ? known.initial_option : undefined;
      return [
        box(`${wordsOf(initial?.text ?? known.placeholder)} ▾`),
        ...options.slice(0, MOST_OPTIONS).map((option) => `  - ${optionText(option)}`),
        ...(options.length > MOST_OPTIONS ? [`  … and ${options.length - MOST_OPTIONS} more`] : []),
      ];
    }
    case 'users_select':
      return [box(`${known.initial_user ?? wordsOf(known.placeholder)} ▾`)];
    case 'conversations_select':
      return [box(`${known.initial_conversation ?? wordsOf(known.placeholder)} ▾`)];
    case 'plain_text_input':
      return (known.initial_value?.slice(0, MOST_CHARACTERS) ?? wordsOf(known.placeholder)).split('\n').map(box);
    case 'file_input':
      return [box(`choose a file: ${(known.filetypes ?? []).join(', ')}`)];
    case 'datepicker':
      return [box(`${known.initial_date ?? (wordsOf(known.placeholder) || 'date')} ▾`)];
    case 'datetimepicker':
      return [box('date and time')];
    default:
      return [`(${known.type})`];
  }
}

const MOST_OPTIONS = 8;
const MOST_CHARACTERS = 200;

function box(text: string): string {
  return `[ ${text} ]`;
}

function wordsOf(text: types.TextObject | undefined): string {
  return text === undefined ? '' : shownText(text);
}

function isInitial({ initial_option }: types.RadioButtons, option: types.Option): boolean {
  return initial_option?.value === option.value;
}

function optionText({ text, description }: types.Option): string {
  return description === undefined ? shownText(text) : `${shownText(text)}: ${shownText(description)}`;
}
