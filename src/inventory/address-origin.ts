import { createHash } from 'node:crypto';
import { WardwatchError } from '../errors.ts';
import type { HttpClient, HttpResponse } from '../ports/http.ts';
import type { InventoryOrigin, OriginLook } from '../ports/inventory-origin.ts';
import type { Cursor } from '../ports/source.ts';
import { textOf } from './json-access.ts';
import { fileOfBytes } from './open-file.ts';

/** An answer is held in memory whole. */
const LARGEST_ANSWER_BYTES = 100_000_000;
/** Some systems make the export while they are asked. */
const DEADLINE_MS = 600_000;

/** What of an address the settings say. */
export interface AddressToPull {
  readonly url: string;
  readonly tokenEnv?: string;
  readonly token?: string;
  readonly mapping?: string;
  readonly sync: boolean;
  readonly everyMs: number;
  readonly internal: boolean;
}

/** Asks an address for an export, with a token where one is set; what it answered before is not offered again (RFC 9110, 13). */
export function addressOrigin(address: AddressToPull): InventoryOrigin {
  const { origin, pathname } = new URL(address.url);
  const name = `${origin}${pathname}`;
  const { mapping, sync, everyMs } = address;
  return {
    id: `inventory:${name}`,
    name,
    everyMs,
    sync,
    ...(mapping !== undefined && { mapping }),
    look: async (cursor, http) => {
      try {
        return lookAt(name, await ask(address, cursor, http), address, cursor);
      } catch (fault) {
        if (!(fault instanceof WardwatchError)) throw fault;
        return { kind: 'refused', because: fault.message };
      }
    },
  };
}

function ask({ url, token, tokenEnv, internal }: AddressToPull, cursor: Cursor | undefined, http: HttpClient) {
  if (tokenEnv !== undefined && token === undefined) {
    throw new WardwatchError(
      'CONFIG_INVALID',
      `The environment has no ${tokenEnv}, which inventory.pull names. Set it, and start again.`,
    );
  }
  const etag = textOf(cursor?.etag);
  const modified = textOf(cursor?.modified);
  return http.request({
    url,
    internal,
    maxBodyBytes: LARGEST_ANSWER_BYTES,
    deadlineMs: DEADLINE_MS,
    headers: {
      accept: 'text/csv, application/json, */*;q=0.1',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(etag !== undefined && { 'if-none-match': etag }),
      ...(modified !== undefined && { 'if-modified-since': modified }),
    },
  });
}

function lookAt(
  name: string,
  { status, headers, body }: HttpResponse,
  { tokenEnv }: AddressToPull,
  cursor: Cursor | undefined,
): OriginLook {
  if (status === 304) return { kind: 'nothing', cursor: cursor ?? {} };
  if (status === 401 || status === 403) {
    const which = tokenEnv === undefined ? 'Set a token: inventory.pull, tokenEnv.' : `Check the token in ${tokenEnv}.`;
    return {
      kind: 'refused',
      because: `${name} answered ${status}: it lets nobody in with what it was given. ${which}`,
    };
  }
  if (status !== 200) return { kind: 'refused', because: `${name} answered ${status}, not 200.` };
  const hash = createHash('sha256').update(body).digest('hex');
  const validators = {
    ...(headers.etag !== undefined && { etag: headers.etag }),
    ...(headers['last-modified'] !== undefined && { modified: headers['last-modified'] }),
  };
  if (hash === cursor?.hash) return { kind: 'nothing', cursor: { ...cursor, ...validators } };
  const file = fileOfBytes(name.split('/').at(-1) || name, body);
  return { kind: 'file', file, at: name, cursor: { hash, ...validators } };
}
