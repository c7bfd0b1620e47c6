import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the package: the nearest one above this file that holds package.json and sql/queries.
 * It is found from `src` as well as from a bundle in `build`.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'sql', 'queries'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the folder with package.json and sql/queries was not found');
    folder = above;
  }
  return folder;
}

let version: string | undefined;

/** The version of the installed program. */
export function programVersion(): string {
  version ??= (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string })
    .version;
  return version;
}
