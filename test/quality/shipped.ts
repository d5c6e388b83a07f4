import { join } from 'node:path';
import { loadLexicon } from '../../src/config/lexicon.ts';

/** The lexicon that wardwatch ships. */
export const lexicon = loadLexicon(join(import.meta.dirname, '../../config/lexicon'));
