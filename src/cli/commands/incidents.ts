import type { Command } from 'commander';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { locate } from '../../../ingest/paths.ts';
import { closePublished, parseKeys, QuestionError, together } from '../../lib/server/index.ts';
import { incidentTable, noIncidents, placeNames, tongueOf } from '../incident-words.ts';
import { printJson, tell, type GlobalOptions } from '../output.ts';

const KEYS = ['from', 'to', 'category', 'campus_id', 'status', 'verdict', 'incident_id'] as const;

type Options = GlobalOptions & Partial<Record<(typeof KEYS)[number], string[]>>;

async function list(options: Options): Promise<void> {
  const pairs = KEYS.flatMap((key) => (options[key] ?? []).map((value) => [key, value] as const));
  const keys = parseKeys('incidents', pairs);
  const [{ incidents }, quality] = await together((ask) =>
    Promise.all([ask('incidents', keys), options.json ? null : ask('quality')]),
  );
  if (!quality) return printJson({ incidents });
  const tongue = tongueOf(process.env);
  if (incidents.length === 0) tell(noIncidents(tongue));
  else for (const line of incidentTable(incidents, placeNames(quality), tongue)) tell(line);
}

/** `payweather incidents`: the spikes that were found, most money at risk first. */
export function add(program: Command): void {
  const command = program.command('incidents').description('list the spikes that were found, worst first');
  const all = (value: string, before: string[] = []) => [...before, value];
  const option = (flags: string, says: string) => command.option(flags, says, all);
  option('--from <date>', 'of which a part lies on or after this local date');
  option('--to <date>', 'that began on or before this local date');
  option('--category <category>', 'of this category; may be repeated');
  option('--campus_id <campus>', 'of this campus; may be repeated');
  option('--status <status>', 'open or closed');
  option('--verdict <verdict>', 'with this verdict; may be repeated');
  option('--incident_id <id>', 'this one; may be repeated');
  command.action(async (_: unknown, self: Command) => {
    const options = self.optsWithGlobals<Options>();
    process.env['PAYWEATHER_DB'] = locate(options.db).published;
    try {
      await list(options);
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
      if (options.json) await printJson(error.body());
      throw new Refusal(`incidents: ${error.message}`, error.status < 500 ? EXIT.usage : EXIT.failed, error);
    } finally {
      closePublished();
    }
  });
}
