import { isMap, type Node } from 'yaml';
import type { Item, Step } from '../procedure.ts';
import { present } from '../present.ts';
import { type Entry, entriesOf, Fields, startOf } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import { readName } from '../reading/name.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';
import { STEP } from '../vocabulary/steps.ts';
import { decodeItem } from './items.ts';

const WHOLE = { kind: 'whole', from: 0 } as const;

/** The steps in the file's order. */
export function decodeSteps(reading: Reading, entry: Entry | undefined): Step[] {
  if (entry === undefined) return [];
  const say = { what: '"steps"', example: '- day: 1 with do: below it' };
  return nodesOf(reading, entry.value, entry.at, say).map((node) => decodeStep(reading, node));
}

function decodeStep(reading: Reading, node: Node): Step {
  const at = startOf(node);
  const fields = new Fields(reading, STEP, entriesOf(reading, node, 'a step', at), 'a step', at);
  const day = fields.entry('day');
  const items = fields.entry('do');
  const when = fields.read('when');
  if (fields.has('when') && day) {
    reading.report('FT-PRC-STEP-TIME', day.at, 'A step has either "when" or "day", not both.');
  } else if (isMap(node) && !fields.has('when') && !day) {
    reading.report('FT-PRC-STEP-TIME', at, 'A step says when it happens: "day: 3", or "when: opened".');
  }
  const step = present<Step>({
    when: when ?? 'day',
    day: day && decodeDay(reading, day),
    sop: fields.read('sop'),
    do: items ? decodeItems(reading, items) : [],
  });
  return reading.place(step, fields.places);
}

function decodeDay(reading: Reading, entry: Entry): Step['day'] {
  if (!isMap(entry.value)) return readWhole(reading, entry, '"day"');
  const days: Record<string, number> = {};
  for (const variant of entriesOf(reading, entry.value, '"day"', entry.at) ?? []) {
    const day = readWhole(reading, variant, `the day of variant "${variant.name}"`);
    if (day !== undefined && readName(reading, variant, 'a variant')) days[variant.name] = day;
  }
  return days;
}

function readWhole(reading: Reading, entry: Entry, what: string): number | undefined {
  const number = readSimple(reading, entry.value, WHOLE, what, entry.at);
  return typeof number === 'number' ? number : undefined;
}

function decodeItems(reading: Reading, entry: Entry): Item[] {
  const say = { what: '"do"', example: '- send-email: the-name-of-the-message' };
  return nodesOf(reading, entry.value, entry.at, say)
    .map((node) => decodeItem(reading, node))
    .filter((item) => item !== undefined);
}
