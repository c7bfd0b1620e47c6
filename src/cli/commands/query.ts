import { type Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { locate } from '../../../ingest/paths.ts';
import { FORMATS, QUESTION_NAMES, type Format } from '../../lib/contracts/index.ts';
import {
  ask,
  closePublished,
  encode,
  parseKeys,
  QuestionError,
  questionName,
} from '../../lib/server/index.ts';
import { print, printJson, tell, type GlobalOptions } from '../output.ts';

interface Options extends GlobalOptions {
  format: Format;
  out?: string;
}

/** `--key value` and `--key=value`, as pairs; a key may be repeated. */
export function keyPairs(words: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) throw new Refusal(`${word}: give keys as --key value`, EXIT.usage);
    const [key = '', ...inline] = word.slice(2).split('=');
    if (inline.length > 0) pairs.push([key, inline.join('=')]);
    else {
      const value = words[(at += 1)];
      if (value === undefined) throw new Refusal(`--${key}: a value is missing`, EXIT.usage);
      pairs.push([key, value]);
    }
  }
  return pairs;
}

async function answer(name: string, words: string[], { format, out, json }: Options): Promise<void> {
  const question = questionName(name);
  const keys = parseKeys(question, keyPairs(words));
  const found = await ask(question, keys);
  if (format === 'json' && out === undefined) return printJson(found);
  const body = await encode(found, question, format);
  if (out === undefined) return print(body);
  writeFileSync(out, body);
  if (json) await printJson({ out });
  else tell(`written to ${out}`);
}

/** `payweather query NAME --key value`: one of the published questions, with the keys of the HTTP API. */
export function add(program: Command): void {
  program
    .command('query')
    .description(`ask the published data: ${QUESTION_NAMES.join(', ')}`)
    .argument('<name>', 'the question')
    .argument('[keys...]', 'its keys, as --key value; a key may be repeated')
    .addOption(new Option('--format <format>', 'how to write the answer').choices(FORMATS).default('json'))
    .option('--out <file>', 'write to a file')
    .allowUnknownOption()
    .action(async (name: string, words: string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      process.env['PAYWEATHER_DB'] = locate(options.db).published;
      try {
        await answer(name, words, options);
      } catch (error) {
        if (!(error instanceof QuestionError)) throw error;
        const { code, message, field } = error;
        if (options.json) await printJson({ error: { code, message, field } });
        throw new Refusal(`query ${name}: ${message}`, error.status < 500 ? EXIT.usage : EXIT.failed, error);
      } finally {
        closePublished();
      }
    });
}
