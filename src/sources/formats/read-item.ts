import type { RawAdvisory } from '../../domain/raw-advisory.ts';
import { messageOf, WardwatchError } from '../../errors.ts';
import type { RawItem } from '../../ports/source.ts';
import { FORMATS } from './registry.ts';
import type { FormatTools } from './types.ts';

/**
 * Reads a document into the one shape that extraction takes. Throws WardwatchError DOCUMENT_UNREADABLE, NOT_AN_ADVISORY or
 * PDF_UNREADABLE, and nothing else, whatever the bytes are.
 */
export async function readItem(item: RawItem, tools: FormatTools): Promise<RawAdvisory> {
  try {
    return await FORMATS[item.format].read(item, tools);
  } catch (error) {
    if (error instanceof WardwatchError) throw error;
    const because = error instanceof RangeError ? 'its parts are nested too deeply' : messageOf(error);
    throw new WardwatchError('DOCUMENT_UNREADABLE', `${item.guid} could not be read as ${item.format}: ${because}.`, {
      cause: error,
    });
  }
}
