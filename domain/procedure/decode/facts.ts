import { isMap } from 'yaml';
import type { Fact } from '../procedure.ts';
import { present } from '../present.ts';
import { type Entry, entriesOf, Fields, startOf } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import { readName } from '../reading/name.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';
import { FACT, OPTION } from '../vocabulary/facts.ts';

export type Option = NonNullable<Fact['options']>[string];

/** What must be known of a case, and the options of its choices. */
export function decodeFacts(reading: Reading, entry: Entry | undefined): Record<string, Fact> {
  if (entry === undefined) return {};
  const facts = entriesOf(reading, entry.value, '"facts"', entry.at) ?? [];
  return Object.fromEntries(
    facts
      .filter((fact) => readName(reading, fact, 'a fact'))
      .map((fact) => [fact.name, decodeFact(reading, fact)]),
  );
}

function decodeFact(reading: Reading, entry: Entry): Fact {
  const what = `the fact "${entry.name}"`;
  const fields = new Fields(reading, FACT, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  const options = fields.entry('options');
  const type = fields.read('type') ?? 'text';
  const defaulted = type !== 'instant' && fields.has('default');
  const fact = present<Fact>({
    type,
    required: fields.read('optional') !== true && !defaulted,
    about: fields.read('about'),
    options: options && decodeOptions(reading, options),
    default: fields.read('default'),
    other: fields.read('any-other-text'),
  });
  return reading.place(fact, { ...fields.places, key: entry.at });
}

function decodeOptions(reading: Reading, entry: Entry): Record<string, Option> {
  const options = entriesOf(reading, entry.value, '"options"', entry.at) ?? [];
  return Object.fromEntries(
    options
      .filter((option) => readName(reading, option, 'an option'))
      .map((option) => [option.name, decodeOption(reading, option)]),
  );
}

function decodeOption(reading: Reading, entry: Entry): Option {
  const what = `the option "${entry.name}"`;
  if (!isMap(entry.value)) {
    const wording = readSimple(reading, entry.value, OPTION.wording.value, what, entry.at);
    return reading.place(
      { wording: String(wording ?? '') },
      { self: entry.at, wording: entry.value ? startOf(entry.value) : entry.at },
    );
  }
  const fields = new Fields(reading, OPTION, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  const variants = fields.entry('variants');
  const option = present<Option>({
    wording: fields.read('wording') ?? '',
    variants: variants && decodeVariantNames(reading, variants),
  });
  return reading.place(option, fields.places);
}

function decodeVariantNames(reading: Reading, entry: Entry): string[] {
  const say = { what: '"variants"', example: 'variants: ["5"]' };
  return nodesOf(reading, entry.value, entry.at, say)
    .map((node) => readSimple(reading, node, OPTION.variants.value.of, 'a variant', entry.at))
    .filter((name) => typeof name === 'string');
}
