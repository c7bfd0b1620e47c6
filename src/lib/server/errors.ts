/** A question that cannot be answered, with the words and the HTTP status that its asker gets. */
export class QuestionError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | null;

  constructor(status: number, code: string, message: string, field: string | null = null) {
    super(message);
    this.name = 'QuestionError';
    this.status = status;
    this.code = code;
    this.field = field;
  }

  /** The body of the refusal, as the contract has it. */
  body() {
    return { error: { code: this.code, message: this.message, field: this.field } };
  }
}

/** A key whose value the question does not understand. */
export function badKey(code: string, field: string, message: string): QuestionError {
  return new QuestionError(400, code, `${field}: ${message}`, field);
}
