import { join, resolve } from 'node:path';
import { nearestName } from '../domain/nearest-name.ts';
import { WardwatchError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { SourceConfig } from '../ports/source.ts';
import type { Settings } from './settings.ts';
import { type CatalogueEntry, loadCatalogue } from './sources.ts';
import { standByLists } from './stand-by-lists.ts';

/**
 * The sources to poll: the shipped catalogue and the operator's own folder, where an id of the operator's replaces the
 * catalogue's; of these the ones that `sources.use` names, or those that are on by default, and those that stand by for them.
 */
export function chooseSources(settings: Pick<Settings, 'sources'>): SourceConfig[] {
  const { use } = settings.sources;
  const byId = allSources(settings);
  const unknown = (use ?? []).filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    throw new WardwatchError(
      'CONFIG_INVALID',
      `The config names sources that are not there:\n${unknown.map((id) => `  sources.use: ${notThere(id, byId)}`).join('\n')}\n"wardwatch sources list" names them all.`,
    );
  }
  const chosen = use ?? [...byId.values()].filter((entry) => entry.enabled).map((entry) => entry.source.id);
  const lists = standByLists(chosen, byId);
  return [...chosen, ...lists.keys()].flatMap((id) => {
    const source = byId.get(id)?.source;
    const standsBy = lists.get(id);
    return source === undefined ? [] : [{ ...source, ...(standsBy !== undefined && { standsBy }) }];
  });
}

/** Every source of the catalogue and of the operator's folder, also those that are switched off. Throws as `loadCatalogue` does. */
export function allSources(settings: Pick<Settings, 'sources'>): ReadonlyMap<string, CatalogueEntry> {
  const { folder } = settings.sources;
  const entries = [
    ...loadCatalogue(join(packageRoot(), 'config', 'sources')),
    ...(folder === undefined ? [] : loadCatalogue(resolve(folder))),
  ];
  const byId = new Map(entries.map((entry) => [entry.source.id, entry]));
  const problems = [...byId.values()].flatMap(({ source, file }) =>
    (source.fallbacks ?? [])
      .filter((id) => !byId.has(id))
      .map((id) => `${file}: the fallbacks of ${source.id}: ${notThere(id, byId)}`),
  );
  if (problems.length > 0) throw new WardwatchError('CONFIG_INVALID', problems.join('\n'));
  refuseCircles(byId);
  return byId;
}

function notThere(id: string, byId: ReadonlyMap<string, unknown>): string {
  const near = nearestName(id, [...byId.keys()]);
  return `no source is called "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function refuseCircles(byId: ReadonlyMap<string, CatalogueEntry>): void {
  const done = new Set<string>();
  const walk = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(' → ');
      const because = `Sources stand by for one another in a circle: ${circle}. Take one of these fallbacks away.`;
      throw new WardwatchError('CONFIG_INVALID', because);
    }
    if (done.has(id)) return;
    for (const next of byId.get(id)?.source.fallbacks ?? []) walk(next, [...path, id]);
    done.add(id);
  };
  for (const id of byId.keys()) walk(id, []);
}
