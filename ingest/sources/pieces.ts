import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EXIT, Refusal } from '../errors.ts';
import { isGzip } from './bytes.ts';
import { STANDARD_INPUT } from './files.ts';
import { kindOf, type Input } from './prepare.ts';
import { isSpreadsheet } from './xlsx.ts';
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
  const input = { name: path, path };
  if (path === STANDARD_INPUT) {
    input.name = 'standard input';
    input.path = await scratch.file('input');
    await pipeline(process.stdin, createWriteStream(input.path, { mode: 0o600 }));
  }
  if ((await kindOf(input.path)) !== 'zip') return work(input);
  await withZip(input, async (members, unpack) => {
    if (isSpreadsheet(members)) return work(input);
    for (const member of chosen(members, input.name, wanted)) {
      const target = await scratch.file('member');
      await unpack(member, target);
      const name = join(input.name, member.name);
      if (await isPacked(target, name)) {
        throw new Refusal(
          `${name}: an archive in an archive: unpack it, then load what is in it`,
          EXIT.unusable,
        );
      }
      await work({ name, path: target });
    }
  });
}
