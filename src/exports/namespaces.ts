import type { Case } from '../domain/case.ts';
import type { ExportContext } from './types.ts';

/** Drawn at random, once: names of wardwatch meet nobody else's. */
const WARDWATCH = '78167098-639e-4b21-87e9-bcaea3f2a083';

/** The namespace of what an organisation is and has: the same in every export of it. */
export function organisationNamespace({ organisation = '', uuidv5 }: ExportContext): string {
  return uuidv5(WARDWATCH, organisation);
}

/** The namespace of what is said of one case. The instant tells apart the first cases of two databases. */
export function caseNamespace({ id, openedAt }: Case, context: ExportContext): string {
  return context.uuidv5(organisationNamespace(context), `${id} ${openedAt}`);
}
