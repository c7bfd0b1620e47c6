/** What every command is told by the global options. */
export interface GlobalOptions {
  db?: string;
  json?: boolean;
  /** Seconds, as written. */
  wait?: string;
  verbose?: boolean;
}

/** Writes a command's result to standard output, and waits until it is taken. */
export async function print(text: string | Uint8Array): Promise<void> {
  await new Promise<void>((done, fail) => {
    process.stdout.write(text, (error) => (error ? fail(error) : done()));
  });
}

/** Writes a result as JSON, one value on one line. */
export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value)}\n`);
}

/** Writes a line of a command's result, for people, to standard output. */
export function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Says something about the work to standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A whole number with thousands set apart: `48,212`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}
