/** Whether two names mean one product, and why. `undecided`: they may, so no match rests on it and nothing is called different. */
export interface NameVerdict {
  readonly verdict: 'same' | 'different' | 'undecided';
  /** One sentence for a person. */
  readonly because: string;
}

/** A verdict with its reason. */
export function verdict(kind: NameVerdict['verdict'], because: string): NameVerdict {
  return { verdict: kind, because };
}
