import type { FrontOffice } from '../../src/ports/front-office.ts';

/** A front office that answers what a test gives it, and nothing else: what else is asked fails with its name. */
export function officeAnswers(given: Partial<FrontOffice>): FrontOffice {
  const unasked = (question: keyof FrontOffice) => (): Promise<never> => {
    throw new Error(`The test gives no answer for ${question}.`);
  };
  return {
    home: unaskedArea('home'),
    texts: unaskedArea('texts'),
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
    ...given,
  };
}

/** An area that nobody asks: whatever is asked of it fails with its name. */
function unaskedArea<Area extends 'home' | 'texts'>(area: Area): FrontOffice[Area] {
  const fail = () => Promise.reject(new Error(`The test gives no answer for ${area}.`));
  return new Proxy({}, { get: () => fail }) as FrontOffice[Area];
}
