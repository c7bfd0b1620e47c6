import { describe, expect, it } from 'vitest';
import { isFiltered, pressed, SHORTCUTS } from '../../src/lib/filters/shortcuts.ts';

const stroke = (key: string, more = {}) => ({ key, ctrl: false, alt: false, typing: false, ...more });

describe('shortcuts', () => {
  it('are each written once', () => {
    expect(new Set(SHORTCUTS.map(({ keys }) => keys.join(' '))).size).toBe(SHORTCUTS.length);
  });

  it('go to a page with two keys', () => {
    expect(pressed(stroke('g'))).toEqual({ began: 'g' });
    expect(pressed(stroke('h'), 'g').shortcut?.path).toBe('/heatmap');
    expect(pressed(stroke('h'))).toEqual({});
    expect(pressed(stroke('z'), 'g')).toEqual({});
  });

  it('leave a reader who types alone, but for the palette', () => {
    expect(pressed(stroke('?', { typing: true }))).toEqual({});
    expect(pressed(stroke('?')).shortcut?.id).toBe('help');
    expect(pressed(stroke('k', { ctrl: true, typing: true })).shortcut?.id).toBe('palette');
    expect(pressed(stroke('g', { ctrl: true }))).toEqual({});
  });

  it('know which pages can be filtered', () => {
    expect(['/', '/heatmap', '/data', null].map(isFiltered)).toEqual([true, true, false, false]);
  });
});
