import type { SourceAdapter } from '../../ports/source.ts';
import { pollFolder } from '../folder.ts';
import { itemsOf } from '../formats/split-file.ts';

/** A folder into which people, or a mail rule, put documents. Files stay where they are. */
export const drop: SourceAdapter = {
  kind: 'drop',
  poll: (context) => pollFolder(context, () => true, itemsOf),
};
