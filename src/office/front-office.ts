import { alertMessage } from '../alerts/message.ts';
import type { ExportContext } from '../exports/types.ts';
import { actOnCase } from '../pipeline/act-on-case.ts';
import { pollSourceNow, setSourcePaused } from '../pipeline/command-source.ts';
import type { PipelineDeps } from '../pipeline/deps.ts';
import { readSources } from '../pipeline/read-sources.ts';
import type { FrontOffice } from '../ports/front-office.ts';
import { readAdvisoryView } from './advisory-view.ts';
import { readAffected } from './affected.ts';
import { exportCase } from './export-case.ts';
import { createGroupOffice } from './group-office.ts';
import { createHomeOffice } from './home-office.ts';
import { createImportOffice } from './import-office.ts';
import { indicatorIn, whoNames } from './indicator.ts';
import { createInventoryOffice } from './inventory-office.ts';
import { movedAdvisories } from './moved-advisories.ts';
import { createNamesOffice } from './names-office.ts';
import { createRematchOffice } from './rematch-office.ts';
import { createSilenceOffice } from './silence-office.ts';
import { readStatus } from './status.ts';
import { createTextOffice } from './text-office.ts';
import { createWatchlistOffice } from './watchlist-office.ts';

/** What people may ask and do, over the store and the pipeline. */
export function createFrontOffice(deps: PipelineDeps, uuidv5: ExportContext['uuidv5']): FrontOffice {
  const { store } = deps;
  return {
    groups: createGroupOffice(deps),
    imports: createImportOffice(deps),
    inventory: createInventoryOffice(deps),
    names: createNamesOffice(deps),
    rematch: createRematchOffice(deps),
    act: (request) => actOnCase(deps, request),
    caseView: async (caseId) => {
      const known = await store.caseById(caseId);
      if (!known) return undefined;
      const [decisions, newestFirst, moved] = await Promise.all([
        store.decisions({ caseId: known.id }),
        store.auditEntries({ subject: known.id }),
        movedAdvisories(store, known.id),
      ]);
      const history = [...newestFirst].reverse();
      return { case: known, message: alertMessage(known, deps), decisions, moved, history };
    },
    home: createHomeOffice(deps),
    silence: createSilenceOffice(deps),
    texts: createTextOffice(deps),
    search: async (query, page) => {
      if (query.indicator === undefined) return store.searchAdvisories(query, page);
      const { value } = indicatorIn(query.indicator);
      return store.searchAdvisories({ ...query, indicator: value }, page);
    },
    advisoryView: (idOrCve) => readAdvisoryView(deps, idOrCve),
    affected: (productOrCve) => readAffected(store, productOrCve),
    whoNames: (indicator) => whoNames(deps, indicator),
    exportCase: (id, format) => exportCase({ ...deps, uuidv5 }, id, format),
    status: () => readStatus(deps),
    sources: () => readSources(deps, deps.clock.now()),
    setPaused: (sourceId, paused, actor) => setSourcePaused(deps, sourceId, paused, actor),
    pollNow: (sourceId, actor) => pollSourceNow(deps, sourceId, actor),
    audit: async (limit) => {
      const [entries, broken] = await Promise.all([store.auditEntries({ limit }), store.auditBreak()]);
      return { entries, intact: broken === undefined };
    },
    watchlists: createWatchlistOffice(deps),
  };
}
