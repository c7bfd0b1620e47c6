import { utils } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { attemptsOf, sheetFile, zipOf } from './files.ts';
import { csvOf, workspace } from './support.ts';

const CHILD = join(import.meta.dirname, 'hostile-child.ts');
const LOG = csvOf(attemptsOf(2));
const [HEADER = '', FIRST = ''] = LOG.split('\n');
const MANY = 100_000;
const MIB = 1 << 20;

/** Puts a name of the same length in the place of the one that was allowed. */
const renamed = async (allowed: string, name: string) => {
  const zip = await zipOf({ [allowed]: LOG });
  return Buffer.from(zip.toString('latin1').replaceAll(allowed, name), 'latin1');
};

/** Changes what the central directory says of the first member, at `offset` of its entry. */
const relabelled = (zip: Buffer, offset: number, change: (entry: Buffer) => void) => {
  const at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  change(zip.subarray(at + offset));
  return zip;
};

const members = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.csv`, LOG]));

/** Files that mean harm, and the one line that each is refused with. */
const REFUSED: Record<string, [make: () => Buffer | string | Promise<Buffer>, refusal: RegExp]> = {
  'bomb.csv.gz': [() => gzipSync(Buffer.alloc(512 * MIB, 'a,b\n')), /grows too much when unpacked/],
  'bomb.zip': [() => zipOf({ 'a.csv': Buffer.alloc(128 * MIB) }), /a\.csv grows too much when unpacked/],
  'lies.zip': [
    async () =>
      relabelled(await zipOf({ 'a.csv': Buffer.alloc(128 * MIB) }), 24, (it) => it.writeUInt32LE(1000)),
    /the zip is damaged/,
  ],
  'many.zip': [() => zipOf(members(1001)), /holds 1001 files: at most 1000/],
  'up.zip': [() => renamed('aa/x.csv', '../x.csv'), /\.\.\/x\.csv leads out of the archive/],
  'up-windows.zip': [() => renamed('aa-x.csv', '..\\x.csv'), /leads out of the archive/],
  'absolute.zip': [() => renamed('atmp/x.csv', '/tmp/x.csv'), /leads out of the archive/],
  'drive.zip': [() => renamed('aa-x.csv', 'C:\\x.csv'), /leads out of the archive/],
  'link.zip': [() => zipOf({ 'a.csv': '/etc/passwd' }, { mode: 0o120777 }), /a\.csv is a symbolic link/],
  'secret.zip': [
    async () => relabelled(await zipOf({ 'a.csv': LOG }), 8, (it) => it.writeUInt16LE(1)),
    /a\.csv is encrypted/,
  ],
  'nested.zip': [
    async () => zipOf({ 'in.zip': await zipOf({ 'a.csv': LOG }) }),
    /in\.zip is an archive in an archive/,
  ],
  'disguised.zip': [() => zipOf({ 'a.csv': gzipSync(LOG) }), /a\.csv: an archive in an archive/],
  'cut.zip': [async () => (await zipOf(members(3))).subarray(0, -40), /the zip is damaged/],
  'flipped.zip': [
    async () => {
      const zip = await zipOf({ 'a.csv': LOG }, { compress: false });
      zip[zip.indexOf('succeeded')] = 0x53;
      return zip;
    },
    /the zip is damaged: a checksum is wrong/,
  ],
  'empty.zip': [() => zipOf({}), /no log is in the zip/],
  'cut.csv.gz': [() => gzipSync(LOG.repeat(50)).subarray(0, -9), /the gzip is cut off/],
  'flipped.csv.gz': [
    () => {
      const packed = gzipSync(LOG.repeat(50));
      packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
      return packed;
    },
    /the gzip is damaged/,
  ],
  'columns.csv': [
    () => `${Array.from({ length: MANY }, (_, n) => `c${n}`).join(',')}\n${','.repeat(MANY - 1)}\n`,
    /it has 100000 columns: at most 2000/,
  ],
  'header.csv': [() => `${'x'.repeat(3 * MIB)}\n`, /header row is longer than 1048576 bytes/],
  'long.csv': [() => `${LOG}${'x'.repeat(64 * MIB)}\n${LOG}`, /a line is longer than 4 MiB/],
  'long.csv.gz': [() => gzipSync(`${LOG}${'x'.repeat(9 * MIB)}\n`), /a line is longer than 4 MiB/],
  'nul.csv': [() => Buffer.alloc(64 * MIB), /nul\.csv: /],
  'nul-header.csv': [() => `a\0b,${LOG}`, /the name of column 1 holds a NUL character/],
  'line.csv': [
    () => Buffer.concat([iconv.encode(`${HEADER},余额不足\n`, 'gb18030'), Buffer.alloc(40 * MIB, 'x')]),
    /a line is longer than 4 MiB/,
  ],
  'columns.xlsx': [
    () => sheetFile({ S: utils.aoa_to_sheet([Array(3000).fill('c')]) }),
    /row 1 has 3000 columns/,
  ],
  'bomb.xlsx': [
    () => zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '', 'xl/a.xml': Buffer.alloc(128 * MIB) }),
    /grows too much when unpacked/,
  ],
  'hollow.xlsx': [() => zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }), /hollow\.xlsx: /],
  'cell.txt': [() => `${HEADER},note\n${FIRST},${'x'.repeat(10 * MIB)}\n`, /a line is longer than 4 MiB/],
  'page.csv': [() => '<xml><return_code>FAIL</return_code></xml>', /there is no column attempt_id/],
  'picture.csv': [() => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), /picture\.csv: /],
};

/** Files that are read all the same: how many rows, and how many of them are rejects. */
const READ: Record<string, [make: () => Buffer | string, rows: number, rejected: number]> = {
  'cell.csv': [() => `${HEADER},note\n${FIRST},${'x'.repeat(3 * MIB)}\n${FIRST.replace('a0', 'b')},\n`, 2, 1],
  'cell.ndjson': [
    () =>
      attemptsOf(2)
        .map((row, n) => JSON.stringify({ ...row, x: 'y'.repeat(n * 3 * MIB) }))
        .join('\n'),
    2,
    1,
  ],
  'members.ndjson': [
    () => {
      const many = Object.fromEntries(Array.from({ length: MANY }, (_, n) => [`c${n}`, n]));
      return attemptsOf(2)
        .map((row, n) => JSON.stringify({ ...row, ...(n === 1 && many) }))
        .join('\n');
    },
    2,
    1,
  ],
  'deep.ndjson': [() => `{"a":${'['.repeat(MIB)}\n${JSON.stringify(attemptsOf(1)[0])}\n`, 2, 1],
  'nul-cell.csv': [() => `${HEADER},note\n${FIRST},a\0b\n`, 1, 0],
};

async function outcomes(db: string, paths: string[]): Promise<Record<string, Outcome>> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, db, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = (await text(child.stdout)).trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => JSON.parse(line) as Outcome).map((it) => [basename(it.path), it]),
  );
}

interface Outcome {
  path: string;
  refused?: string;
  files?: { rows_read: number; rows_accepted: number; rows_rejected: number }[];
  seconds: number;
  mebibytes: number;
}

describe('a file that means harm', { timeout: 300_000 }, () => {
  it('is refused in one line or read row by row, in 10 s and 512 MiB, and writes nothing outside', async () => {
    const place = workspace();
    const paths: string[] = [];
    for (const [name, [make]] of Object.entries({ ...REFUSED, ...READ }))
      paths.push(place.write(name, await make()));
    const before = readdirSync(place.dir);
    const found = await outcomes(place.at.published, paths);
    for (const [name, { seconds, mebibytes, refused }] of Object.entries(found)) {
      expect.soft(seconds, name).toBeLessThan(10);
      expect.soft(mebibytes, name).toBeLessThan(512);
      expect.soft(refused ?? '', name).not.toContain('\n');
      expect.soft((refused ?? '').length, name).toBeLessThan(600);
    }
    for (const [name, [, refusal]] of Object.entries(REFUSED)) {
      expect.soft(found[name]?.refused, name).toMatch(refusal);
      expect.soft(found[name]?.refused, name).toContain(join(place.dir, name));
    }
    for (const [name, [, rows, rejected]] of Object.entries(READ)) {
      expect.soft(found[name]?.files, name).toMatchObject([{ rows_read: rows, rows_rejected: rejected }]);
    }
    const own = ['db.key', 'db.lock.duckdb', 'db.work.duckdb'];
    expect(
      readdirSync(place.dir)
        .filter((name) => !before.includes(name))
        .sort(),
    ).toEqual(own);
  });
});
