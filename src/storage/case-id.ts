/** `C-7` for case number 7. */
export function caseIdOf(number: number): string {
  return `C-${number}`;
}

/** 7 for `C-7`, `c-7` or `7`; -1, which no row has, for anything else. */
export function caseNumber(id: string): number {
  return /^(?:c-)?(\d{1,9})$/i.test(id.trim()) ? Number(id.trim().replace(/^c-/i, '')) : -1;
}
