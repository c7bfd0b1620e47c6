/** What speaks for a part of a mapping that `payweather inspect --json` proposes. */
export type Because =
  | { code: 'shipped' | 'called'; name: string }
  | { code: 'times_like'; format: string }
  | { code: 'times' | 'states' | 'numbers' | 'smallest_unit' | 'no_unique' }
  | { code: 'states_open'; values: string[] }
  | { code: 'odd'; count: number }
  | { code: 'footer'; start: string; count: number }
  | { code: 'stand_in'; value: string };
