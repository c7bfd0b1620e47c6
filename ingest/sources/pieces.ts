import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EXIT, Refusal } from '../errors.ts';
import { beginsGzip, isGzip } from './bytes.ts';
import { STANDARD_INPUT } from './files.ts';
import { LIMITS, lineGauge } from './limits.ts';
import { kindOf, kindOfBytes, type Input } from './prepare.ts';
import { isOpenDocument, isSpreadsheet, OPEN_DOCUMENT } from './xlsx.ts';
import { withZip, type Member } from './zip.ts';

/** A folder for what is unpacked and rewritten during a load. Names in it are our own, never a file's. */
export interface Scratch {
  /** A path in the folder, which is made with the first. */
  file(name: string): Promise<string>;
  /** Removes the folder; also what a load that was killed has left. */
  clear(): Promise<void>;
}

/** The scratch folder of the database at `path`, beside it. */
export function scratchOf(path: string): Scratch {
  const folder = `${path}.unpacked`;
  return {
    async file(name) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return join(folder, name);
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What is said of a text that is no log. */
const NO_LOG = /: (there is no column|no header row|the header row cannot be read)/;

const LOGS = /\.(csv|tsv|txt|ndjson|jsonl|json|parquet|xlsx)$|(^|\/)[^.]+$/i;

function chosen(members: Member[], name: string, wanted: string[] | undefined): Member[] {
  const logs = members.filter((it) => LOGS.test(it.name));
  const whole = logs.filter((it) => wanted?.includes(it.name));
  const like = () => logs.filter((it) => wanted?.some((text) => it.name.includes(text)));
  const found = wanted === undefined ? logs : whole.length === wanted.length ? whole : like();
  if (found.length > 0) return found;
  const names = members.slice(0, 10).map((it) => it.name);
  throw new Refusal(
    `${name}: no log ${wanted ? `named like ${wanted.join(' or ')} ` : ''}is in the zip (found: ${names.join(', ')})`,
    EXIT.unusable,
  );
}

/** Lets pass what is no longer than anything that is read, and of a text, has no line that is too long. */
async function* gauged(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gauge = lineGauge();
  let size = 0;
  let isText: boolean | undefined;
  for await (const chunk of chunks) {
    isText ??= !beginsGzip(chunk) && kindOfBytes(chunk) === undefined;
    if (isText) gauge(chunk);
    size += chunk.length;
    if (size > LIMITS.unpackedBytes) {
      throw new Refusal(
        `it does not end within ${LIMITS.unpackedBytes} bytes: load it as files`,
        EXIT.unusable,
      );
    }
    yield chunk;
  }
}

/** Keeps what comes on standard input as a file. */
async function spooled(name: string, target: string): Promise<Input> {
  try {
    await pipeline(process.stdin, gauged, createWriteStream(target, { mode: 0o600 }));
    return { name, path: target };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal(`${name}: ${cause.message}`, cause.exitCode, cause);
  }
}

/** How a member that is no log is refused: with how to name those that are. */
function asMember(cause: unknown, name: string): unknown {
  if (!(cause instanceof Refusal) || !NO_LOG.test(cause.message)) return cause;
  return new Refusal(
    `${cause.message} (if ${name} is no log, say in a mapping with "members" which files of the zip are)`,
    cause.exitCode,
    cause,
  );
}

/** Whether a member, whatever its name says, is an archive itself; a spreadsheet may be. */
async function isPacked(path: string, name: string): Promise<boolean> {
  return (await isGzip(path)) || ((await kindOf(path)) === 'zip' && !/\.xlsx$/i.test(name));
}

/**
 * Gives `work` every file that stands behind `path`: the file itself, the members of a zip one after the other, or what
 * comes on standard input. `wanted` are the names of members, or texts of which a member's name must hold one.
 */
export async function eachPiece(
  path: string,
  scratch: Scratch,
  wanted: string[] | undefined,
  work: (input: Input) => Promise<void>,
): Promise<void> {
  const input =
    path === STANDARD_INPUT
      ? await spooled('standard input', await scratch.file('input'))
      : { name: path, path };
  if ((await kindOf(input.path)) !== 'zip') return work(input);
  await withZip(input, async (members, unpack) => {
    if (isSpreadsheet(members)) return work(input);
    if (isOpenDocument(members)) throw new Refusal(`${input.name}: ${OPEN_DOCUMENT}`, EXIT.unusable);
    const logs = chosen(members, input.name, wanted);
    for (const member of logs) {
      const target = await scratch.file('member');
      await unpack(member, target);
      const name = join(input.name, member.name);
      if (await isPacked(target, name)) {
        throw new Refusal(
          `${name}: an archive in an archive: unpack it, then load what is in it`,
          EXIT.unusable,
        );
      }
      await work({ name, path: target }).catch((cause: unknown) => {
        throw logs.length > 1 ? asMember(cause, member.name) : cause;
      });
    }
  });
}
