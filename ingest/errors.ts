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
