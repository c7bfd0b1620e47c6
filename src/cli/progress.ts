import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { SingleBar } from 'cli-progress';
import { say } from './output.ts';

/** Shows how far the reading of files has come. */
export interface Progress {
  update(file: string, percentage: number, rows: number): void;
  step(text: string): void;
  end(): void;
}

const FORMAT = '{file} {bar} {percentage}% | {rows} rows | {rate} rows/s | {left} left';

function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** What a bar says at one moment: rows so far, rows a second, and the time left at that rate. */
export function reading(
  percentage: number,
  rows: number,
  elapsedSeconds: number,
): { rate: number; left: string } {
  const rate = elapsedSeconds > 0 ? rows / elapsedSeconds : 0;
  const left = percentage > 0 ? (elapsedSeconds * (100 - percentage)) / percentage : Number.POSITIVE_INFINITY;
  return { rate, left: clock(left) };
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
        bar?.start(100, 0, { file: basename(file), rows: '0', rate: '0', left: '–' });
      }
      const { rate, left } = reading(percentage, rows, (performance.now() - started) / 1000);
      const words = {
        rows: rows.toLocaleString('en-US'),
        rate: Math.round(rate).toLocaleString('en-US'),
        left,
      };
      bar?.update(Math.floor(percentage), words);
      if (bar === null && performance.now() - spoken > 5000) {
        spoken = performance.now();
        const size = Math.round(statSync(file).size / 1e6);
        say(`${basename(file)}: ${Math.floor(percentage)} % of ${size} MB, ${words.rows} rows, ${left} left`);
      }
    },
    step(text) {
      stop();
      say(text);
    },
    end: stop,
  };
}
