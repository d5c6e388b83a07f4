// Makes the files of a new embedded database, in a process of its own: making them takes several times the memory that
// using them takes. Usage: node create-embedded.mjs FOLDER [IMAGE], or: node create-embedded.mjs --image IMAGE
// An image holds the tables of this version already. Unpacking one takes a fraction of the time of making a database anew.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';

const [first, second] = process.argv.slice(2);

if (first === '--image' && second) await writeImage(second);
else if (first && second) unpack(second, first);
else if (first) await (await makeAnew(first)).close();
else {
  process.stderr.write('usage: create-embedded.mjs FOLDER [IMAGE] | --image IMAGE\n');
  process.exitCode = 2;
}

/** @param {string} [dataDir] */
async function makeAnew(dataDir) {
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({
    ...(dataDir && { dataDir }),
    postgresqlconf: ['shared_buffers = 16MB', 'max_connections = 10'],
  });
}

/** Runs from the build alone, where the store is compiled already. @param {string} path */
async function writeImage(path) {
  const [{ openStore }, { createPglitePool }] = await Promise.all([
    import('./postgres-store.js'),
    import('./pglite-pool.js'),
  ]);
  const db = await makeAnew();
  await openStore(createPglitePool(db));
  await db.exec('checkpoint');
  const image = await db.dumpDataDir('gzip');
  writeFileSync(path, Buffer.from(await image.arrayBuffer()));
  await db.close();
}

/** @param {string} path @param {string} folder */
function unpack(path, folder) {
  for (const { name, type, attrs, data } of parseTar(gunzipSync(readFileSync(path)))) {
    const place = join(folder, name);
    const mode = Number.parseInt(attrs?.mode ?? '0700', 8);
    if (type === 'directory') mkdirSync(place, { recursive: true, mode });
    else writeFileSync(place, data ?? '', { mode });
  }
}
