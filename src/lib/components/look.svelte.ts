import { page } from '$app/state';
import { MediaQuery } from 'svelte/reactivity';

const prefersDark = new MediaQuery('(prefers-color-scheme: dark)', false);

/** True while the page is dark; follows the chosen look and, on `auto`, the device. For drawings on a canvas. */
export function isDark(): boolean {
  const { theme } = page.data;
  return theme === 'dark' || (theme !== 'light' && prefersDark.current);
}
