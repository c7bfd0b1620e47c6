export * from './date.ts';
export * from './number.ts';
export * from './rate.ts';
export * from './unbroken.ts';
