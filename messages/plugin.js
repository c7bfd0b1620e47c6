/**
 * Reads messages/*.json for paraglide, offline: the part of inlang's message format that these files use.
 * A message is a text with {parameters}, or, where a count changes the words, one with plural variants:
 * `[{ "declarations": ["input n", "local nPlural = n: plural"], "selectors": ["nPlural"],
 *     "match": { "nPlural=one": "…", "nPlural=*": "…" } }]`.
 * It must stay one file without imports, since inlang evaluates its text.
 */
const key = 'plugin.payweather.messages';

const variable = (name) => ({ type: 'variable-reference', name });

function parsePattern(text) {
  return text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((part) =>
      /^\{\w+\}$/.test(part)
        ? { type: 'expression', arg: variable(part.slice(1, -1)) }
        : { type: 'text', value: part },
    );
}

function parseDeclaration(text) {
  const input = /^input (\w+)$/.exec(text);
  if (input) return { type: 'input-variable', name: input[1] };
  const local = /^local (\w+) = (\w+): (\w+)$/.exec(text);
  if (!local) throw new Error(`messages: cannot read the declaration "${text}"`);
  const annotation = { type: 'function-reference', name: local[3], options: [] };
  return {
    type: 'local-variable',
    name: local[1],
    value: { type: 'expression', arg: variable(local[2]), annotation },
  };
}

function parseMatch(text) {
  return text.split(',').map((part) => {
    const [name, value] = part.trim().split('=');
    return value === '*'
      ? { type: 'catchall-match', key: name }
      : { type: 'literal-match', key: name, value };
  });
}

function parseMessage(value) {
  if (typeof value !== 'string') {
    const [{ declarations, selectors, match }] = value;
    return {
      declarations: declarations.map(parseDeclaration),
      selectors: selectors.map(variable),
      variants: Object.entries(match).map(([when, text]) => ({
        matches: parseMatch(when),
        pattern: parsePattern(text),
      })),
    };
  }
  const pattern = parsePattern(value);
  const inputs = pattern.filter((part) => part.type === 'expression').map((part) => part.arg.name);
  return {
    declarations: [...new Set(inputs)].map((name) => ({ type: 'input-variable', name })),
    selectors: [],
    variants: [{ matches: [], pattern }],
  };
}

function toBeImportedFiles({ settings }) {
  return settings.locales.flatMap((locale) =>
    settings[key].pathPattern.map((path) => ({ locale, path: path.replace('{locale}', locale) })),
  );
}

function importFiles({ files }) {
  const bundles = new Map();
  const messages = [];
  const variants = [];
  for (const { locale, content } of files) {
    for (const [id, value] of Object.entries(JSON.parse(new TextDecoder().decode(content)))) {
      const message = parseMessage(value);
      const known = bundles.get(id) ?? { id, declarations: [] };
      const names = new Set(known.declarations.map((one) => one.name));
      known.declarations.push(...message.declarations.filter((one) => !names.has(one.name)));
      bundles.set(id, known);
      messages.push({ bundleId: id, locale, selectors: message.selectors });
      variants.push(
        ...message.variants.map((one) => ({ messageBundleId: id, messageLocale: locale, ...one })),
      );
    }
  }
  return { bundles: [...bundles.values()], messages, variants };
}

export default { key, toBeImportedFiles, importFiles };
