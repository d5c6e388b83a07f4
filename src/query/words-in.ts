const MOST_WORDS = 20;

/** The words that all must be found, in small letters, the first twenty; blanks keep them apart. */
export function wordsIn(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
}
