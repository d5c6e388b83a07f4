import { messageOf } from '../../errors.ts';
import type { HttpRequest } from '../../ports/http.ts';
import type { PollContext, PollOutcome, RawItem, RefusedItem, SourceAdapter } from '../../ports/source.ts';
import { type Fetched, fetchDocument, storedValidators } from '../fetch-document.ts';
import { isFromFirstLook, unreadAtFirst } from '../first-look.ts';
import { charactersOf } from '../formats/characters.ts';
import { newsOutcome } from '../news-outcome.ts';
import { storedSeen } from '../seen-items.ts';
import { type AdvisoryFile, advisoryFiles } from './files.ts';

/** Files that are asked for in one poll, of the 60 questions an hour that GitHub allows without a token; the rest waits. */
const MOST_FILES_A_POLL = 40;

/**
 * The Markdown advisories of a repository on GitHub, by its REST API: one question for the tree of its newest commit, which
 * names the content of every file, then one for each file whose content is new. `url` is the repository's address in the API
 * ("https://api.github.com/repos/OWNER/NAME"). A file that is taken away withdraws nothing.
 */
export const github: SourceAdapter = {
  kind: 'github',
  async poll(context) {
    const { source, cursor } = context;
    if (source.url === undefined) return { kind: 'refused', because: `The source ${source.id} names no url.` };
    const repository = source.url.replace(/\/$/, '');
    const tree = `${repository}/git/trees/HEAD?recursive=1`;
    const known = storedValidators(cursor?.validators);
    const fetched = await fetchDocument(context, tree, known, 'application/vnd.github+json', asWhom(context));
    if (fetched.kind !== 'fetched') return fetched;
    let files: readonly AdvisoryFile[];
    try {
      files = advisoryFiles(charactersOf(fetched.response.body));
    } catch (error) {
      return { kind: 'refused', status: fetched.response.status, because: messageOf(error) };
    }
    return readFiles(context, repository, files, fetched);
  },
};

/** A token is for github.com alone: the client takes it off where a redirect leads elsewhere. */
function asWhom({ secret }: PollContext): Pick<HttpRequest, 'headers'> {
  const version = { 'x-github-api-version': '2022-11-28' };
  return { headers: secret === undefined ? version : { ...version, authorization: `Bearer ${secret}` } };
}

/** Where a file could not be had, or waits for the next poll, the tree's validators are forgotten, so that it is looked at again. */
async function readFiles(
  context: PollContext,
  repository: string,
  files: readonly AdvisoryFile[],
  tree: Extract<Fetched, { kind: 'fetched' }>,
): Promise<PollOutcome> {
  const before = new Map(Object.entries(storedSeen(context.cursor?.files)));
  const changed = files.filter(({ path, sha }) => before.get(path) !== sha);
  const seen = new Map(files.flatMap((file): [string, string][] => remembered(context, file, before.get(file.path))));
  const old = changed.filter(({ path, sha }) => isFromFirstLook(before.get(path), sha));
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  for (const file of changed.slice(0, MOST_FILES_A_POLL)) {
    const blob = `${repository}/git/blobs/${file.sha}`;
    const fetched = await fetchDocument(context, blob, {}, 'application/vnd.github.raw+json', asWhom(context));
    if (fetched.kind === 'fetched') {
      items.push(itemOf(file, repository, fetched.response.body));
      seen.set(file.path, file.sha);
      continue;
    }
    if (fetched.kind === 'refused' && items.length === 0) return fetched;
    refused.push({ what: file.path, because: fetched.kind === 'refused' ? fetched.because : 'Nothing came back.' });
    break;
  }
  const isComplete = items.length === changed.length;
  const validators = isComplete ? tree.validators : {};
  const next = { validators, files: Object.fromEntries(seen) };
  return newsOutcome(context, items, refused, next, new Set(old.map(({ id }) => id)));
}

/** What is remembered of a file until it is read. */
function remembered(
  { cursor }: PollContext,
  { path, sha }: AdvisoryFile,
  before: string | undefined,
): [string, string][] {
  if (cursor === undefined) return [[path, unreadAtFirst(sha)]];
  return before === undefined ? [] : [[path, before]];
}

function itemOf({ id, path }: AdvisoryFile, repository: string, bytes: Uint8Array): RawItem {
  return { guid: id, link: `${pageOf(repository)}/blob/HEAD/${encodeURI(path)}`, format: 'markdown', bytes };
}

/** Where people see what the API tells of: github.com, or the server of an organisation. */
function pageOf(repository: string): string {
  return repository.replace('//api.github.com/repos/', '//github.com/').replace('/api/v3/repos/', '/');
}
