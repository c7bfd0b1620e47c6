declare global {
  namespace App {
    interface Error {
      message: string;
      /** Names the fault in the server's log. */
      id?: string;
      /** What kind of refusal it was, in the words of the API. */
      code?: string;
      /** The filter that was refused. */
      field?: string | null;
    }
    interface PageData {
      theme: import('$lib/preferences.ts').Theme;
      /** The zone whose clock stands beside that of the campus; null where none does. */
      zone: string | null;
      facts: import('$lib/words/facts.ts').Facts | null;
      /** The window that a page shows where it is not all of the data. */
      shown?: { from: string; to: string };
      /** The answers that a page shows, to be taken away. */
      exports?: import('$lib/contracts/index.ts').Shown[];
    }
    interface Locals {
      theme: import('$lib/preferences.ts').Theme;
      zone: string | null;
    }
  }
}

export {};
