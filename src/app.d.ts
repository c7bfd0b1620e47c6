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
    interface Locals {
      theme: 'auto' | 'light' | 'dark';
    }
  }
}

export {};
