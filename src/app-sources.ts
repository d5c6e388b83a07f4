import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from './app-store.ts';
import { secretOf } from './config/secret.ts';
import type { Settings } from './config/settings.ts';
import { WardwatchError } from './errors.ts';
import { createPoliteClient } from './http/polite-client.ts';
import type { PollContext, PollOutcome, SourceConfig } from './ports/source.ts';
import { fetchDocument } from './sources/fetch-document.ts';
import { type Proposal, proposeSource } from './sources/propose.ts';
import { adapterFor } from './sources/registry.ts';

/** Asks a source once as if for the first time. Nothing is stored. */
export async function trySource(source: SourceConfig, settings: Settings): Promise<PollOutcome> {
  try {
    return await adapterFor(source.kind).poll(firstAsked(source, settings));
  } catch (error) {
    if (!(error instanceof WardwatchError)) throw error;
    return { kind: 'refused', because: error.message };
  }
}

/**
 * Looks at an address, and at the feed that its page names, and says as what source it could be described. Throws
 * WardwatchError DOCUMENT_UNREADABLE.
 */
export async function lookAt(source: SourceConfig & { readonly url: string }, settings: Settings): Promise<Proposal> {
  const { url } = source;
  const fetched = await fetchDocument(firstAsked(source, settings), url, {}, '*/*');
  if (fetched.kind === 'unchanged') throw noSource(url, 'The server answered "not modified" to a first question.');
  if (fetched.kind === 'refused') throw noSource(url, fetched.because);
  const found = await proposeSource(fetched.response);
  if ('refused' in found) throw noSource(url, found.refused);
  if (!('feedUrl' in found)) return found;
  if (found.feedUrl === url) throw noSource(url, 'It names itself as its feed, and is none.');
  return lookAt({ ...source, url: found.feedUrl }, settings);
}

function firstAsked(source: SourceConfig, settings: Settings): PollContext {
  const secret = source.secretEnv === undefined ? undefined : secretOf(process.env[source.secretEnv]);
  return {
    source,
    cursor: undefined,
    http: createPoliteClient(settings.http),
    now: systemClock.now(),
    pause: (ms) => pause(ms),
    ...(secret !== undefined && { secret }),
  };
}

function noSource(url: string, because: string): WardwatchError {
  return new WardwatchError('DOCUMENT_UNREADABLE', `${url} cannot be a source: ${because}`);
}
