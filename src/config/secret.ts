import { z } from 'zod';

/** The name of a variable of the environment, where a secret stands; never the secret itself. */
export const variableName = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]*$/,
    'must be the name of a variable of the environment, e.g. CMDB_TOKEN, not the token itself',
  );

/** What a variable of the environment holds; an empty one is the same as none. */
export function secretOf(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
