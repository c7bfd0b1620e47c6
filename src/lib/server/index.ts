export { answerFrom, ask, together } from './ask.ts';
export type { GivenKeys } from './ask.ts';
export { QuestionError } from './errors.ts';
export { checkKeys, parseKeys, questionName } from './parse.ts';
export { published } from './published.ts';
export type { Answer } from './questions/index.ts';
export { closePublished, currentVersion, readiness } from './readiness.ts';
export { encode } from './encode/index.ts';
export { openApi } from './openapi.ts';
