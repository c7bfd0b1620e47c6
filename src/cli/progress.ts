import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { say } from './output.ts';

/** Shows how far the reading of files has come. */
export interface Progress {
  update(file: string, percentage: number, rows: number | null): void;
  step(text: string, step: string): void;
  end(): void;
}

const FORMAT = '{file} {bar} {percentage}% | about {rows} rows | {rate} rows/s | {left} left';

function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** What a bar says at one moment: rows so far, rows a second, and the time left at that rate; – is not known. */
export function reading(
  percentage: number,
  rows: number | null,
  elapsedSeconds: number,
): { rows: string; rate: string; left: string } {
  const number = (value: number) => Math.round(value).toLocaleString('en-US');
  return {
    rows: rows === null ? '–' : number(rows),
    rate: rows === null || elapsedSeconds === 0 ? '–' : number(rows / elapsedSeconds),
    left: clock(
      percentage > 0 ? (elapsedSeconds * (100 - percentage)) / percentage : Number.POSITIVE_INFINITY,
    ),
  };
}

/** Sends each reading and step to the process that started this one, and ends with it. */
export function createParentProgress(): Progress {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const send = (message: object) => process.send?.(message);
  return {
    update: (_, percentage, rows) => void send({ step: 'read', percentage, rows }),
    step: (_, step) => void send({ step }),
    end: () => undefined,
  };
}

/** A bar on a terminal; plain lines, at most one every five seconds, elsewhere. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const bar = stream.isTTY
    ? new SingleBar({ format: FORMAT, stream, hideCursor: true, clearOnComplete: true, barsize: 24 })
    : null;
  let current = '';
  let started = 0;
  let spoken = 0;
  const stop = () => {
    if (current !== '') bar?.stop();
    current = '';
  };
  return {
    update(file, percentage, rows) {
      if (file !== current) {
        stop();
        current = file;
        started = performance.now();
        spoken = started;
        bar?.start(100, 0, { file: basename(file), rows: '–', rate: '–', left: '–' });
      }
      const words = reading(percentage, rows, (performance.now() - started) / 1000);
      bar?.update(Math.floor(percentage), words);
      if (bar === null && performance.now() - spoken > 5000) {
        spoken = performance.now();
        const size = Math.round(statSync(file).size / 1e6);
        say(
          `${basename(file)}: ${Math.floor(percentage)} % of ${size} MB, about ${words.rows} rows, ${words.left} left`,
        );
      }
    },
    step(text) {
      stop();
      say(text);
    },
    end: stop,
  };
}
