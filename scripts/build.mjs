// Builds dist/: compiles src and workers, and prepares the empty embedded database that a first start unpacks.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const image = join(root, 'dist', 'embedded-database.tar.gz');
const run = (script, ...args) =>
  execFileSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });

for (const folder of ['src', 'workers']) rmSync(join(root, 'dist', folder), { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
chmodSync(join(root, 'dist/src/cli/main.js'), 0o755);
if (!existsSync(image)) run('dist/src/storage/create-embedded.mjs', '--image', image);
