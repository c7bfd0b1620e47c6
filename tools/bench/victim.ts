import { rollback } from '../../ingest/history.ts';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';

/** Does what is to be killed: DB load|publish|rollback|bills FILE. It says when it begins. */
const [, , db, action, file = ''] = process.argv;
process.stdout.write('begins\n');
if (action === 'rollback') await rollback(locate(db));
else await ingest(locate(db), { paths: [file], table: action === 'bills' ? 'bills' : 'attempts' });
