import { describe } from 'vitest';
import { describePages } from './pages.ts';

describe('every page in Chinese', () => describePages('zh-CN'));
