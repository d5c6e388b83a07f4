import { messageOf } from '../../errors.ts';
import type { PollContext } from '../../ports/source.ts';
import { type Fetched, fetchDocument, type Validators } from '../fetch-document.ts';
import { charactersOf } from '../formats/characters.ts';
import { isCsaf } from '../formats/csaf.ts';
import { type JsonRecord, parsedJson, recordOf, recordsOf, textOf } from '../formats/json-access.ts';
import { documentsOfDirectory, documentsOfRolie, type ListedDocument } from './listed.ts';

/** What an address of CSAF documents turned out to hold. */
export type Opened =
  | { readonly kind: 'document'; readonly bytes: Uint8Array; readonly validators: Validators }
  | {
      readonly kind: 'listed';
      readonly documents: readonly ListedDocument[];
      /** Addresses of the OpenPGP keys that the publisher names. */
      readonly keyUrls: readonly string[];
      /** Of the address itself, where it is the list. */
      readonly validators?: Validators;
    }
  | { readonly kind: 'unchanged' }
  | Refused;

type Refused = Extract<Fetched, { kind: 'refused' }>;

/** A publisher may spread its documents over so many lists; an aggregator names so many publishers. */
const MOST_LISTS = 30;

/**
 * Opens an address: a CSAF document, or what lists documents: provider metadata, a ROLIE feed, the `changes.csv` or
 * `index.txt` of a directory, or an aggregator, of which the source names the providers to read. `known` are the validators
 * of the address itself, where all that it listed was read.
 */
export async function open(context: PollContext, url: string, known: Validators): Promise<Opened> {
  const fetched = await fetchDocument(context, url, known, 'application/json, text/csv, text/plain;q=0.9');
  if (fetched.kind !== 'fetched') return fetched;
  const text = charactersOf(fetched.response.body, { contentType: fetched.response.headers['content-type'] ?? '' });
  try {
    if (/\.(csv|txt)$/i.test(new URL(url).pathname)) return own(directoryOf(text, url), fetched.validators);
    const document = parsedJson(url, text);
    if (isCsaf(document))
      return { kind: 'document', bytes: new TextEncoder().encode(text), validators: fetched.validators };
    if (isRolie(document)) return own(listed(documentsOfRolie(recordOf(document.feed), url)), fetched.validators);
    if (Array.isArray(document.distributions)) return await openProvider(context, document, url);
    if (recordOf(document.aggregator).category !== undefined || Array.isArray(document.csaf_providers))
      return await openAggregator(context, document);
  } catch (error) {
    return refused(messageOf(error));
  }
  return refused(
    'Neither a CSAF 2.x document nor a list of them (provider metadata, a ROLIE feed, changes.csv, index.txt or an aggregator).',
  );
}

function refused(because: string): Refused {
  return { kind: 'refused', status: 200, because };
}

function listed(documents: readonly ListedDocument[], keyUrls: readonly string[] = []): Opened {
  return documents.length === 0
    ? refused('The list names no documents; what was read before is kept.')
    : { kind: 'listed', documents, keyUrls };
}

function own(opened: Opened, validators: Validators): Opened {
  return opened.kind === 'listed' ? { ...opened, validators } : opened;
}

function directoryOf(text: string, url: string): Opened {
  if (/^\s{0,100}</.test(text)) return refused('A page stands where a list of CSAF documents was expected.');
  return listed(documentsOfDirectory(text, url));
}

function isRolie(document: JsonRecord): boolean {
  return Array.isArray(recordOf(document.feed).entry);
}

/** All that provider metadata offers without a login (CSAF 2.0, 7.1.7 and 7.1.8): its open ROLIE feeds, else its directories. */
async function openProvider(context: PollContext, metadata: JsonRecord, url: string): Promise<Opened> {
  const distributions = recordsOf(metadata.distributions);
  const feeds = distributions
    .flatMap((one) => recordsOf(recordOf(one.rolie).feeds))
    .filter((feed) => /^(?:WHITE|CLEAR|UNLABELED)$/.test(textOf(feed.tlp_label) ?? 'UNLABELED'))
    .flatMap((feed) => textOf(feed.url) ?? []);
  const directories = distributions.flatMap((one) => textOf(one.directory_url) ?? []);
  const lists = feeds.length > 0 ? feeds : directories.map((folder) => `${folder.replace(/\/$/, '')}/changes.csv`);
  if (lists.length === 0) return refused(`The provider metadata at ${url} names neither a ROLIE feed nor a directory.`);
  const keyUrls = recordsOf(metadata.public_openpgp_keys).flatMap((key) => textOf(key.url) ?? []);
  return together(await openAll(context, lists.slice(0, MOST_LISTS)), keyUrls);
}

/** Of an aggregator (CSAF 2.0, 7.1.21) the providers that the source names, each from its own metadata. */
async function openAggregator(context: PollContext, aggregator: JsonRecord): Promise<Opened> {
  const all = recordsOf(aggregator.csaf_providers).flatMap((provider) => {
    const metadata = recordOf(provider.metadata);
    const [url, name] = [textOf(metadata.url), textOf(recordOf(metadata.publisher).name)];
    return url === undefined || name === undefined ? [] : [{ url, name }];
  });
  const names = all.map(({ name }) => name).join(', ');
  const { only = [] } = context.source;
  const unknown = only.filter((wanted) => !all.some(({ name }) => name === wanted));
  if (only.length === 0)
    return refused(`An aggregator of ${all.length} providers. Name under \`only\` those to read: ${names}.`);
  if (unknown.length > 0) return refused(`The aggregator has no provider ${unknown.join(', ')}. It has: ${names}.`);
  const wanted = all.filter(({ name }) => only.includes(name)).slice(0, MOST_LISTS);
  return together(
    await openAll(
      context,
      wanted.map(({ url }) => url),
    ),
    [],
  );
}

async function openAll(context: PollContext, urls: readonly string[]): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const url of urls) {
    const one = await open(context, url, {});
    const isAbsent = one.kind === 'refused' && one.status === 404 && url.endsWith('/changes.csv');
    opened.push(isAbsent ? await open(context, url.replace(/changes\.csv$/, 'index.txt'), {}) : one);
  }
  return opened;
}

/** All lists as one; where one cannot be read, none is, since what it lists would seem to be gone. */
function together(opened: readonly Opened[], keyUrls: readonly string[]): Opened {
  const trouble = opened.find((one): one is Refused => one.kind === 'refused');
  if (trouble !== undefined) return trouble;
  const lists = opened.flatMap((one) => (one.kind === 'listed' ? [one] : []));
  const byUrl = new Map(lists.flatMap(({ documents }) => documents).map((document) => [document.url, document]));
  return listed([...byUrl.values()], [...keyUrls, ...lists.flatMap((one) => one.keyUrls)]);
}
