import type { FrontOffice } from '../../src/ports/front-office.ts';

/** A front office that answers what a test gives it, and nothing else: what else is asked fails with its name. */
export function officeAnswers(given: Partial<FrontOffice>): FrontOffice {
  const unasked = (question: keyof FrontOffice) => (): Promise<never> => {
    throw new Error(`The test gives no answer for ${question}.`);
  };
  return {
    groups: unaskedOffice('groups'),
    home: unaskedOffice('home'),
    imports: unaskedOffice('imports'),
    inventory: unaskedOffice('inventory'),
    names: unaskedOffice('names'),
    rematch: unaskedOffice('rematch'),
    silence: unaskedOffice('silence'),
    texts: unaskedOffice('texts'),
    act: unasked('act'),
    caseView: unasked('caseView'),
    search: unasked('search'),
    advisoryView: unasked('advisoryView'),
    affected: unasked('affected'),
    whoNames: unasked('whoNames'),
    exportCase: unasked('exportCase'),
    status: unasked('status'),
    sources: unasked('sources'),
    setPaused: unasked('setPaused'),
    pollNow: unasked('pollNow'),
    audit: unasked('audit'),
    watchlists: unaskedOffice('watchlists'),
    ...given,
  };
}

/** An office of which whatever is asked fails with its name. */
function unaskedOffice<T extends object>(office: keyof FrontOffice): T {
  const fail = (_: T, question: string | symbol) => {
    throw new Error(`The test gives no answer for ${office}.${String(question)}.`);
  };
  return new Proxy({} as T, { get: fail });
}
