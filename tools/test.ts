import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBrowser } from './browser.ts';
import { build } from './build.ts';
import { run } from './run.ts';

/** How many tests passed and failed. */
interface Tally {
  passed: number;
  failed: number;
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const oneStep = (code: number): Tally => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function readReport(file: string, code: number): Tally {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return { passed: 0, failed: 1 };
  }
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') say(`not run (${status}): ${fullName}`);
    }
  }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((it) => it.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function vitest(project: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-tests-'));
  const file = join(folder, 'report.json');
  try {
    const words = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    return readReport(file, await run('vitest', words));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function browserTests(): Promise<Tally> {
  process.env['PAYWEATHER_CHROMIUM'] = requireBrowser();
  return vitest('browser');
}

/** Everything that must hold; each step runs whatever became of the others. The type check writes the settings that lint reads. */
const STEPS: [name: string, step: () => Promise<Tally>][] = [
  ['formatting', async () => oneStep(await run('prettier', ['--check', '--log-level', 'warn', '.']))],
  ['types', async () => oneStep(await run('tsx', ['tools/check.ts']))],
  ['lint', async () => oneStep(await run('eslint', ['.']))],
  ['unit, SQL, pipeline, API and architecture tests', () => vitest('node')],
  ['production build', async () => oneStep(await build(['--logLevel', 'warn']))],
  ['browser tests', browserTests],
];

const total: Tally = { passed: 0, failed: 0 };
for (const [name, step] of STEPS) {
  say(`\n── ${name}`);
  const started = performance.now();
  const { passed, failed } = await step().catch((error: Error) => {
    say(error.message);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${name}: ${failed === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
}
process.exitCode = total.failed === 0 ? 0 : 1;
say(`\n${total.passed} passed, ${total.failed} failed`);
