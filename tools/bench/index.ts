import { benchBills } from './bills.ts';
import { benchDetect } from './detect/index.ts';
import { benchDetectTime } from './detect-time.ts';
import { benchDrivers } from './drivers/index.ts';
import { benchIngest } from './ingest.ts';
import { benchKill } from './kill.ts';
import { benchQuery } from './query.ts';

/** The words `--name number` as a table. */
const numbers = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    words.flatMap((word, at) => (word.startsWith('--') ? [[word.slice(2), Number(words[at + 1])]] : [])),
  ) as Record<string, number>;

const BENCHES: Record<string, (words: readonly string[]) => Promise<void>> = {
  bills: (words) => benchBills(numbers(words)),
  detect: benchDetect,
  'detect-time': (words) => benchDetectTime(numbers(words)),
  drivers: (words) => benchDrivers(numbers(words)),
  ingest: (words) => benchIngest(numbers(words)),
  query: (words) => benchQuery(numbers(words)),
  kill: (words) => benchKill(numbers(words)),
};

const [, , name = '', ...words] = process.argv;
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(
    `bench: name one of ${Object.keys(BENCHES).join(', ')}, then --rows N, --runs N; for detect --set NAME, --dir DIR, --quick\n`,
  );
  process.exitCode = 2;
} else {
  await bench(words);
}
