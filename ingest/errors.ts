/** How a command ends when it cannot do what was asked (contract §5). */
export const EXIT = { failed: 1, usage: 2, unusable: 3 } as const;

/**
 * A refusal that the person at the keyboard can act on: `message` is one line that says what, where and what to do,
 * `exitCode` one of {@link EXIT}. The original error, if any, is kept as `cause` for `--verbose`.
 */
export class Refusal extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed, cause?: unknown) {
    super(message, { cause });
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}

/** A text from a file as a line can show it: no control characters, and so no second line. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');

const UNCHANGED = 'what is published is as it was';

/** What a machine can fail at, by the words of DuckDB and of Node, and what to do about it. */
const TROUBLES: [words: RegExp, says: (where: string) => string][] = [
  [
    /No space left|ENOSPC|EDQUOT|quota exceeded|File too large|EFBIG|max_temp_directory_size/i,
    (where) =>
      `${where}: the disk is full: free some space (payweather versions tells what versions kept take), run it again`,
  ],
  [
    /Out of Memory|bad allocation|ENOMEM/i,
    () =>
      'memory ran out: set PAYWEATHER_MEMORY_LIMIT higher (such as 4GB), or load a part at a time, and run it again',
  ],
  [
    /Read-only file system|EROFS|Permission denied|EACCES|EPERM/i,
    (where) =>
      `${where} cannot be written to: make the folder writable for this user, or name another with --db FILE`,
  ],
  [
    /Input\/output error|EIO\b|checksum|is not a valid DuckDB database|Corrupt/i,
    (where) =>
      `${where}: the disk or a file on it is damaged: look at the disk, then payweather restore a backup`,
  ],
];

/** Whether an error is the machine's, rather than that of what was read. */
export function isTrouble(error: unknown): boolean {
  return TROUBLES.slice(0, 2).some(([words]) => words.test(String(error)));
}

/**
 * An error of the machine (disk, memory, rights) in one line that says what, where and what to do; another one as
 * `otherwise` says it, or as it is.
 */
export function explained(error: unknown, where: string, otherwise?: string): unknown {
  if (error instanceof Refusal) return error;
  const [, says] = TROUBLES.find(([words]) => words.test(String(error))) ?? [];
  if (says !== undefined) return new Refusal(`${says(where)}; ${UNCHANGED}`, EXIT.failed, error);
  return otherwise === undefined ? error : new Refusal(otherwise, EXIT.failed, error);
}
