import { describe, expect, it } from 'vitest';
import { insideOnly, readTheme, readZone } from '../../src/lib/preferences.ts';

describe('preferences', () => {
  it.each(['Europe/Berlin', 'UTC', 'Asia/Kolkata', 'Asia/Shanghai'])(
    'take the zone %s as it is called',
    (zone) => expect(readZone(zone)).toBe(zone),
  );

  it.each(['', 'Mars/Olympus', '<script>', '../etc', 'x'.repeat(5000), null, undefined])(
    'take no zone from %s',
    (text) => expect(readZone(text)).toBeNull(),
  );

  it('take strange looks as that of the device, and go back to no other site', () => {
    expect(readTheme('neon')).toBe('auto');
    expect(readTheme('dark')).toBe('dark');
    for (const back of ['https://example.com', '//example.com', '/\\example.com', '', null])
      expect(insideOnly(back)).toBe('/');
    expect(insideOnly('/heatmap?row=1')).toBe('/heatmap?row=1');
  });
});
