import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';

// Loads a file and dies, as if killed, where it is told to: DB FILE STEP
const [db, file = '', stop] = process.argv.slice(2);
await ingest(locate(db), {
  paths: [file],
  onStep: (step) => {
    if (step === stop) process.kill(process.pid, 'SIGKILL');
  },
});
