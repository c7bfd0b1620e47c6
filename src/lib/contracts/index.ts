export * from './alerts.ts';
export * from './answers.ts';
export * from './incidents.ts';
export * from './keys.ts';
export * from './names.ts';
export * from './provenance.ts';
export * from './reconciliation.ts';
export * from './exports.ts';
