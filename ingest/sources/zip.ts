import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { Writable, type Readable } from 'node:stream';
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

async function open(path: string, name: string): Promise<ZipFile> {
  return openPromise(path, { decodeStrings: false, autoClose: false }).catch((cause: unknown) => {
    throw new Refusal(
      `${name}: the zip cannot be read: ${(cause as Error).message}: copy it again`,
      EXIT.unusable,
      cause,
    );
  });
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

/**
 * Opens an archive, checks all that it says it holds, and lets `work` read it.
 * @throws Refusal (unusable) for names that lead out of it, links, encryption, archives within, and whatever is too much
 */
export async function withZip<Result>(
  { name, path }: { name: string; path: string },
  work: (members: Member[], stream: (member: Member) => Promise<Readable>) => Promise<Result>,
): Promise<Result> {
  const zip = await open(path, name);
  try {
    return await work(await membersOf(zip, name), ({ entry }) => zip.openReadStreamPromise(entry));
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(
      `${name}: the zip is damaged: ${(cause as Error).message}: copy it again`,
      EXIT.unusable,
      cause,
    );
  } finally {
    zip.close();
  }
}

/** Unpacks a member into `target`, or nowhere, to see whether it is whole; yauzl stops at the size that was declared. */
export async function unpackMember(stream: Readable, { entry }: Member, target?: string): Promise<void> {
  let sum = 0;
  await pipeline(
    stream,
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
