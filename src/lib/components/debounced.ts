/** Milliseconds of quiet after which typing is taken for finished. */
const QUIET = 150;

/** The same act, once a run of calls has ended, with what the last of them gave. */
export function debounced<Given>(act: (given: Given) => void): (given: Given) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(given), QUIET);
  };
}
