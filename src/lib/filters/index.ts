export * from './boards.ts';
export * from './filter.ts';
export * from './links.ts';
export * from './selection.ts';
export * from './shortcuts.ts';
export * from './windows.ts';
