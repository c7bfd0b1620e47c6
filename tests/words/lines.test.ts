import { describe, expect, it } from 'vitest';
import { faults, hiddenFaults } from '../../ingest/load/faults.ts';
import { detectEncoding } from '../../ingest/sources/encoding.ts';
import { TABLES, type Table } from '../../ingest/tables.ts';
import { lineWords } from '../../src/lib/words/lines.ts';

const TABLE_LIST: Table[] = Object.values(TABLES);

/** Every reason for which a row of any table can be rejected. */
const REASONS = TABLE_LIST.flatMap(({ columns }) => [
  ...columns.flatMap((column) => faults(column, { from: 'x', values: { a: 'b' } }, () => true)),
  ...hiddenFaults(columns),
]).map(([, reason]) => reason);

const UTF16 = Buffer.from('a,b\n1,2\n3,4\n'.repeat(20), 'utf16le');
const ENCODED = ['a,b', '余额,不足', '\ufeffa,b'].map((text) => Buffer.from(text));

/** Refusals as the pipeline gives them, with what must be left of them in Chinese. */
const REFUSALS: [line: string, told: string][] = [
  ['log.csv.gz: the gzip is cut off: copy it again', 'log.csv.gz：gzip 文件不完整：请重新复制'],
  ['/data/a.zip: ../x.csv leads out of the archive', 'a.zip：../x.csv 指向压缩包之外'],
  ['a.zip: in.zip is an archive in an archive: unpack it, then load what is in it', 'a.zip：压缩包里还有压缩包：请先解压，再载入里面的文件'],
  ['a.csv: it grows too much when unpacked (beyond 200 times): unpack it, then load what is in it', 'a.csv：解压后过大：请先解压，再载入里面的文件'],
  ['a.csv: there is no column attempt_id (found: a, b): rename it in the header, or say with --mapping FILE which column holds attempt_id', 'a.csv：没有列 attempt_id（有：a, b）：请另选一列'],
  ['a.csv: the header row cannot be read: it has 100000 columns: at most 2000 are read', 'a.csv：有 100000 列：最多读 2000 列'],
  ['/data/db.work.duckdb: the disk is full: free some space (payweather versions tells what versions kept take), run it again; what is published is as it was', 'db.work.duckdb：磁盘已满：请腾出空间再试'],
  ['a.csv: alipay E1 is network and timeout: leave one of the two', 'a.csv：alipay E1 同时写作 network 和 timeout：请只留一个'],
  ['a.ods: a spreadsheet of OpenDocument (ods): save it as xlsx or CSV', 'a.ods：另一种格式的表格：请另存为 XLSX 或 CSV'],
  ['the object has more than 2000 members', '对象的成员超过 2000 个'],
  ['a.xlsx: the spreadsheet is damaged: Bad compressed size: 1 != 2', 'a.xlsx：表格文件已损坏：请重新保存'],
]; // prettier-ignore

describe('a line of the pipeline', () => {
  it.each([...new Set(REASONS)])('is told in Chinese where a row is rejected: %s', (reason) => {
    const told = lineWords(reason, 'zh-CN');
    expect(told).toMatch(/\p{Script=Han}/u);
    expect(told.replaceAll(/[a-z_]+/g, '')).not.toMatch(/\b(is|not|the)\b/);
    expect(lineWords(reason, 'en')).toContain(/^\w+/.exec(reason)![0]);
  });

  it('is told in Chinese where an encoding was detected', () => {
    for (const bytes of [UTF16, ...ENCODED])
      expect(lineWords(detectEncoding(bytes).reason, 'zh-CN')).toMatch(/\p{Script=Han}/u);
  });

  it.each(REFUSALS)('is told in Chinese where a file is refused: %s', (line, told) => {
    expect(lineWords(line, 'zh-CN')).toBe(told);
  });

  it('stays as it is where there are no words for it', () => {
    expect(lineWords('a.csv: something new', 'zh-CN')).toBe('a.csv: something new');
  });
});
