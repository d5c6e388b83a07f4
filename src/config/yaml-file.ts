import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { z } from 'zod';
import { nearestName } from '../domain/nearest-name.ts';
import { messageOf, WardwatchError } from '../errors.ts';

/**
 * Reads a YAML file and holds it against its schema. A key without a value is the same as an absent one, so that a block
 * whose lines are all commented out is no fault. Throws CONFIG_NOT_FOUND without the file, and CONFIG_INVALID with every
 * problem at once, each with its line, its path and its fix.
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return parseYaml(readText(file), file, schema);
}

/** The same for a text that is at hand; `file` is named in the errors. */
export function parseYaml<Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: true, lineCounter: lines });
  if (document.errors.length > 0) throw notYaml(file, document.errors.map(wordsOf), document.errors[0]);
  const read = schema.safeParse(plainValue(document, file), { reportInput: true });
  if (read.success) return read.data;
  const problems = read.error.issues
    .flatMap((issue) => problemsOf(issue, schema))
    .map((problem) => ({ ...problem, line: lineOf(document, lines, problem.at) }))
    .sort((a, b) => a.line - b.line)
    .map(({ line, path, fix }) => `  line ${line}, ${pathOf(path)}: ${fix}`);
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new WardwatchError('CONFIG_INVALID', `${file} has ${count}:\n${problems.join('\n')}`);
}

function readText(file: string): string {
  if (!existsSync(file)) throw new WardwatchError('CONFIG_NOT_FOUND', `There is no file ${file}.`);
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WardwatchError('CONFIG_NOT_FOUND', `${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function notYaml(file: string, problems: readonly string[], cause: unknown): WardwatchError {
  return new WardwatchError('CONFIG_INVALID', `${file} is not valid YAML:\n  ${problems.join('\n  ')}`, { cause });
}

/** The library's words without the excerpt that follows them; its advice to programmers is put for people. */
function wordsOf(error: YAMLError): string {
  const line = error.linePos?.[0].line ?? 1;
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return `line ${line}: a second document begins (---); the file must hold one`;
    case 'DUPLICATE_KEY':
      return `line ${line}: this key stands twice; keep one`;
    default: {
      const words = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
      return `line ${line}: ${words}`;
    }
  }
}

function plainValue(document: Document, file: string): unknown {
  try {
    return withoutEmpty(document.toJS() ?? {});
  } catch (cause) {
    throw notYaml(file, [messageOf(cause)], cause);
  }
}

/** Keys without a value stay, so that an unknown one is still named, and count as absent. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutEmpty(each) ?? undefined]));
}

interface Problem {
  /** The path that is shown. */
  readonly path: readonly PropertyKey[];
  /** The path of the place to look at. */
  readonly at: readonly PropertyKey[];
  readonly fix: string;
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType): Problem[] {
  const { path } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ path, at: path, fix: fixFor(issue) }];
  const known = keysAt(schema, path);
  return issue.keys.map((key) => ({ path, at: [...path, key], fix: unknownKey(key, known) }));
}

/** The line of the deepest key or list entry on the path that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const entry = node.items[Number(part)] as { readonly range?: readonly number[] } | undefined;
      offset = entry?.range?.[0] ?? offset;
      node = entry;
    } else break;
  }
  return lines.linePos(offset).line;
}

function pathOf(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return words.replace(/^\./, '') || 'top level';
}

/** A schema's own words where it has some; else what was expected and what was found. */
function fixFor(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too) /.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_value') {
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}, ${foundWords(issue.input)}`;
  }
  if (issue.code === 'invalid_type') {
    return `must be ${EXPECTED[issue.expected] ?? `a ${issue.expected}`}, ${foundWords(issue.input)}`;
  }
  if (issue.code === 'too_small' && issue.minimum === 1) return 'must not be empty';
  return issue.message;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  array: 'a list, e.g. [one, two]',
  object: 'a block of keys',
  record: 'a block of keys',
};

const LONGEST_SHOWN = 40;

function foundWords(value: unknown): string {
  if (value === undefined || value === null) return 'and is missing';
  if (Array.isArray(value)) return 'not a list';
  if (typeof value === 'object') return 'not a block of keys';
  const shown = JSON.stringify(value);
  return typeof value === 'string' && shown.length > LONGEST_SHOWN ? 'not another text' : `not ${shown}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearestName(key, known);
  const fix = near === undefined ? `known here: ${known.join(', ')}` : `did you mean "${near}"?`;
  return `unknown key "${key}"; ${fix}`;
}

/** The keys that the schema knows at a path; none where the path leads through something without named keys. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const part of path) at = stepInto(unwrapped(at), part);
  const object = unwrapped(at);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function stepInto(schema: unknown, part: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(part)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  return schema;
}

/** The names of the YAML files in a folder, in order. Throws CONFIG_NOT_FOUND, which says what the folder should hold. */
export function yamlFilesIn(folder: string, holding: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch (cause) {
    const because = `The folder of ${holding} ${folder} cannot be read: ${messageOf(cause)}.`;
    throw new WardwatchError('CONFIG_NOT_FOUND', because, { cause });
  }
}
