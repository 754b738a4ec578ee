import { isMap, type Node } from 'yaml';
import type { Item, Step } from '../procedure.ts';
import { present } from '../present.ts';
import { type Entry, entriesOf, Fields, startOf } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import { readName } from '../reading/name.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';
import type { Wait } from '../../program/program.ts';
import { STEP, WAIT, WEEK_END, WEEKDAYS } from '../vocabulary/steps.ts';
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
  const wait = fields.entry('wait');
  const weekEnd = fields.entry('end-of-week');
  const when = fields.read('when');
  const times = [fields.entry('when'), day, wait, weekEnd].filter((entry) => entry !== undefined);
  const second = times[1];
  if (second) {
    const says = `A step has one time: either "${times[0]?.name}" or "${second.name}".`;
    reading.report('FT-PRC-STEP-TIME', second.at, says);
  } else if (isMap(node) && times.length === 0) {
    const says =
      'A step says when it happens: "day: 3", "when: opened", "wait: {hours: 24}" or "end-of-week:".';
    reading.report('FT-PRC-STEP-TIME', at, says);
  }
  const step = present<Step>({
    when: when ?? (wait ? 'wait' : weekEnd ? 'end-of-week' : 'day'),
    day: day && decodeDay(reading, day),
    wait: wait && decodeWait(reading, wait),
    weekEnd: weekEnd && decodeWeekEnd(reading, weekEnd),
    sop: fields.read('sop'),
    do: items ? decodeItems(reading, items) : [],
  });
  return reading.place(step, fields.places);
}

function decodeWait(reading: Reading, entry: Entry): Step['wait'] {
  const fields = new Fields(
    reading,
    WAIT,
    entriesOf(reading, entry.value, '"wait"', entry.at),
    '"wait"',
    entry.at,
  );
  const wait = present<Wait>({ hours: fields.read('hours') ?? 0, within: fields.read('within') });
  if (wait.within !== undefined && wait.within < wait.hours) {
    const says = `"within" (${wait.within}) cannot be less than "hours" (${wait.hours}).`;
    reading.report('FT-PRC-NUMBER', fields.entry('within')?.at ?? entry.at, says);
  }
  return wait;
}

function decodeWeekEnd(reading: Reading, entry: Entry): Step['weekEnd'] {
  const what = '"end-of-week"';
  const fields = new Fields(
    reading,
    WEEK_END,
    entriesOf(reading, entry.value, what, entry.at),
    what,
    entry.at,
  );
  const weekday = Object.keys(WEEKDAYS).indexOf(fields.read('weekday') ?? 'friday') + 1;
  return { weekday, at: fields.read('at') ?? '', hours: fields.read('hours') ?? 0 };
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
