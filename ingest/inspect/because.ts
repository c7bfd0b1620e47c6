/** What speaks for a part of a proposed mapping; words for it are the caller's. */
export type Because =
  | { code: 'shipped' | 'called'; name: string }
  | { code: 'times_like'; format: string }
  | { code: 'times' | 'states' | 'numbers' | 'smallest_unit' | 'no_unique' }
  | { code: 'states_open'; values: string[] }
  | { code: 'odd'; count: number }
  | { code: 'footer'; start: string; count: number }
  | { code: 'stand_in'; value: string };
