const CWE = /(?<![\w-])CWE[-‐‑– ]?([1-9]\d{0,3})(?![\w-])/gi;

/** The CWE ids that a text names, each once, in its order. */
export function readWeaknesses(text: string): readonly string[] {
  return [...new Set([...text.matchAll(CWE)].map(([, number]) => `CWE-${number}`))];
}
