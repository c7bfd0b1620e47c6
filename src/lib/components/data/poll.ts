import { invalidate } from '$app/navigation';

/**
 * Loads what depends on `dependency` again and again, each time after the last has come: a second request in between would
 * throw the first away, and on a slow machine none would ever come. Gives what ends it.
 */
export function poll(dependency: string, everyMs: number): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const later = () => {
    timer = setTimeout(() => void invalidate(dependency).finally(() => !isOver && later()), everyMs);
  };
  later();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
