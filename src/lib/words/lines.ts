import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';

type Words = (values: never, options: { locale: Language }) => string;

/** What the pipeline says in one line of English, and the message that says it in the reader's language. */
const LINES: [said: RegExp, words: Words][] = [
  [/^(?<column>\w+) has a value that the mapping does not list$/s, m.line_not_listed],
  [/^(?<column>\w+) is missing$/s, m.line_missing],
  [/^(?<column>\w+) is longer than (?<n>\d+) characters$/s, m.line_too_long],
  [/^(?<column>\w+) holds a pseudonym: .+$/s, m.line_pseudonym],
  [/^a column of its own holds a pseudonym: .+$/s, m.line_pseudonym_beside],
  [/^(?<column>\w+) is not one of (?<values>.+)$/s, m.line_not_one_of],
  [/^(?<column>\w+) is not a timestamp$/s, m.line_no_timestamp],
  [/^(?<column>\w+) is not between 2000 and 2099$/s, m.line_no_year],
  [/^(?<column>\w+) is not a date$/s, m.line_no_date],
  [/^(?<column>\w+) is not a whole number from 0$/s, m.line_no_whole],
  [/^(?<column>\w+) is not a number$/s, m.line_no_number],
  [/^(?<column>\w+) is not an ISO 4217 code$/s, m.line_no_currency],
  [/^(?<column>\w+) is not an IANA time zone$/s, m.line_no_zone],
  [/^the row has bytes that are not (?<encoding>[\w-]+)$/s, m.line_bytes],
  [/^the row does not split into columns: missing columns$/s, m.line_few_cells],
  [/^the row does not split into columns: too many columns$/s, m.line_many_cells],
  [/^the row does not split into columns: unquoted value$/s, m.line_quotes],
  [/^the row does not split into columns: .+$/s, m.line_no_split],
  [/^not a JSON object$/s, m.line_no_object],
  [/^the object has more than (?<n>\d+) members$/s, m.line_many_members_of_object],
  [/^it begins with a byte order mark$/s, m.line_by_mark],
  [/^every other byte is NUL$/s, m.line_by_nul],
  [/^it is plain ASCII$/s, m.line_by_ascii],
  [/^its bytes are valid UTF-8$/s, m.line_by_utf8],
  [/^it is not UTF-8, and its bytes are Chinese text in GB18030$/s, m.line_by_chinese],
  [/^a line is longer than (?<n>\d+) MiB: .+$/s, m.line_long_line],
  [/^(?:.+ |it )grows too much when unpacked.*$/s, m.line_grows],
  [/^the gzip is cut off: copy it again$/s, m.line_gzip_cut],
  [/^the gzip is damaged: copy it again$/s, m.line_gzip_damaged],
  [/^no header row was found.*$/s, m.line_no_header],
  [/^the header row is longer than (?<n>\d+) bytes$/s, m.line_long_header],
  [
    /^(?:the header row cannot be read: it|row \d+) has (?<n>\d+) columns: at most (?<most>\d+) are read.*$/s,
    m.line_many_columns,
  ],
  [/^the header row cannot be read: .+$/s, m.line_bad_header],
  [/^the text is neither UTF-8, UTF-16 nor GB18030.*$/s, m.line_no_encoding],
  [/^a spreadsheet of the old kind \(xls\): .+$/s, m.line_old_sheet],
  [/^a spreadsheet of OpenDocument \(ods\): .+$/s, m.line_open_document],
  [/^no log (?:named like .+? )?is in the zip \(found: (?<names>.*)\)$/s, m.line_no_log],
  [/^(?:.+ is )?an archive in an archive: .+$/s, m.line_nested],
  [/^(?<member>.+) leads out of the archive$/s, m.line_leads_out],
  [/^(?<member>.+) is a symbolic link$/s, m.line_link],
  [/^(?<member>.+) is encrypted: .+$/s, m.line_encrypted],
  [/^(?<member>.+) is packed in a way that is not read: .+$/s, m.line_packing],
  [/^it holds (?<n>\d+) files: at most (?<most>\d+) are read$/s, m.line_many_members],
  [/^the zip is damaged: .+$/s, m.line_zip_damaged],
  [/^the spreadsheet is too large: save it as CSV$/s, m.line_sheet_large],
  [/^the spreadsheet is damaged: .+$/s, m.line_sheet_damaged],
  [/^there is no sheet .*\(found: (?<names>.*)\).*$/s, m.line_no_sheet],
  [/^the file cannot be read: .+$/s, m.line_unreadable],
  [/^there is no column (?<column>.+?) \(found: (?<names>.*)\): .+$/s, m.line_no_column],
  [/^no line names the columns (?<names>.+): is it read with the right mapping\?.*$/s, m.line_no_names],
  [/^columns\.(?<column>\w+) is missing: \w+ require it$/s, m.line_rule_missing],
  [/^(?:.+: )?the disk is full: .+$/s, m.line_disk_full],
  [/^memory ran out: .+$/s, m.line_no_memory],
  [/^(?:.+ )?cannot be written to: .+$/s, m.line_no_write],
  [/^(?:.+: )?the disk or a file on it is damaged: .+$/s, m.line_damaged],
  [/^(?:.+ )?is being written to by another process.*$/s, m.line_locked],
  [/^(?:.+ )?is (?:missing|another key), and the payers .+$/s, m.line_key],
  [/^(?<category>.+) is no category of the contract: .+$/s, m.line_no_category],
  [/^(?<code>.+) is (?<one>\w+) and (?<other>\w+): leave one of the two$/s, m.line_two_categories],
  [/^the overrides cannot be read: .+$/s, m.line_overrides],
];

/** What stands before a line: the file that it is said of. */
const OF_FILE = /^(?<file>.{2,}?): (?<rest>.+)$/s;

function told(line: string, language: Language): string | undefined {
  for (const [said, words] of LINES) {
    const found = said.exec(line);
    if (found) return words({ ...found.groups } as never, { locale: language });
  }
  return undefined;
}

/**
 * A line of the pipeline (a reason for a reject, a refusal) in the reader's language; one that has no words there stays
 * as it is.
 */
export function lineWords(line: string, language: Language): string {
  const { file = '', rest = '' } = OF_FILE.exec(line)?.groups ?? {};
  const ofFile = told(rest, language);
  if (ofFile === undefined) return told(line, language) ?? line;
  return `${file.split(/[\\/]/).at(-1)}${language === 'en' ? ': ' : '：'}${ofFile}`;
}
