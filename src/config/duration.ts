import { z } from 'zod';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it ("15m", "24h"), read as milliseconds. */
export const durationMs = z
  .string({ error: 'must be a duration with a unit, e.g. "15m" (s, m, h or d)' })
  .regex(/^\d{1,6}[smhd]$/, { error: 'must be a duration with a unit, e.g. "15m" (s, m, h or d)' })
  .transform((text) => Number(text.slice(0, -1)) * UNITS_MS[text.slice(-1) as keyof typeof UNITS_MS]);

/** A duration of whole days ("365d"), read as their number. */
export const wholeDays = z
  .string({ error: 'must be a number of days with its unit, e.g. "365d"' })
  .regex(/^[1-9]\d{0,4}d$/, { error: 'must be a number of days with its unit, e.g. "365d"' })
  .transform((text) => Number(text.slice(0, -1)));
