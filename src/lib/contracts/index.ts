export * from './alerts.ts';
export * from './answers.ts';
export * from './keys.ts';
export * from './names.ts';
