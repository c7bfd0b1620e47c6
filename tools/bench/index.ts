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

/** The parts of the word after an option; undefined where it is not given. */
const listAfter = (words: readonly string[], option: string): string[] | undefined =>
  words.includes(option) ? words[words.indexOf(option) + 1]?.split(',') : undefined;

const BENCHES: Record<string, (words: readonly string[]) => Promise<void>> = {
  bills: (words) => benchBills(numbers(words)),
  detect: benchDetect,
  'detect-time': (words) => benchDetectTime(numbers(words)),
  drivers: (words) => benchDrivers(numbers(words)),
  ingest: (words) => benchIngest({ ...numbers(words), formats: listAfter(words, '--formats') }),
  query: (words) => benchQuery(numbers(words)),
  kill: (words) => benchKill(numbers(words)),
};

const [, , name = '', ...words] = process.argv;
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(
    `bench: name one of ${Object.keys(BENCHES).join(', ')}, then --rows N, --runs N; for ingest --formats csv,ndjson,parquet; for detect --set NAME, --dir DIR, --quick\n`,
  );
  process.exitCode = 2;
} else {
  await bench(words);
}
