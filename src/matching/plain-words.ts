/** The words of a name: lower case, without accents and marks, apart at everything that is not a letter or digit. */
export function plainWords(name: string): readonly string[] {
  return plainText(name)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '' && word !== '+');
}

/** The words run together: "Screen Connect" and "ScreenConnect" are one name. */
export function compact(words: readonly string[]): string {
  return words.join('');
}

function plainText(name: string): string {
  return name
    .replaceAll(/[®™©]|\((?:r|tm|c)\)/gi, ' ')
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/['’`\\]/g, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
}
