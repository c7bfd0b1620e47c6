import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../tools/browser.ts';

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Starts the browser of the browser tests, headless; its sandbox is off only for root, who cannot have one. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('no Chromium was found: install one, or name one in PAYWEATHER_CHROMIUM');
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS;
  return chromium.launch({ executablePath, args, headless: true });
}
