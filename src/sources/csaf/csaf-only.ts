import { itemsOf, type SplitFile } from '../formats/split-file.ts';

/** The CSAF document that bytes hold; anything else is refused with what it is. */
export function csafOnly(name: string, bytes: Uint8Array): SplitFile {
  const found = itemsOf(name, bytes);
  const other = found.items.find((item) => item.format !== 'csaf');
  return other === undefined
    ? found
    : {
        items: [],
        refused: [{ what: name, because: `A document of the kind ${other.format}; CSAF 2.x was expected.` }],
      };
}
