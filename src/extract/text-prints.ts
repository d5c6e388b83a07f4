/** So many of the smallest fingerprints are kept: enough to tell a share of text to about a tenth. */
const KEPT = 96;
const RUN = 5;
/** Texts are compared by their beginnings: so much of them nobody writes alike by chance. */
const MOST_CHARACTERS = 60_000;

/** Fingerprints of a text's runs of five words, the smallest ones of all (a bottom-k sketch): equal texts have equal ones. */
export function textPrints(text: string): readonly number[] {
  const words =
    text
      .slice(0, MOST_CHARACTERS)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const prints = new Set<number>();
  for (let at = 0; at + RUN <= words.length; at++) prints.add(hashOf(words.slice(at, at + RUN).join(' ')));
  return [...prints].sort((a, b) => a - b).slice(0, KEPT);
}

/** FNV-1a, 32 bits. */
function hashOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
