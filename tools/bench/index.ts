import { benchBills } from './bills.ts';
import { benchDetect } from './detect/index.ts';
import { benchDetectTime } from './detect-time.ts';
import { benchDrivers } from './drivers/index.ts';
import { benchIngest } from './ingest.ts';
import { benchKill } from './kill.ts';
import { benchQuery } from './query.ts';
import { benchServe } from './serve/index.ts';
import { benchWeb } from './web/index.ts';

/** The words `--name value` as a table; what is a number becomes one. */
const options = (words: readonly string[]) =>
  Object.fromEntries(
    words.flatMap((word, at) => {
      const value = words[at + 1] ?? '';
      return word.startsWith('--') ? [[word.slice(2), /^\d+$/.test(value) ? Number(value) : value]] : [];
    }),
  ) as Record<string, never>;

/** The parts of the word after an option; undefined where it is not given. */
const listAfter = (words: readonly string[], option: string): string[] | undefined =>
  words.includes(option) ? words[words.indexOf(option) + 1]?.split(',') : undefined;

const BENCHES: Record<string, (words: readonly string[]) => Promise<void>> = {
  bills: (words) => benchBills(options(words)),
  detect: benchDetect,
  'detect-time': (words) => benchDetectTime(options(words)),
  drivers: (words) => benchDrivers(options(words)),
  ingest: (words) => benchIngest({ ...options(words), formats: listAfter(words, '--formats') }),
  query: (words) => benchQuery(options(words)),
  kill: (words) => benchKill(options(words)),
  serve: (words) => benchServe(options(words)),
  web: (words) => benchWeb(options(words)),
};

const [, , name = '', ...words] = process.argv;
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(
    `bench: name one of ${Object.keys(BENCHES).join(', ')}, then --rows N, --runs N; for ingest --formats csv,ndjson,parquet; for web and serve --dir DIR; for detect --set NAME, --dir DIR, --quick\n`,
  );
  process.exitCode = 2;
} else {
  await bench(words);
}
