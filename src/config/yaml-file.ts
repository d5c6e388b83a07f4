import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { WardwatchError, messageOf } from '../errors.ts';
import { nearestName } from './nearest-name.ts';

/**
 * Reads a YAML file and holds it against its schema. Throws CONFIG_NOT_FOUND without the file, and CONFIG_INVALID with every
 * problem at once, each with its path and its fix.
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return parseYaml(readText(file), file, schema);
}

/** The same for a text that is at hand; `file` is named in the errors. */
export function parseYaml<Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.output<Schema> {
  const document = parseDocument(text, { prettyErrors: true });
  const [fault] = document.errors;
  if (fault) {
    throw new WardwatchError('CONFIG_INVALID', `${file} is not valid YAML: ${messageOf(fault)}`, { cause: fault });
  }
  const read = schema.safeParse(document.toJS() ?? {});
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => `  ${pathOf(issue.path)}: ${fixFor(issue, schema)}`);
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

function pathOf(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return words.replace(/^\./, '') || '(top level)';
}

function fixFor(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, keysAt(schema, issue.path))).join('; ');
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('undefined')
        ? `is missing; write a ${issue.expected}`
        : `must be a ${issue.expected}`;
    default:
      return issue.message;
  }
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
