export { sheetFile, zipOf } from '../../tools/fuzz/files.ts';

/** So many attempts, each with what is required. */
export function attemptsOf(count: number): Record<string, string>[] {
  return Array.from({ length: count }, (_, n) => ({
    attempt_id: `a${n}`,
    attempted_at: '2026-03-02 12:00:00',
    status: 'succeeded',
    campus_id: 'north',
    channel: 'alipay',
  }));
}
