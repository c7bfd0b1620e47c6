#!/usr/bin/env node
import { register } from 'tsx/esm/api';

register();
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const { run } = await import('../src/cli/main.ts');
await run(process.argv);
