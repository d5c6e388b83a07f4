/** An id that stands in a file twice. */
export interface RepeatedId {
  readonly id: string;
  /** Where it stands last; that row counts. */
  readonly line: number;
  readonly earlierLine: number;
  /** Whether both rows say the same. */
  readonly isSame: boolean;
}

/** What is said of an id that comes again: a note where nothing is lost by it, else the earlier row is refused. */
export function takenOnce({ id, line, earlierLine, isSame }: RepeatedId): {
  readonly kind: 'note' | 'refused';
  readonly line: number;
  readonly because: string;
} {
  if (isSame) {
    const because = `The id "${id}" stands on line ${earlierLine} too, with the same words; it is taken once.`;
    return { kind: 'note', line, because };
  }
  const because = `The id "${id}" comes again on line ${line}, and the last row counts. If both exist, give each its own id.`;
  return { kind: 'refused', line: earlierLine, because };
}
