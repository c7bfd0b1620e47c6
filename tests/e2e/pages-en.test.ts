import { describe } from 'vitest';
import { describePages } from './pages.ts';

describe('every page in English', () => describePages('en'));
