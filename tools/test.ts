import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { requireBrowser } from './browser.ts';
import { build } from './build.ts';
import { checkTypes, generate } from './check.ts';
import { run } from './run.ts';

/** How many tests passed, and what failed: a line each, said again at the end, where a long log is read first. */
interface Tally {
  passed: number;
  failures: string[];
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const oneStep = (name: string, code: number): Tally =>
  code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [`${name}: exit code ${code}`] };

/** Names of the tests of a file that failed, or the file itself where it broke outside its tests. */
function failuresOf({
  name,
  status,
  message,
  assertionResults,
}: VitestReport['testResults'][number]): string[] {
  const line = (text: string, why = '') => `${relative('.', name)} > ${text}: ${why.split('\n')[0]}`;
  const failed = assertionResults.filter((it) => it.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [line('outside its tests', message)];
  return failed.map((it) => line(it.fullName, it.failureMessages[0]));
}

function readReport(project: string, file: string, code: number): Tally {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return oneStep(`${project} tests left no report`, code || 1);
  }
  for (const { assertionResults } of report.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') say(`not run (${status}): ${fullName}`);
    }
  }
  const failures = report.testResults.flatMap(failuresOf);
  if (code !== 0 && failures.length === 0) failures.push(`${project} tests: exit code ${code}`);
  return { passed: report.numPassedTests, failures };
}

async function vitest(...projects: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-tests-'));
  const file = join(folder, 'report.json');
  try {
    const words = [
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    return readReport(projects.join(' and '), file, await run('vitest', words));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function browserTests(): Promise<Tally> {
  process.env['PAYWEATHER_CHROMIUM'] = requireBrowser();
  return vitest('browser');
}

/** One thing that must hold. */
type Step = [name: string, step: () => Promise<Tally>];

const tool = (name: string, code: () => Promise<number>): Step => [
  name,
  async () => oneStep(name, await code()),
];

/** Everything that must hold; each step runs whatever became of the others, and those of a line beside one another. */
const STEPS: Step[][] = [
  [tool('generated files', generate)],
  [
    tool('types', checkTypes),
    tool('lint', () => run('eslint', ['.'])),
    tool('formatting', () => run('prettier', ['--check', '--log-level', 'warn', '.'])),
  ],
  [['unit, SQL, pipeline, API and architecture tests', () => vitest('shared', 'node')]],
  [tool('production build', () => build(['--logLevel', 'warn']))],
  [['browser tests', browserTests]],
];

const total: Tally = { passed: 0, failures: [] };

async function take([name, step]: Step): Promise<void> {
  const started = performance.now();
  const { passed, failures } = await step().catch((error: Error): Tally => ({
    passed: 0,
    failures: [`${name}: ${error.message}`],
  }));
  total.passed += passed;
  total.failures.push(...failures);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${name}: ${failures.length === 0 ? 'passed' : 'FAILED'} (${seconds} s)`);
}

for (const steps of STEPS) {
  say(`\n── ${steps.map(([name]) => name).join(', ')}`);
  await Promise.all(steps.map(take));
}
process.exitCode = total.failures.length === 0 ? 0 : 1;
for (const failure of total.failures) say(`failed: ${failure}`);
say(`\n${total.passed} passed, ${total.failures.length} failed`);
