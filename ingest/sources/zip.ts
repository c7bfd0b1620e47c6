import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import { openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { EXIT, Refusal } from '../errors.ts';
import { LIMITS, growsTooMuch } from './limits.ts';

/** A file in an archive. */
export interface Member {
  name: string;
  entry: Entry;
}

const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const IS_ARCHIVE = /\.(zip|gz|tgz|tar|7z|rar|bz2|xz|zst)$/i;
const LITTER = /(^|\/)(__MACOSX|\.DS_Store|Thumbs\.db)/;

/** The name of an entry: UTF-8 where it says so or is so, else GB18030, as Windows writes it in China. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  return iconv.decode(raw, isUtf8(raw) ? 'utf-8' : 'gb18030').replaceAll('\\', '/');
}

/** Why a member is not to be touched, in the order in which it is asked. */
const FAULTS: [is: (name: string, entry: Entry) => boolean, reason: string][] = [
  [(name) => validateFileName(name) !== null, 'leads out of the archive'],
  [(_, { externalFileAttributes: it }) => ((it >>> 16) & FILE_TYPE) === SYMLINK, 'is a symbolic link'],
  [(_, entry) => entry.isEncrypted(), 'is encrypted: unpack it, then load what is in it'],
  [(name) => IS_ARCHIVE.test(name), 'is an archive in an archive: unpack it, then load what is in it'],
  [(_, entry) => !entry.canDecodeFileData(), 'is packed in a way that is not read: pack it as plain zip'],
  [
    (_, { compressedSize, uncompressedSize }) => growsTooMuch(compressedSize, uncompressedSize),
    'grows too much when unpacked',
  ],
];

const shown = (name: string) => JSON.stringify(name.slice(0, 80)).slice(1, -1);

/** What went wrong while the archive was read; what the disk says stays as it is. */
function damaged(name: string, cause: unknown): unknown {
  if (cause instanceof Refusal || (cause instanceof Error && 'syscall' in cause)) return cause;
  const said = cause instanceof Error ? cause.message : String(cause);
  return new Refusal(`${name}: the zip is damaged: ${said}: copy it again`, EXIT.unusable, cause);
}

async function membersOf(zip: ZipFile, name: string): Promise<Member[]> {
  const refuse = (what: string) => new Refusal(`${name}: ${what}`, EXIT.unusable);
  if (zip.entryCount > LIMITS.members)
    throw refuse(`it holds ${zip.entryCount} files: at most ${LIMITS.members} are read`);
  const members: Member[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const member = { name: nameOf(entry), entry };
    const fault = FAULTS.find(([is]) => is(member.name, entry));
    if (fault !== undefined) throw refuse(`${shown(member.name)} ${fault[1]}`);
    unpacked += entry.uncompressedSize;
    if (growsTooMuch(zip.fileSize, unpacked)) throw refuse('it grows too much when unpacked');
    if (!member.name.endsWith('/') && !LITTER.test(member.name)) members.push(member);
  }
  return members;
}

/** Writes a member into `target`, or reads it through to see whether it is whole. */
export type Unpack = (member: Member, target?: string) => Promise<void>;

/** Unpacks a member; yauzl stops at the size that was declared. */
async function unpackMember(zip: ZipFile, { entry }: Member, target?: string): Promise<void> {
  let sum = 0;
  await pipeline(
    await zip.openReadStreamPromise(entry),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    },
    target === undefined
      ? new Writable({ write: (_chunk, _encoding, done) => done() })
      : createWriteStream(target, { mode: 0o600 }),
  );
  if (sum !== entry.crc32) throw new Error('a checksum is wrong');
}

/**
 * Opens an archive, checks all that it says it holds, and lets `work` unpack it.
 * @throws Refusal (unusable) for names that lead out of it, links, encryption, archives within, and whatever is too much
 */
export async function withZip<Result>(
  { name, path }: { name: string; path: string },
  work: (members: Member[], unpack: Unpack) => Promise<Result>,
): Promise<Result> {
  const fail = (cause: unknown): never => {
    throw damaged(name, cause);
  };
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false }).catch(fail);
  try {
    const members = await membersOf(zip, name).catch(fail);
    return await work(members, (member, target) => unpackMember(zip, member, target).catch(fail));
  } finally {
    zip.close();
  }
}
