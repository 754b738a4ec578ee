import { describe, expect, test } from '@jest/globals';
import { saidBy } from '../../client/saidBy.ts';
import type { Command } from '../../ledger/schema.ts';
import type { ToldEntry } from '../../ledger/timeline.ts';

const NINE = Date.parse('2026-03-09T16:00:00Z');
const HOUR = 3_600_000;

function entry(at: number, what: string, more: Partial<ToldEntry> = {}): ToldEntry {
  return {
    id: `${at}`,
    case_id: 'case',
    key: `${at} ${what}`,
    at,
    round: 1,
    what,
    about: null,
    because: null,
    intent_id: null,
    recorded_at: at,
    said_by: null,
    said: null,
    said_until: null,
    ...more,
  };
}

function asked(at: number, name: string, actor: string, args: object = {}): Command {
  return {
    id: `${at}`,
    case_id: 'case',
    name,
    args,
    actor,
    created_at: at,
    delivered_at: at + 10,
    answered_at: at + 20,
    answer: {},
    error: null,
  };
}

const who = (...given: Parameters<typeof saidBy>) =>
  saidBy(...given).map(({ what, by, note }) => [what, by, note]);

describe('Who did what in a case', () => {
  test('a hold is by whoever asked for it, with what they said, and the timer that ends it is by nobody', () => {
    const entries = [entry(NINE, 'opened'), entry(NINE + HOUR, 'held'), entry(NINE + 9 * HOUR, 'hold-over')];
    const commands = [asked(NINE + HOUR - 5, 'hold', 'sam', { until: null, note: 'on holiday' })];
    expect(who(entries, commands, [], false)).toEqual([
      ['opened', null, null],
      ['held', 'sam', 'on holiday'],
      ['hold-over', null, null],
    ]);
  });

  test('a task that is done names the person, and what followed from it at once is by the same', () => {
    const entries = [
      entry(NINE, 'task-done', { about: 'reply-1', because: 'settle' }),
      entry(NINE, 'ended', { because: 'answered' }),
    ];
    const task = { key: 'reply:1', about: 'reply-1', option: 'settle', closed_by: 'kim', note: null };
    const commands = [
      asked(NINE - 5, 'completeTask', 'kim', { task: 'reply:1', option: 'settle', note: 'all clear' }),
    ];
    expect(who(entries, commands, [task], false)).toEqual([
      ['task-done', 'kim', 'all clear'],
      ['ended', 'kim', 'all clear'],
    ]);
  });

  test('two people did two tasks with the same outcome, and neither gets the word of the other', () => {
    const entries = [
      entry(NINE, 'task-done', { about: 'day-1/task:a', because: 'done' }),
      entry(NINE + HOUR, 'task-done', { about: 'day-1/task:b', because: 'done' }),
    ];
    const tasks = ['b', 'a'].map((name) => ({
      key: `task:${name}`,
      about: `day-1/task:${name}`,
      option: 'done',
      closed_by: null,
      note: null,
    }));
    const commands = [
      asked(NINE - 9, 'completeTask', 'ann', { task: 'task:a', option: 'done' }),
      asked(NINE + HOUR - 9, 'completeTask', 'ben', { task: 'task:b', option: 'done' }),
    ];
    expect(who(entries, commands, tasks, false).map(([, by]) => by)).toEqual(['ann', 'ben']);
  });

  test('an entry from long before a request, or long after its answer, is not from it', () => {
    const entries = [entry(NINE, 'held'), entry(NINE + 5 * HOUR, 'held')];
    expect(who(entries, [asked(NINE + HOUR, 'hold', 'sam')], [], false).map(([, by]) => by)).toEqual([
      null,
      null,
    ]);
  });

  test('in skipped time the order alone decides', () => {
    const entries = [entry(NINE, 'held'), entry(NINE + HOUR, 'resumed'), entry(NINE + 2 * HOUR, 'held')];
    const commands = ['hold', 'resume', 'hold'].map((name, index) =>
      asked(NINE * 2 + index, name, `person-${index}`),
    );
    expect(who(entries, commands, [], true).map(([, by]) => by)).toEqual([
      'person-0',
      'person-1',
      'person-2',
    ]);
  });

  test('the end by the last step is by nobody, and withdrawing is not settling', () => {
    const end = (because: string) => [entry(NINE, 'ended', { because })];
    expect(who(end('proceeded'), [asked(NINE, 'settle', 'sam')], [], false)).toEqual([['ended', null, null]]);
    expect(who(end('withdrawn'), [asked(NINE, 'withdraw', 'sam')], [], false)).toEqual([
      ['ended', 'sam', null],
    ]);
  });

  test('a task that was done after the end is known from the task itself', () => {
    const entries = [entry(NINE, 'task-done', { about: 'reply-9', because: 'seen' })];
    const task = {
      key: 'late-reply:9',
      about: 'reply-9',
      option: 'seen',
      closed_by: 'kim',
      note: 'called her',
    };
    expect(who(entries, [], [task], false)).toEqual([['task-done', 'kim', 'called her']]);
  });
});
