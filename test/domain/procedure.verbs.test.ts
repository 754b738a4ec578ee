import { describe, expect, test } from '@jest/globals';
import { VERBS } from '../../domain/procedure/vocabulary/verbs.ts';
import { compile } from '../../domain/compile/compile.ts';
import { dayWith, withLevels } from './procedureText.ts';

/** Each verb as it is written, as it is read, and as it is compiled. */
const VERB_TESTS: Record<string, () => void> = {
  note: () => {
    const { items, operations } = dayWith('- note: reminder');
    expect(items).toEqual([{ verb: 'note', name: 'reminder' }]);
    expect(operations).toEqual([
      { op: 'perform', step: 'day-2', key: 'day-2/1', effects: [{ verb: 'note', name: 'reminder' }] },
    ]);
  },
  'send-portal': () => {
    const { items, operations } = dayWith('- send-portal: reminder');
    expect(items).toEqual([{ verb: 'send', channel: 'portal', name: 'reminder' }]);
    expect(operations).toMatchObject([{ effects: [{ verb: 'send', channel: 'portal', name: 'reminder' }] }]);
  },
  'send-email': () => {
    const { items, operations } = dayWith(
      '- send-email: reminder\n  warns-of: proceed\n- act: proceed\n- end: proceeded',
    );
    const send = { verb: 'send', channel: 'email', name: 'reminder', warnsOf: 'proceed' };
    expect(items[0]).toEqual(send);
    expect(operations).toMatchObject([{ effects: [send, { verb: 'act' }], ends: 'proceeded' }]);
  },
  'send-text': () => {
    const { items, operations } = dayWith('- send-text: reminder');
    expect(items).toEqual([{ verb: 'send', channel: 'text', name: 'reminder' }]);
    expect(operations).toMatchObject([{ effects: [{ verb: 'send', channel: 'text', name: 'reminder' }] }]);
  },
  call: () => {
    const { items, operations } = dayWith('- call: script\n  for: desk\n- send-text: reminder');
    expect(items[0]).toEqual({ verb: 'call', name: 'script', role: 'desk' });
    expect(operations).toMatchObject([
      { key: 'day-2/1', effects: [{ verb: 'call', name: 'script', role: 'desk' }] },
      { key: 'day-2/2', effects: [{ verb: 'send', channel: 'text' }] },
    ]);
  },
  tell: () => {
    const { items, operations } = dayWith('- tell: report\n  for: manager\n- note: after');
    expect(items[0]).toEqual({ verb: 'tell', name: 'report', role: 'manager' });
    expect(operations).toMatchObject([{ effects: [{ verb: 'tell', name: 'report' }, { verb: 'note' }] }]);
  },
  review: () => {
    const { procedure } = withLevels();
    expect(procedure.steps[0]?.do).toEqual([{ verb: 'review', name: 'statement', role: 'desk' }]);
    const { operations, levels } = compile(procedure, 'long', 'hash');
    expect(operations).toEqual([
      { op: 'wait', step: 'level-reached' },
      {
        op: 'perform',
        step: 'level-reached',
        key: 'level-reached/1',
        effects: [{ verb: 'review', name: 'statement', role: 'desk' }],
      },
      { op: 'repeat', step: 'level-reached' },
    ]);
    expect(levels).toEqual([{ name: 'friendly', days: 7, actions: ['email'], manual: ['ring'] }]);
  },
  'look-up': () => {
    const { items, operations } = dayWith('- look-up: email-opens\n- note: after');
    expect(items[0]).toEqual({ verb: 'look-up', name: 'email-opens' });
    expect(operations).toMatchObject([
      { key: 'day-2/1', effects: [{ verb: 'look-up', name: 'email-opens' }] },
      { key: 'day-2/2', effects: [{ verb: 'note', name: 'after' }] },
    ]);
  },
  ask: () => {
    const { items, operations } = dayWith(
      '- note: before\n- ask: cancel\n  of: manager\n- act: cancel\n  approved-by: manager\n- end: cancelled',
    );
    expect(items[1]).toEqual({ verb: 'ask', name: 'cancel', role: 'manager' });
    expect(operations).toMatchObject([
      { key: 'day-2/1', effects: [{ name: 'before' }] },
      { op: 'gate', key: 'day-2/2-gate', act: 'cancel', approver: 'manager', warnedBy: null },
      { op: 'gate', key: 'day-2/3-gate', act: 'cancel', warnedBy: 'day-1' },
      { op: 'perform', effects: [{ verb: 'act', name: 'cancel' }], ends: 'cancelled' },
    ]);
  },
  task: () => {
    const { items, operations } = dayWith(
      '- note: before\n- task: release\n  for: production\n- note: after',
    );
    const task = { verb: 'task', name: 'release', role: 'production' };
    expect(items[1]).toEqual(task);
    expect(operations).toMatchObject([
      { key: 'day-2/1', effects: [{ name: 'before' }, task] },
      { key: 'day-2/2', effects: [{ name: 'after' }] },
    ]);
  },
  act: () => {
    const { items, operations } = dayWith(
      '- note: before\n- act: cancel\n  approved-by: manager\n- note: after',
    );
    expect(items[1]).toEqual({ verb: 'act', name: 'cancel', approvedBy: 'manager' });
    expect(operations).toEqual([
      { op: 'perform', step: 'day-2', key: 'day-2/1', effects: [{ verb: 'note', name: 'before' }] },
      {
        op: 'gate',
        step: 'day-2',
        key: 'day-2/2-gate',
        act: 'cancel',
        approver: 'manager',
        warnedBy: 'day-1',
      },
      {
        op: 'perform',
        step: 'day-2',
        key: 'day-2/2',
        effects: [
          { verb: 'act', name: 'cancel', irreversible: true },
          { verb: 'note', name: 'after' },
        ],
      },
    ]);
  },
  choose: () => {
    const { items, operations } = dayWith(
      '- note: before\n- choose: way\n  b:\n    - note: on-b\n  otherwise:\n    - note: on-the-rest\n- note: after',
    );
    expect(items[1]).toEqual({
      verb: 'choose',
      fact: 'way',
      branches: [
        { option: 'b', do: [{ verb: 'note', name: 'on-b' }] },
        { option: 'otherwise', do: [{ verb: 'note', name: 'on-the-rest' }] },
      ],
    });
    expect(operations).toMatchObject([
      { key: 'day-2/1', effects: [{ name: 'before' }] },
      { key: 'day-2/2', effects: [{ name: 'on-b' }], only: { fact: 'way', is: ['b'] } },
      { key: 'day-2/3', effects: [{ name: 'on-the-rest' }], only: { fact: 'way', isNot: ['b'] } },
      { key: 'day-2/4', effects: [{ name: 'after' }] },
    ]);
    expect(operations[3]).not.toHaveProperty('only');
  },
  end: () => {
    const { items, operations } = dayWith('- task: call\n  for: desk\n- end: handed-over');
    expect(items[1]).toEqual({ verb: 'end', outcome: 'handed-over' });
    expect(operations).toMatchObject([{ effects: [{ verb: 'task' }], ends: 'handed-over' }]);
  },
};

describe('each verb can be written, is read and becomes operations', () => {
  test.each(Object.keys(VERBS))('%s', (verb) => {
    expect(Object.keys(VERB_TESTS)).toContain(verb);
    VERB_TESTS[verb]?.();
  });

  test('an option that a variant does not offer leaves no operation in it, and no guard for the rest', () => {
    const items =
      '- choose: way\n  c:\n    - note: on-c\n  otherwise:\n    - note: on-the-rest\n- note: after';
    const { operations } = dayWith(items, 'short');
    expect(operations).toEqual([
      {
        op: 'perform',
        step: 'day-2',
        key: 'day-2/1',
        effects: [
          { verb: 'note', name: 'on-the-rest' },
          { verb: 'note', name: 'after' },
        ],
      },
    ]);
  });
});
