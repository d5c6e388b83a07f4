import type { Tlp } from '../domain/tlp.ts';
import type { SourceConfig, SourceKind } from '../ports/source.ts';

/** A key of a source that only some kinds use. */
export type KindKey =
  | 'url'
  | 'path'
  | 'selectors'
  | 'followLinks'
  | 'lookBack'
  | 'markers'
  | 'secretEnv'
  | 'robots'
  | 'only'
  | MailKey;

type MailKey = 'mailbox' | 'senders' | 'linkHosts';

/** What a kind of source is described by, beside what every source has. */
export interface KindKeys {
  readonly needs: readonly KindKey[];
  readonly may?: readonly KindKey[];
  /** It tells facts of flaws, which count only from a source that is trusted. */
  readonly onlyTrusted?: boolean;
  /** How far it may go where neither config nor document says so; CLEAR where absent. */
  readonly tlp?: Tlp;
}

/** One line for each kind of source. */
export const SOURCE_KINDS: Readonly<Record<SourceKind, KindKeys>> = {
  feed: { needs: ['url'], may: ['followLinks', 'markers', 'selectors', 'robots'] },
  listing: { needs: ['url', 'selectors'], may: ['markers', 'robots'] },
  kev: { needs: ['url'], may: ['markers', 'secretEnv'] },
  csaf: { needs: [], may: ['url', 'path', 'only', 'lookBack', 'markers'] },
  drop: { needs: ['path'] },
  epss: { needs: ['url'], onlyTrusted: true },
  vulnrichment: { needs: ['url'], onlyTrusted: true },
  endoflife: { needs: ['url'], onlyTrusted: true },
  cve: { needs: ['url', 'only'] },
  nvd: { needs: ['url'], may: ['secretEnv'] },
  msrc: { needs: ['url'] },
  paloalto: { needs: ['url'] },
  broadcom: { needs: ['url'], may: ['only'] },
  openfda: { needs: ['url'], may: ['only', 'secretEnv'] },
  osv: { needs: ['url', 'only'] },
  taxii: { needs: ['url'], may: ['secretEnv'], tlp: 'AMBER' },
  'misp-feed': { needs: ['url'], tlp: 'AMBER' },
  github: { needs: ['url'], may: ['secretEnv'] },
  mailbox: { needs: ['mailbox', 'senders', 'secretEnv'], may: ['followLinks', 'linkHosts', 'robots'], tlp: 'AMBER' },
  webhook: { needs: ['secretEnv'], tlp: 'AMBER' },
};

/** The ids of all kinds, for the schema. */
export const kindNames = Object.keys(SOURCE_KINDS) as SourceKind[];

type Described = Pick<SourceConfig, 'kind' | 'trusted' | 'internal' | 'mailbox'> &
  Partial<Readonly<Record<KindKey, unknown>>>;

/** What the kind of a source needs and has not, or has and does not use. */
export function kindProblems(source: Described): { key: string; message: string }[] {
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
    const message = `a source of kind ${kind} needs trusted: true, or what it says does not count`;
    problems.push({ key: 'trusted', message });
  }
  if (kind === 'csaf' && (source.url === undefined) === (source.path === undefined))
    problems.push({ key: 'url', message: 'a source of kind csaf needs either a url or a path' });
  return kind === 'mailbox' ? [...problems, ...mailboxProblems(source)] : problems;
}

const THIS_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

function mailboxProblems({
  mailbox,
  internal,
  trusted,
  followLinks,
  linkHosts,
}: Described): { key: string; message: string }[] {
  const problems: { key: string; message: string }[] = [];
  if (mailbox?.tls === 'none' && !(internal && THIS_MACHINE.has(mailbox.host))) {
    const message = 'tls: none sends the password in the clear; it is only for localhost, with internal: true';
    problems.push({ key: 'mailbox', message });
  }
  if (mailbox?.oauth?.tokenUrl.startsWith('http://') && !internal) {
    const message = 'oauth.tokenUrl must be https, or the secret goes out in the clear';
    problems.push({ key: 'mailbox', message });
  }
  if (trusted) {
    const message = 'a source of kind mailbox says of each of its senders whether it is trusted';
    problems.push({ key: 'trusted', message });
  }
  if ((followLinks === true) !== (linkHosts !== undefined))
    problems.push({ key: 'linkHosts', message: 'followLinks: true and linkHosts go together' });
  return problems;
}

const KEY_WORDS: Readonly<Record<KindKey, string>> = {
  url: 'a url',
  path: 'the path of a folder',
  selectors: 'selectors, at least `entry`',
  followLinks: 'followLinks',
  markers: 'markers',
  lookBack: 'lookBack',
  secretEnv: 'secretEnv',
  robots: 'robots',
  only: 'a list of what is wanted: `only: [Example]`',
  mailbox: 'a mailbox: its host and user',
  senders: 'senders, whose mails are read',
  linkHosts: 'linkHosts',
};
