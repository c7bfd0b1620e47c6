import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-noto-cjk', 'fontconfig'];
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** The Chromium to test with: `PAYWEATHER_CHROMIUM`, else the first one on the PATH; undefined where there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['PAYWEATHER_CHROMIUM'];
  if (named !== undefined) return isExecutable(named) ? named : undefined;
  return NAMES.map(onPath).find((path) => path !== undefined);
}

/** Whether a font that draws Chinese is installed. */
function hasChineseFont(): boolean {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', ...PACKAGES], { stdio: 'inherit', env });
}

/**
 * Makes sure that there is a browser and a Chinese font, installing them where root and apt-get allow it.
 * @throws Error that says in one line what is missing and what to do
 */
export function requireBrowser(): string {
  if ((findBrowser() === undefined || !hasChineseFont()) && mayInstall()) {
    try {
      install();
    } catch (cause) {
      throw new Error(`apt-get could not install ${PACKAGES.join(', ')}: install them, then try again`, {
        cause,
      });
    }
  }
  const browser = findBrowser();
  if (browser === undefined) {
    throw new Error('no Chromium was found: install one, or name one in PAYWEATHER_CHROMIUM');
  }
  if (!hasChineseFont()) {
    throw new Error('no Chinese font was found (fc-list :lang=zh): install one, for example fonts-noto-cjk');
  }
  return browser;
}

/** Starts the browser headless; its sandbox is off only for root, who cannot have one. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error('no Chromium was found: install one, or name one in PAYWEATHER_CHROMIUM');
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS;
  return chromium.launch({ executablePath, args, headless: true });
}
