import { join, resolve } from 'node:path';
import { nearestName } from '../domain/nearest-name.ts';
import { WardwatchError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { SourceConfig } from '../ports/source.ts';
import type { Settings } from './settings.ts';
import { loadCatalogue } from './sources.ts';

/**
 * The sources to poll: the shipped catalogue and the operator's own folder, where an id of the operator's replaces the
 * catalogue's; of these the ones that `sources.use` names, or those that are on by default.
 */
export function chooseSources(settings: Pick<Settings, 'sources'>): SourceConfig[] {
  const { use, folder } = settings.sources;
  const entries = [
    ...loadCatalogue(join(packageRoot(), 'config', 'sources')),
    ...(folder === undefined ? [] : loadCatalogue(resolve(folder))),
  ];
  const byId = new Map(entries.map((entry) => [entry.source.id, entry]));
  if (!use) return [...byId.values()].filter((entry) => entry.enabled).map((entry) => entry.source);
  const unknown = use.filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    const problems = unknown.map((id) => {
      const near = nearestName(id, [...byId.keys()]);
      return `  sources.use: no source is called "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
    });
    throw new WardwatchError(
      'CONFIG_INVALID',
      `The config names sources that are not there:\n${problems.join('\n')}\n"wardwatch sources list" names them all.`,
    );
  }
  return use.flatMap((id) => byId.get(id)?.source ?? []);
}
