import { PROCEDURE } from './head.ts';
import {
  HOUR_PATTERN,
  type Keys,
  LOCALE_PATTERN,
  MAX_WHOLE,
  NAME_PATTERN,
  RESERVED_KEYS,
  type Value,
} from './value.ts';
import { OTHERWISE, VERBS, type Verb } from './verbs.ts';

export type Schema = { [keyword: string]: unknown };

/** The JSON Schema (draft 2020-12) with which an editor completes and marks procedure files. Built from the vocabulary. */
export function procedureSchema(): Schema {
  const plain = Object.keys(VERBS).filter((name) => !VERBS[name]?.branches);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A procedure of Followthrough',
    ...keysSchema(PROCEDURE),
    $defs: {
      ...Object.fromEntries(Object.entries(VERBS).map(([name, verb]) => [name, verbSchema(name, verb)])),
      'item-in-a-branch': { anyOf: plain.map(reference) },
      item: { anyOf: Object.keys(VERBS).map(reference) },
    },
  };
}

const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

function keysSchema(keys: Keys, one: readonly string[] = []): Schema {
  const required = Object.keys(keys).filter((name) => keys[name]?.required);
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(keys).map(([name, key]) => [
        name,
        { description: key.means, ...valueSchema(key.value) },
      ]),
    ),
    ...(required.length > 0 ? { required } : {}),
    ...(one.length > 0 ? { oneOf: one.map((name) => ({ required: [name] })) } : {}),
    additionalProperties: false,
  };
}

function valueSchema(value: Value): Schema {
  switch (value.kind) {
    case 'text':
      return { type: 'string', pattern: '\\S' };
    case 'name':
      return { type: 'string', pattern: NAME_PATTERN };
    case 'locale':
      return { type: 'string', pattern: LOCALE_PATTERN };
    case 'hour':
      return { type: 'string', pattern: HOUR_PATTERN };
    case 'whole':
      return { type: 'integer', minimum: value.from, maximum: MAX_WHOLE };
    case 'flag':
      return { type: 'boolean' };
    case 'one-of':
      return {
        oneOf: Object.entries(value.words).map(([word, description]) => ({ const: word, description })),
      };
    case 'list':
      return { type: 'array', items: valueSchema(value.of), ...(value.empty ? {} : { minItems: 1 }) };
    case 'map':
      return {
        type: 'object',
        propertyNames: { pattern: NAME_PATTERN, not: { enum: [...RESERVED_KEYS] } },
        additionalProperties: valueSchema(value.of),
      };
    case 'keys':
      return keysSchema(value.keys, value.one);
    case 'either':
      return { anyOf: value.of.map(valueSchema) };
    case 'item':
      return reference(value.plain ? 'item-in-a-branch' : 'item');
  }
}

function verbSchema(name: string, verb: Verb): Schema {
  const own = { [name]: { means: verb.means, required: true, value: verb.value }, ...verb.beside } as const;
  const schema: Schema = { description: verb.means, ...keysSchema(own) };
  if (!verb.branches) return schema;
  const branch = valueSchema({ kind: 'list', of: { kind: 'item', plain: true }, empty: true });
  return {
    ...schema,
    properties: {
      ...(schema['properties'] as Schema),
      [OTHERWISE]: { description: 'What is done for every option that has no branch of its own.', ...branch },
    },
    additionalProperties: branch,
    minProperties: 2,
  };
}
