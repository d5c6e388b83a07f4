import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOrigin } from '../../src/inventory/address-origin.ts';
import { folderOrigin } from '../../src/inventory/folder-origin.ts';
import type { OriginLook } from '../../src/ports/inventory-origin.ts';
import type { Cursor } from '../../src/ports/source.ts';
import { httpDouble } from '../helpers/http-double.ts';

const noHttp = httpDouble();

describe('a watched folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wardwatch-watch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string, second = 0) => {
    writeFileSync(join(folder, name), text);
    utimesSync(join(folder, name), 1_700_000_000 + second, 1_700_000_000 + second);
  };
  const origin = (pattern = '*') => folderOrigin({ folder, pattern, sync: false });
  /** Looks until nothing is new and nothing moves; gives the names that were offered. */
  const offered = async (from: Cursor | undefined, looks: number, pattern?: string) => {
    const names: string[] = [];
    let cursor = from;
    for (let look = 0; look < looks; look += 1) {
      const found = await origin(pattern).look(cursor, noHttp);
      if (found.kind === 'file') names.push(found.file.name);
      if (found.kind !== 'refused') cursor = found.cursor;
    }
    return { names, cursor };
  };

  it('offers a file at the second look that finds it unchanged, and not again', async () => {
    write('assets.csv', 'id,product\n');
    expect((await offered(undefined, 1)).names).toEqual([]);
    expect((await offered(undefined, 5)).names).toEqual(['assets.csv']);
  });

  it('waits while a file grows', async () => {
    write('assets.csv', 'id,pro');
    const { cursor } = await offered(undefined, 1);
    write('assets.csv', 'id,product\n', 1);
    const later = await offered(cursor, 1);
    expect(later.names).toEqual([]);
    expect((await offered(later.cursor, 1)).names).toEqual(['assets.csv']);
  });

  it('offers the oldest first, each content once, and a changed file again', async () => {
    write('b.csv', 'one', 0);
    write('a.csv', 'two', 5);
    write('copy.csv', 'one', 9);
    const first = await offered(undefined, 6);
    expect(first.names).toEqual(['b.csv', 'a.csv']);
    write('a.csv', 'three', 20);
    expect((await offered(first.cursor, 3)).names).toEqual(['a.csv']);
  });

  it('takes the names that are wanted, and no hidden or empty ones', async () => {
    write('cmdb-1.csv', 'one');
    write('.cmdb-2.csv', 'two');
    write('cmdb-3.csv', '');
    write('notes.txt', 'three');
    expect((await offered(undefined, 4, 'cmdb-?.csv')).names).toEqual(['cmdb-1.csv']);
  });

  it('forgets its trouble when the file is taken away', async () => {
    write('assets.csv', 'bad');
    const { cursor } = await offered(undefined, 2);
    const trouble = { file: 'assets.csv', because: 'It is bad.' };
    const still = await origin().look({ ...cursor, trouble }, noHttp);
    expect(still).toMatchObject({ kind: 'nothing', cursor: { trouble } });
    rmSync(join(folder, 'assets.csv'));
    const gone = await origin().look({ ...cursor, trouble }, noHttp);
    expect(gone.kind === 'nothing' && gone.cursor).not.toHaveProperty('trouble');
  });

  it('says what to do where there is no such folder', async () => {
    const found = await folderOrigin({ folder: join(folder, 'none'), pattern: '*', sync: false }).look(
      undefined,
      noHttp,
    );
    expect(found).toEqual({
      kind: 'refused',
      because: expect.stringMatching(/cannot be read .*Create it, or correct/),
    });
  });
});

describe('an address that is pulled', () => {
  const url = 'https://cmdb.example.com/export.csv?key=hidden';
  const address = { url, sync: false, everyMs: 60_000, internal: true, tokenEnv: 'CMDB_TOKEN', token: 'secret-1' };
  const textOf = async (look: OriginLook) => {
    if (look.kind !== 'file') return look.kind;
    const parts: string[] = [];
    for await (const bytes of look.file.bytes()) parts.push(new TextDecoder().decode(bytes));
    return parts.join('');
  };

  it('is asked with the token, offers what it answers once, and then asks whether it changed', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Mon, 22 Jan 2024 12:00:00 GMT' };
    const http = httpDouble(
      { url, headers, body: 'id,product\n' },
      { url, status: 304 },
      { url, body: 'id,product\n' },
    );
    const origin = addressOrigin(address);
    const first = await origin.look(undefined, http);
    expect(await textOf(first)).toBe('id,product\n');
    const cursor = first.kind === 'file' ? first.cursor : undefined;
    expect(await origin.look(cursor, http)).toEqual({ kind: 'nothing', cursor });
    expect((await origin.look(cursor, http)).kind).toBe('nothing');
    expect(http.requests[0]).toMatchObject({ internal: true, headers: { authorization: 'Bearer secret-1' } });
    expect(http.requests[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 22 Jan 2024 12:00:00 GMT',
    });
  });

  it.each([
    [401, /answered 401.*Check the token in CMDB_TOKEN/],
    [500, /answered 500, not 200/],
  ])('that answers %i is refused, and neither token nor query is repeated', async (status, words) => {
    const look = await addressOrigin(address).look(undefined, httpDouble({ url, status }));
    expect(look).toEqual({ kind: 'refused', because: expect.stringMatching(words) });
    expect(JSON.stringify(look)).not.toMatch(/secret-1|hidden/);
  });

  it('is not asked while its token is not set', async () => {
    const { token: _, ...without } = address;
    const look = await addressOrigin(without).look(undefined, noHttp);
    expect(look).toEqual({ kind: 'refused', because: expect.stringContaining('The environment has no CMDB_TOKEN') });
  });
});
