import { benchIngest } from './ingest.ts';
import { benchKill } from './kill.ts';
import { benchQuery } from './query.ts';

const BENCHES: Record<string, (options: Record<string, number>) => Promise<void>> = {
  ingest: benchIngest,
  query: benchQuery,
  kill: benchKill,
};

const [, , name = '', ...words] = process.argv;
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`bench: name one of ${Object.keys(BENCHES).join(', ')}, then --rows N, --runs N\n`);
  process.exitCode = 2;
} else {
  const options = Object.fromEntries(
    words.flatMap((word, at) => (word.startsWith('--') ? [[word.slice(2), Number(words[at + 1])]] : [])),
  ) as Record<string, number>;
  await bench(options);
}
