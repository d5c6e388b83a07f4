// Makes the files of a new embedded database, in a process of its own: making them takes several times the memory that
// using them takes. Usage: node create-embedded.mjs FOLDER [IMAGE], or: node create-embedded.mjs --image IMAGE
import { readFileSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

const postgresqlconf = ['shared_buffers = 16MB', 'max_connections = 10'];
const [first, second] = process.argv.slice(2);

if (first === '--image' && second) {
  const db = await PGlite.create({ postgresqlconf });
  const image = await db.dumpDataDir('gzip');
  writeFileSync(second, Buffer.from(await image.arrayBuffer()));
  await db.close();
} else if (first) {
  const db = await PGlite.create({
    dataDir: first,
    ...(second ? { loadDataDir: new Blob([readFileSync(second)]) } : { postgresqlconf }),
  });
  await db.close();
} else {
  process.stderr.write('usage: create-embedded.mjs FOLDER [IMAGE] | --image IMAGE\n');
  process.exitCode = 2;
}
