import { page } from '$app/state';
import { MediaQuery } from 'svelte/reactivity';

const prefersDark = new MediaQuery('(prefers-color-scheme: dark)', false);

const isPrinted = new MediaQuery('print', false);

/** True while the page is dark; follows the chosen look and, on `auto`, the device. Paper is light. For drawings on a canvas. */
export function isDark(): boolean {
  const { theme } = page.data;
  if (isPrinted.current) return false;
  return theme === 'dark' || (theme !== 'light' && prefersDark.current);
}
