import { prose } from './markdown.ts';
import { IMPORT } from '../domain/intake/vocabulary.ts';
import { PROCEDURE } from '../domain/procedure/vocabulary/head.ts';
import { type Keys, RESERVED_KEYS, type Value } from '../domain/procedure/vocabulary/value.ts';
import { ACTS, VERBS } from '../domain/procedure/vocabulary/verbs.ts';

/** docs/vocabulary.md: every word a procedure file can use, from the tables that the decoder reads. */
export function vocabularyPage(): string {
  return [
    '# The vocabulary of procedures',
    '',
    'Written by `npm run schema` from `domain/procedure/vocabulary/`; do not edit it by hand.',
    'A file is YAML 1.2 without anchors, aliases, tags and merge keys. Hours are quoted. No key may be ' +
      `${RESERVED_KEYS.map(code).join(', ')}.`,
    '',
    '## Keys',
    '',
    ...keysTable(PROCEDURE),
    ...nested(PROCEDURE),
    '## Verbs',
    '',
    'Each item of `do` has one verb, and beside it the keys that belong to the verb.',
    '',
    '| verb | value | beside it | what it does |',
    '|---|---|---|---|',
    ...Object.entries(VERBS).map(([name, verb]) => {
      const beside = verb.branches
        ? 'the options, `otherwise`'
        : Object.keys(verb.beside).map(code).join(', ');
      return `| ${code(name)} | ${form(verb.value)} | ${beside} | ${prose(verb.means)} |`;
    }),
    '',
    '## Keys beside a verb',
    '',
    ...keysTable(Object.assign({}, ...Object.values(VERBS).map((verb) => verb.beside)) as Keys),
    '## Acts',
    '',
    'What cannot be undone needs a delivered warning from an earlier step and an approval.',
    '',
    '| act | what it does | can be undone |',
    '|---|---|---|',
    ...Object.entries(ACTS).map(
      ([name, act]) => `| ${code(name)} | ${prose(act.means)} | ${act.irreversible ? 'no' : 'yes'} |`,
    ),
    '',
    '## Lists: import.yaml',
    '',
    'Beside procedure.yaml it says how the rows of a CSV list or report become cases.',
    '',
    ...keysTable(IMPORT),
    ...nested(IMPORT),
  ].join('\n');
}

const code = (word: string): string => `\`${word}\``;

function keysTable(keys: Keys): string[] {
  const rows = Object.entries(keys).map(([name, key]) => {
    const must = key.required ? ' (required)' : '';
    return `| ${code(name)}${must} | ${form(key.value)} | ${prose(key.means)} |`;
  });
  return ['| key | value | what it means |', '|---|---|---|', ...rows, ''];
}

/** A section for each key that holds keys of its own, and a list of words for each that has a closed list. */
function nested(keys: Keys): string[] {
  return Object.entries(keys).flatMap(([name, { value }]) => {
    const inner = keysIn(value);
    const words = value.kind === 'list' ? value.of : value;
    if (words.kind === 'one-of') {
      const meanings = Object.entries(words.words).map(([word, means]) => `- ${code(word)}: ${prose(means)}`);
      return [`### Words of ${code(name)}`, '', ...meanings, ''];
    }
    return inner ? [`### Keys of ${heading(name, value)}`, '', ...keysTable(inner), ...nested(inner)] : [];
  });
}

function heading(name: string, value: Value): string {
  if (value.kind === 'map') return `${value.key} in ${code(name)}`;
  return value.kind === 'list' ? `one of ${code(name)}` : code(name);
}

function keysIn(value: Value): Keys | undefined {
  if (value.kind === 'keys') return value.keys;
  if (value.kind === 'map' || value.kind === 'list') return keysIn(value.of);
  return value.kind === 'either' ? value.of.map(keysIn).find((keys) => keys !== undefined) : undefined;
}

/** How a value is written, in a few words. */
function form(value: Value): string {
  switch (value.kind) {
    case 'text':
      return 'text';
    case 'name':
      return 'name, such as `last-reminder`';
    case 'locale':
      return '`en` or `en-AU`';
    case 'hour':
      return 'hour, such as `"09:00"`';
    case 'whole':
      return `whole number from ${value.from}`;
    case 'flag':
      return '`true` or `false`';
    case 'one-of':
      return Object.keys(value.words).map(code).join(', ');
    case 'list':
      return `list of: ${form(value.of)}`;
    case 'map':
      return `for ${value.key}: ${form(value.of)}`;
    case 'keys':
      return 'keys, see below';
    case 'either':
      return value.of.map(form).join('; or ');
    case 'item':
      return 'items, see Verbs';
  }
}
