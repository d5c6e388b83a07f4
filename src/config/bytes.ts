import { z } from 'zod';

const UNITS_BYTES = { kB: 1_000, MB: 1_000_000 } as const;

/** A size as people write it ("50MB"), read as bytes. */
export const sizeBytes = z
  .string({ error: 'must be a size with a unit, e.g. "50MB" (kB or MB)' })
  .regex(/^[1-9]\d{0,4}(kB|MB)$/, { error: 'must be a size with a unit, e.g. "50MB" (kB or MB)' })
  .transform((text) => Number(text.slice(0, -2)) * UNITS_BYTES[text.slice(-2) as keyof typeof UNITS_BYTES]);
