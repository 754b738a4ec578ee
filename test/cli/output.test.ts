import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CommandError } from '../../cli/errors.ts';
import { readMoment } from '../../cli/input/moments.ts';
import { previewText } from '../../cli/output/erasureView.ts';
import { outboxView } from '../../cli/output/outboxView.ts';
import { table, wrap } from '../../cli/output/table.ts';
import { taskRows } from '../../cli/output/taskRows.ts';
import { effectWords, eventWords, waitingWords } from '../../cli/output/wording.ts';
import type { Stop } from '../../domain/gate/stops.ts';
import type { OutboxEntry } from '../../ledger/schema.ts';
import { Stops } from '../../cli/up/stops.ts';

const PROGRAM = new URL('../../domain/program/', import.meta.url);

describe('what people read', () => {
  test('every entry that a timeline can have is a sentence', () => {
    const sources = readdirSync(PROGRAM, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), PROGRAM), 'utf8'));
    const words = new Set(
      sources.flatMap((text) => [...text.matchAll(/what: '([a-z-]+)'/g)].map(([, word = '']) => word)),
    );
    expect(words.size).toBeGreaterThan(15);
    const unknown = [...words].filter(
      (what) => eventWords({ what, about: 'a', because: 'b' }) === `${what} a b`,
    );
    expect(unknown).toEqual([]);
  });

  test('effects are named by what is done, with what and by which channel', () => {
    expect(effectWords('day-1/1/send-portal:reminder-1')).toBe('send reminder-1 (portal)');
    expect(effectWords('note:original-alert')).toBe('note original-alert');
    expect(effectWords('01a20645-e275-7558-ba45-34711922de92')).toBe('the reply');
  });

  test('what a person was asked about does not read like the name of a task', () => {
    const decided = { what: 'task-done', about: 'cancel@1773900000000', because: 'as-on-rx' };
    expect(eventWords(decided)).toBe('answered by a person who was asked about "cancel": as-on-rx');
  });

  test('a task says in its row why it is not to be done now', () => {
    const task = {
      id: 'a'.repeat(36),
      case_id: 'c',
      due_at: null,
      assignee: null,
      role: 'desk',
      options: [],
    };
    const shown = (stopped: Stop | null) =>
      taskRows([{ ...task, escalated: 0, show_at: null, stopped, title: 'T' } as never], new Map())[0]?.at(
        -1,
      );
    expect(shown(null)).toBe('T');
    expect(shown('answered')).toBe('T, not yet: deal with the reply first');
    expect(shown('held')).toBe('T, not yet: a hold of the case has been asked for');
  });

  test('a hold without an end waits for a person', () => {
    expect(waitingWords('hold:hold', null)).toBe('a person to resume it');
    expect(waitingWords('hold:hold', 1)).toBe('the end of the hold');
    expect(waitingWords('step:day-2', 1)).toBe('day 2');
  });

  test('a table is aligned and only its last column is wrapped', () => {
    const rows = [
      ['a', 'one two three four five six seven'],
      ['longer', 'x'],
    ];
    expect(table(rows, 28).split('\n')).toEqual([
      'a       one two three four',
      '        five six seven',
      'longer  x',
    ]);
    expect(table(rows, Number.POSITIVE_INFINITY).split('\n')).toHaveLength(2);
  });

  test('a message of the outbox begins with what it is, to whom and when; its id comes last', () => {
    const at = Date.parse('2026-03-10T16:00:00Z');
    const id = '0198c0de-0000-7000-8000-000000000001';
    const entry = { intent_id: id, case_id: 'lab:crm:7', at, subject: 'Your case', text: 'Dear Pat' };
    const view = (more: object) =>
      outboxView([{ ...entry, ...more } as OutboxEntry], new Map([['lab:crm:7', 'UTC']]), true).split('\n');
    const sent = { verb: 'send', channel: 'email', name: 'reminder', recipient: 'pat@example.com' };
    expect(view(sent)).toEqual([
      '── Tue 10 Mar 2026 16:00 (UTC) · email reminder to pat@example.com · lab:crm:7',
      '   Your case',
      '',
      '   Dear Pat',
      `   (${id})`,
    ]);
    const note = { verb: 'note', channel: 'note', name: 'original-alert', recipient: id };
    expect(view(note)[0]).toBe('── Tue 10 Mar 2026 16:00 (UTC) · note original-alert · lab:crm:7');
    const told = { verb: 'note', channel: 'tell', name: 'handed-over', recipient: 'case-team' };
    expect(view(told)[0]).toContain('· message handed-over to case-team ·');
  });

  test('cases that stay when a person is erased stand one a line, rehearsals and samples counted apart', () => {
    const others = ['quote:crm:1', 'quote:crm:2', 'quote:rehearsal:3', 'quote:sample:4'];
    const text = previewText(
      {
        cases: [
          { id: 'quote:crm:5', procedure: 'quote', status: 'waiting' },
          { id: 'quote:sample:6', procedure: 'quote', status: 'closed' },
        ],
        addresses: 0,
        sharedAddresses: 1,
        others,
        rehearsals: ['quote:rehearsal:3', 'quote:sample:4', 'quote:sample:6'],
        removed: {},
        pseudonymised: {},
        kept: [],
      },
      80,
    );
    expect(text).toContain('erase 2 cases (1 open, 1 of them rehearsals or samples)');
    expect(text).toMatch(/quote:sample:6 +closed, a rehearsal or sample$/m);
    expect(text).toContain(
      'those cases stay:\n  quote:crm:1\n  quote:crm:2\n  and 2 of rehearsals and samples\n',
    );
  });

  test('a word longer than the line is not cut', () => {
    expect(wrap('case-alert:lab-crm:alert-1001 is open', 10)).toEqual([
      'case-alert:lab-crm:alert-1001',
      'is open',
    ]);
  });
});

describe('moments on the command line', () => {
  test.each([
    ['2026-03-09', '2026-03-09T07:00:00.000Z'],
    ['2026-03-09 14:30', '2026-03-09T21:30:00.000Z'],
    ['2026-03-09T14:30', '2026-03-09T21:30:00.000Z'],
    ['2026-03-09T14:30:00+01:00', '2026-03-09T13:30:00.000Z'],
  ])('%s is read in the zone of the case', (text, iso) => {
    expect(new Date(readMoment(text, 'America/Los_Angeles')).toISOString()).toBe(iso);
  });

  test.each(['tomorrow', '9.3.2026', '2026-02-30'])('%s is refused', (text) => {
    expect(() => readMoment(text, 'America/Los_Angeles')).toThrow(CommandError);
  });
});

describe('stopping', () => {
  test('goes from the last started to the first, and neither a failure nor a slow part holds up the others', async () => {
    const stopped: string[] = [];
    const complaints: string[] = [];
    const stops = new Stops();
    stops.add('first', 1_000, async () => void stopped.push('first'));
    stops.add('slow', 20, () => new Promise(() => undefined));
    stops.add('broken', 1_000, () => Promise.reject(new Error('no')));
    stops.add('last', 1_000, async () => void stopped.push('last'));
    await Promise.all([stops.stop((text) => complaints.push(text)), stops.stop(() => undefined)]);
    expect(stopped).toEqual(['last', 'first']);
    expect(complaints).toEqual([
      'broken did not stop cleanly: no',
      'slow has not stopped after 0.02 s; going on without it.',
    ]);
  });
});
