/** The CWE ids in a part of a structured record, each once, ready to be spread into its facts; nothing where it holds none. */
export function weaknessesIn(part: unknown): { readonly weaknesses?: readonly string[] } {
  const ids = (JSON.stringify(part) ?? '').match(/\bCWE-[1-9]\d{0,3}\b/g);
  return ids === null ? {} : { weaknesses: [...new Set(ids)] };
}
