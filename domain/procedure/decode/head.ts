import { present } from '../present.ts';
import type { Procedure, StopRule } from '../procedure.ts';
import { type Entry, entriesOf, Fields } from '../reading/fields.ts';
import { nodesOf } from '../reading/list.ts';
import type { Reading } from '../reading/reading.ts';
import { readSimple } from '../reading/simple.ts';
import type { Level } from '../../program/program.ts';
import { readName } from '../reading/name.ts';
import { decodeOwnRules } from './ownRules.ts';
import { LEVEL, LIMITS, PROCEDURE, TASKS } from '../vocabulary/head.ts';
import type { LookUp } from '../vocabulary/lookUps.ts';
import type { Value } from '../vocabulary/value.ts';

export type Head = Omit<Procedure, 'facts' | 'clock' | 'variants' | 'steps'>;

/** Everything above and between the large sections: what it is, who owns it, what stops it, what it must not exceed. */
export function decodeHead(reading: Reading, fields: Fields<typeof PROCEDURE>): Head {
  const stopWhen = fields.entry('stop-when');
  const only = fields.entry('stop-only-in');
  const limits = fields.entry('limits');
  const verify = fields.entry('verify-before-contact');
  const tasks = fields.entry('tasks');
  const levels = fields.entry('levels');
  const rules = fields.entry('rules');
  return present<Head>({
    procedure: fields.read('procedure') ?? '',
    version: fields.read('version') ?? 0,
    title: fields.read('title') ?? '',
    about: fields.read('about'),
    owner: fields.read('owner') ?? '',
    locale: fields.read('locale') ?? '',
    sop: fields.read('sop'),
    stopWhen: stopWhen ? decodeStopRules(reading, stopWhen) : [],
    stopOnlyIn: only && decodeStopOnlyIn(reading, only),
    limits: limits ? decodeLimits(reading, limits) : {},
    verify: verify ? decodeVerify(reading, verify) : [],
    tasks: tasks ? decodeTasks(reading, tasks) : {},
    levels: levels ? decodeLevels(reading, levels) : [],
    purpose: fields.read('purpose'),
    openCases: fields.read('open-cases-per-contact') ?? 'one',
    closingStatement: fields.read('last-message') === 'closing-statement',
    afterEnd: fields.read('after-the-end') ?? 'task',
    rules: rules && decodeOwnRules(reading, rules),
  });
}

function decodeStopRules(reading: Reading, entry: Entry): StopRule[] {
  const say = { what: '"stop-when"', example: 'stop-when: [customer-replies, case-withdrawn]' };
  return decodeWords<StopRule>(reading, entry, PROCEDURE['stop-when'].value.of, say);
}

function decodeStopOnlyIn(reading: Reading, entry: Entry): Record<string, string[]> {
  const say = { what: '"stop-only-in"', example: 'checked-in: [check-in]' };
  const only = entriesOf(reading, entry.value, say.what, entry.at) ?? [];
  const named = PROCEDURE['stop-only-in'].value.of.of;
  return Object.fromEntries(
    only.map(({ name, value, at }) => [
      name,
      nodesOf(reading, value, at, say)
        .map((node) => readSimple(reading, node, named, 'a variant', at))
        .filter((variant) => typeof variant === 'string'),
    ]),
  );
}

function decodeVerify(reading: Reading, entry: Entry): LookUp[] {
  const say = { what: '"verify-before-contact"', example: 'verify-before-contact: [appointments, notes]' };
  return decodeWords<LookUp>(reading, entry, PROCEDURE['verify-before-contact'].value.of, say);
}

function decodeLevels(reading: Reading, entry: Entry): Level[] {
  const levels = (entriesOf(reading, entry.value, '"levels"', entry.at) ?? [])
    .filter((level) => readName(reading, level, 'a level'))
    .map((level) => decodeLevel(reading, level));
  levels.forEach(({ name, days }, index) => {
    const before = levels[index - 1];
    if (!before || days > before.days) return;
    const says = `The level "${name}" comes after ${days} days, "${before.name}" before it after ${before.days}. Days must increase.`;
    reading.report('FT-PRC-DAY-ORDER', entry.at, says);
  });
  return levels;
}

function decodeLevel(reading: Reading, entry: Entry): Level {
  const what = `the level "${entry.name}"`;
  const fields = new Fields(reading, LEVEL, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  const [actions, manual] = [fields.entry('actions'), fields.entry('manual')];
  const say = (key: string) => ({ what: `"${key}"`, example: `${key}: [letter, email]` });
  return reading.place<Level>(
    {
      name: entry.name,
      days: fields.read('days') ?? 0,
      actions: actions ? decodeWords(reading, actions, LEVEL.actions.value.of, say('actions')) : [],
      manual: manual ? decodeWords(reading, manual, LEVEL.manual.value.of, say('manual')) : [],
    },
    { ...fields.places, self: entry.at },
  );
}

/** A list of words, each once. */
function decodeWords<Word extends string>(
  reading: Reading,
  entry: Entry,
  allowed: Value,
  say: { what: string; example: string },
): Word[] {
  const words: string[] = [];
  for (const node of nodesOf(reading, entry.value, entry.at, say)) {
    const word = readSimple(reading, node, allowed, say.what, entry.at);
    if (typeof word !== 'string') continue;
    if (words.includes(word)) {
      const says = `"${word}" stands here a second time.`;
      reading.report('FT-PRC-VALUE-TWICE', node.range?.[0] ?? entry.at, says);
    } else words.push(word);
  }
  return words as Word[];
}

function decodeTasks(reading: Reading, entry: Entry): Procedure['tasks'] {
  const what = '"tasks"';
  const fields = new Fields(reading, TASKS, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  return present<Procedure['tasks']>({
    limitHours: fields.read('limit-hours'),
    escalateTo: fields.read('escalate-to'),
  });
}

function decodeLimits(reading: Reading, entry: Entry): Procedure['limits'] {
  const what = '"limits"';
  const fields = new Fields(reading, LIMITS, entriesOf(reading, entry.value, what, entry.at), what, entry.at);
  return present<Procedure['limits']>({ attemptsPerRound: fields.read('attempts-per-round') });
}
