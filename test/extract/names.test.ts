import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lexicon } from '../quality/shipped.ts';
import { read } from './builders.ts';

const casesOf = (file: string) =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' => '));
const readShipped = (text = '') => read(text, {}, lexicon);

it.each(casesOf('weaknesses.cases.txt'))('the kinds of flaw in: %s', (text, expected) => {
  expect((readShipped(text).weaknesses ?? []).join(', ')).toBe(expected);
});

it.each(casesOf('regions.cases.txt'))('the regions in: %s', (text, expected) => {
  expect((readShipped(text).regions ?? []).map((region) => region.name).join(', ')).toBe(expected);
});

it.each(casesOf('actors.cases.txt'))('the actors and malware in: %s', (text, expected) => {
  expect(
    readShipped(text)
      .actors.map((actor) => actor.name)
      .join(', '),
  ).toBe(expected);
});
