import type { PollContext, PollOutcome, SourceAdapter } from '../../ports/source.ts';
import { fetchDocument, storedValidators } from '../fetch-document.ts';
import { pollFolder } from '../folder.ts';
import { charactersOf } from '../formats/characters.ts';
import { itemsOf, type SplitFile } from '../formats/split-file.ts';

/** CSAF 2.x: one document at an address, or a folder of documents on this machine. */
export const csaf: SourceAdapter = {
  kind: 'csaf',
  poll(context) {
    return context.source.path === undefined
      ? pollAddress(context)
      : pollFolder(context, (name) => /\.json$/i.test(name), csafOnly);
  },
};

async function pollAddress(context: PollContext): Promise<PollOutcome> {
  const { source, cursor } = context;
  if (source.url === undefined)
    return { kind: 'refused', because: `The source ${source.id} names neither a url nor a path.` };
  const fetched = await fetchDocument(context, source.url, storedValidators(cursor?.validators), 'application/json');
  if (fetched.kind !== 'fetched') return fetched;
  const { response, validators } = fetched;
  const text = charactersOf(response.body, { contentType: response.headers['content-type'] ?? '' });
  const { items, refused } = csafOnly(source.url, new TextEncoder().encode(text));
  const [because] = refused;
  if (because !== undefined) return { kind: 'refused', status: response.status, because: because.because };
  return { kind: 'changed', items, refused, cursor: { validators } };
}

function csafOnly(name: string, bytes: Uint8Array): SplitFile {
  const found = itemsOf(name, bytes);
  const other = found.items.find((item) => item.format !== 'csaf');
  return other === undefined
    ? found
    : {
        items: [],
        refused: [{ what: name, because: `A document of the kind ${other.format}; CSAF 2.x was expected.` }],
      };
}
