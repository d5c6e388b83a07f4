import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { OrganisationEntry, ProductEntry } from '../../src/domain/lexicon.ts';

function read<T>(name: string): readonly T[] {
  return parse(readFileSync(new URL(`../../config/lexicon/${name}`, import.meta.url), 'utf8'));
}

const ORGANISATIONS = read<OrganisationEntry>('organisations.yaml');
const PRODUCTS = read<ProductEntry>('products.yaml');

function namesOf(entry: {
  readonly name: string;
  readonly also: readonly string[];
  readonly formerly: readonly string[];
}) {
  return [entry.name, ...entry.also, ...entry.formerly];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}+]+/gu, '');
}

describe('the shipped lexicon', () => {
  it('names the vendor of every product among the organisations', () => {
    const known = new Set(ORGANISATIONS.map((entry) => entry.name));
    expect(PRODUCTS.filter((entry) => !known.has(entry.vendor))).toEqual([]);
  });

  it('gives no name to two organisations', () => {
    expect(repeated(ORGANISATIONS.map((entry) => [entry.name, namesOf(entry)]))).toEqual([]);
  });

  it('gives no name to two products of one vendor', () => {
    expect(
      repeated(PRODUCTS.map((entry) => [entry.name, namesOf(entry).map((name) => `${entry.vendor} ${name}`)])),
    ).toEqual([]);
  });

  it('holds no product name so short or common that it would be found in every text', () => {
    const short = PRODUCTS.flatMap(namesOf).filter((name) => plain(name).length < 3);
    expect(short).toEqual([]);
  });
});

function repeated(entries: readonly (readonly [string, readonly string[]])[]): readonly string[] {
  const owner = new Map<string, string>();
  const twice: string[] = [];
  for (const [name, names] of entries) {
    for (const each of new Set(names.map(plain))) {
      if (owner.has(each)) twice.push(`${each}: ${owner.get(each)} and ${name}`);
      owner.set(each, name);
    }
  }
  return twice;
}
