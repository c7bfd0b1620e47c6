import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './prepare.ts';
import { worldsOf } from './worlds/sets.ts';

/** Writes the worlds of a set below a folder, each ingested: `--set tune|calibrate|test --out DIR [--keep] [--only NAME]`. */
const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'tune' },
    out: { type: 'string' },
    only: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
  },
});
if (values.out === undefined) throw new Error('make: --out DIR is needed');
for (const spec of worldsOf(values.set).filter(({ name }) => name.includes(values.only))) {
  const { reused, made, ingested } = await prepare(spec, join(values.out, spec.name), values.keep);
  process.stdout.write(
    reused
      ? `${spec.name}: as it was\n`
      : `${spec.name}: made in ${made.toFixed(1)} s, ingested in ${ingested.toFixed(1)} s\n`,
  );
}
