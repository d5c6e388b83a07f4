import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findIndicators } from '../../src/indicators/find.ts';
import { INDICATOR_KINDS } from '../../src/indicators/registry.ts';

interface Case {
  readonly text: string;
  readonly values: readonly string[];
}

function readCases(type: string): readonly Case[] {
  const lines = readFileSync(new URL(`./${type}.cases.txt`, import.meta.url), 'utf8').split('\n');
  return lines
    .filter((line) => line.includes('=>') && !line.startsWith('# '))
    .map((line) => {
      const [text = '', values = ''] = line.split(/ =>(?: |$)/);
      return { text, values: values.split(' | ').filter((value) => value !== '') };
    });
}

describe.each(INDICATOR_KINDS.map((kind) => kind.id))('%s', (type) => {
  it.each(readCases(type))('$text', ({ text, values }) => {
    const found = findIndicators(text).filter((each) => each.type === type);
    expect(found.map((each) => each.value)).toEqual(values);
  });
});
