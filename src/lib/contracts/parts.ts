/** An answer that its page can do without: where it failed, the id under which the log holds the reason. */
export type Part<Value> = { value: Value; failed: null } | { value: null; failed: string };
