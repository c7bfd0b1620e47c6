import { AlertService } from '../../src/lib/server/alerts/index.ts';
import { Published } from '../../src/lib/server/published.ts';
import { alertWords } from '../../src/lib/words/alert.ts';

// Alerting of the database named first, until it is told to stop, or killed.
const [path = ''] = process.argv.slice(2);
const alerts = new AlertService({
  published: new Published(path),
  words: alertWords,
  patience: { attempts: 4, first_ms: 100, longest_ms: 400 },
  every_ms: 50,
});
process.stdout.write('ready\n');
const alive = setInterval(() => undefined, 1000);
process.once('SIGTERM', () => {
  clearInterval(alive);
  void alerts.stop();
});
