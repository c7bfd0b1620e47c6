/** Which sheet lies over the page, if any. Only ever set in a browser. */
export const sheet = $state<{ open: 'palette' | 'help' | undefined }>({ open: undefined });
