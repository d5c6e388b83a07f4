// Builds dist/: compiles src and workers, and prepares the empty embedded database, with its tables, that a first start unpacks.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const image = join(root, 'dist', 'embedded-database.tar.gz');
/** Runs a script of ours or of a tool; its own words say what is wrong, so nothing is added to them. */
function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

for (const folder of ['src', 'workers']) rmSync(join(root, 'dist', folder), { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
chmodSync(join(root, 'dist/src/cli/main.js'), 0o755);
run('dist/src/storage/create-embedded.mjs', '--image', image);
