import { withSingleBlanks } from './prose.ts';

const CONTAINS =
  /\b(?:contains?|uses|bundles?|bundling|includes|embeds?|ships? with|incorporates?|relies on|built on|based on|version of|component|library|third-party|open[- ]source)\s+(?:(?:the|a|an|version of|vulnerable|third-party|open[- ]source|software|library|component|package|picture|image)\s+){0,4}((?:\p{Lu}[\p{L}\p{N}]+|lib\p{Ll}+|(?!(?:versions?|firmware|software|releases?|builds?|models?)\b)\p{Ll}[\p{L}\p{N}_-]{3,}(?= \d)|[\p{L}]+\d[\p{L}\p{N}]*)(?: \p{Lu}[\p{L}\p{N}]+){0,2})/gu;
const IN_BRACKETS = /\(((?:\p{Lu}[\p{L}\p{N}]+)(?: \p{Lu}[\p{L}\p{N}]+)?)\)/gu;
const MOST_CHARACTERS = 20_000;

/** The words of names that a text tells its products to contain ("uses the library Example", "(Example)" in the title), in lower case. */
export function builtInNames(title: string, text: string): readonly string[] {
  const words = withSingleBlanks(text.slice(0, MOST_CHARACTERS));
  const names = [...words.matchAll(CONTAINS), ...title.matchAll(IN_BRACKETS)].map(([, name = '']) => name);
  return [...new Set(names.flatMap((name) => name.toLowerCase().split(' ')))];
}
