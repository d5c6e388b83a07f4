import type { SourceConfig, SourceKind } from '../ports/source.ts';

/** A key of a source that only some kinds use. */
export type KindKey = 'url' | 'path' | 'selectors' | 'followLinks' | 'secretEnv' | 'only';

/** What a kind of source is described by, beside what every source has. */
export interface KindKeys {
  readonly needs: readonly KindKey[];
  readonly may?: readonly KindKey[];
  /** It tells facts of flaws, which count only from a source that is trusted. */
  readonly onlyTrusted?: boolean;
}

/** One line for each kind of source. */
export const SOURCE_KINDS: Readonly<Record<SourceKind, KindKeys>> = {
  feed: { needs: ['url'], may: ['followLinks', 'selectors'] },
  listing: { needs: ['url', 'selectors'] },
  kev: { needs: ['url'] },
  csaf: { needs: [], may: ['url', 'path'] },
  drop: { needs: ['path'] },
  epss: { needs: ['url'], onlyTrusted: true },
  vulnrichment: { needs: ['url'], onlyTrusted: true },
  cve: { needs: ['url', 'only'] },
  nvd: { needs: ['url'], may: ['secretEnv'] },
  msrc: { needs: ['url'] },
  paloalto: { needs: ['url'] },
  broadcom: { needs: ['url'], may: ['only'] },
  openfda: { needs: ['url'], may: ['only', 'secretEnv'] },
  osv: { needs: ['url', 'only'] },
  taxii: { needs: ['url'], may: ['secretEnv'] },
  'misp-feed': { needs: ['url'] },
  github: { needs: ['url'], may: ['secretEnv'] },
};

/** The ids of all kinds, for the schema. */
export const kindNames = Object.keys(SOURCE_KINDS) as SourceKind[];

/** What the kind of a source needs and has not, or has and does not use. */
export function kindProblems(
  source: Pick<SourceConfig, 'kind' | 'trusted'> & Partial<Readonly<Record<KindKey, unknown>>>,
): { key: string; message: string }[] {
  const { kind } = source;
  const { needs, may = [], onlyTrusted = false } = SOURCE_KINDS[kind];
  const missing = needs
    .filter((key) => source[key] === undefined)
    .map((key) => ({ key, message: `a source of kind ${kind} needs ${KEY_WORDS[key]}` }));
  const unused = Object.keys(KEY_WORDS)
    .filter((key): key is KindKey => source[key as KindKey] !== undefined)
    .filter((key) => !needs.includes(key) && !may.includes(key))
    .map((key) => ({ key, message: `a source of kind ${kind} does not use ${key}` }));
  const problems: { key: string; message: string }[] = [...missing, ...unused];
  if (onlyTrusted && !source.trusted) {
    const message = `a source of kind ${kind} needs trusted: true, or what it says of flaws does not count`;
    problems.push({ key: 'trusted', message });
  }
  if (kind === 'csaf' && (source.url === undefined) === (source.path === undefined))
    problems.push({ key: 'url', message: 'a source of kind csaf needs either a url or a path' });
  return problems;
}

const KEY_WORDS: Readonly<Record<KindKey, string>> = {
  url: 'a url',
  path: 'the path of a folder',
  selectors: 'selectors, at least `entry`',
  followLinks: 'followLinks',
  secretEnv: 'secretEnv',
  only: 'a list of what is wanted: `only: [Example]`',
};
