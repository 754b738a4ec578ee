import { describe, expect, test } from '@jest/globals';
import type { LookUpName } from '../../domain/verify/answers.ts';
import { readAnswer } from '../../domain/verify/reading/answer.ts';
import { answerAt, readScripted } from '../../domain/verify/reading/scripted.ts';

const OPENED = Date.parse('2026-03-01T09:00:00-08:00');
const DAY = 86_400_000;

const line = (value: object) => JSON.stringify(value);
const read = (...lines: object[]) => readScripted(lines.map(line).join('\n'), 'look-ups.jsonl');
const answer = (lines: ReturnType<typeof read>, days: number, occurrence = 'client-7') =>
  answerAt(lines, {
    name: 'check-in',
    case: { id: `missed-check-in:list:${occurrence}`, occurrence },
    at: OPENED + days * DAY,
    openedAt: OPENED,
  });

const IN = { matchedBy: 'id', handedIn: true };
const handedIn = { readable: true, known: true, matchedBy: 'id', data: { handedIn: true } };

describe('Scripted answers', () => {
  test('an answer holds from and until a time after the opening, by the case’s own clock', () => {
    const lines = read({ 'look-up': 'check-in', from: 'P12D', until: 'P14D', answer: IN });
    expect([11.9, 12, 13.9, 14].map((days) => answer(lines, days))).toEqual([
      undefined,
      handedIn,
      handedIn,
      undefined,
    ]);
  });

  test('or from a moment', () => {
    const lines = read({ 'look-up': 'check-in', from: '2026-03-03T09:00:00-08:00', answer: IN });
    expect(answer(lines, 1.9)).toBeUndefined();
    expect(answer(lines, 2)).toEqual(handedIn);
  });

  test('for one case, by its occurrence or its id, or for all', () => {
    const lines = (name: string) => read({ 'look-up': 'check-in', case: name, answer: IN });
    expect(answer(lines('client-7'), 1)).toEqual(handedIn);
    expect(answer(lines('missed-check-in:list:client-7'), 1)).toEqual(handedIn);
    expect(answer(lines('client-8'), 1)).toBeUndefined();
  });

  test('of several that fit the last one counts, also one that says: not readable', () => {
    const lines = read(
      { 'look-up': 'check-in', answer: IN },
      { 'look-up': 'check-in', from: 'P2D', unreadable: 'unreachable' },
      { 'look-up': 'phone', answer: { matchedBy: null } },
    );
    expect(answer(lines, 1)).toEqual(handedIn);
    expect(answer(lines, 2)).toEqual({ readable: false, why: 'unreachable' });
  });

  test.each<[string, string, string]>([
    ['is no JSON', 'booked', 'it is not JSON'],
    ['asks for what cannot be looked up', line({ 'look-up': 'weather', answer: IN }), 'look-up must be'],
    ['has neither answer nor unreadable', line({ 'look-up': 'check-in' }), 'needs either'],
    ['has an unknown key', line({ 'look-up': 'check-in', form: 'P1D', answer: IN }), 'not known'],
    ['has a time that is none', line({ 'look-up': 'check-in', from: 'soon', answer: IN }), '"from" must be'],
    [
      'has an answer of another look-up',
      line({ 'look-up': 'phone', answer: IN }),
      'Known: matchedBy, booking, crm',
    ],
  ])('a line that %s is refused with its number', (_, text, says) => {
    const refused = () => readScripted(`\n${text}`, 'look-ups.jsonl');
    expect(refused).toThrow(new RegExp(`^look-ups\\.jsonl:2: `));
    expect(refused).toThrow(new RegExp(says));
  });
});

describe('An answer is understood as a whole or not at all', () => {
  const PEEL = { at: '2026-03-20T11:00:00-07:00', service: 'Peel', kind: 'peel', status: 'booked' };
  const NOTE = { id: '1', at: PEEL.at, author: 'person', title: 'Hi', read: false };

  test('instants become numbers, and what may be absent is null', () => {
    expect(readAnswer('appointments', { matchedBy: 'email', appointments: [PEEL] })).toEqual({
      readable: true,
      known: true,
      matchedBy: 'email',
      data: { appointments: [{ ...PEEL, at: Date.parse(PEEL.at) }] },
    });
    expect(readAnswer('notes', { matchedBy: 'id', notes: [NOTE] })).toMatchObject({
      data: { notes: [{ text: null, about: null }] },
    });
    expect(readAnswer('check-in', { matchedBy: null })).toEqual({ readable: true, known: false });
  });

  test.each<[string, LookUpName, unknown, string]>([
    ['no object', 'check-in', 'yes', 'must be an object'],
    ['without saying how the client was found', 'check-in', { handedIn: true }, 'lacks "matchedBy"'],
    ['found by something else', 'check-in', { matchedBy: 'guess', handedIn: true }, 'matchedBy must be'],
    ['a flag as a word', 'check-in', { matchedBy: 'id', handedIn: 'no' }, 'handedIn must be true or false'],
    ['a key nobody knows', 'check-in', { ...IN, maybe: 1 }, 'key that is not known'],
    ['nobody, and yet something', 'check-in', { matchedBy: null, handedIn: true }, 'says nothing else'],
    [
      'a local time without its zone',
      'appointments',
      { matchedBy: 'id', appointments: [{ ...PEEL, at: '2026-03-20T11:00' }] },
      'appointments\\[0\\].at must be a date and time with its offset',
    ],
    [
      'a kind of appointment nobody knows',
      'appointments',
      { matchedBy: 'id', appointments: [{ ...PEEL, kind: 'wax' }] },
      'kind must be peel, virtual, other',
    ],
    [
      'a list without end',
      'notes',
      { matchedBy: 'id', notes: Array.from({ length: 501 }, () => NOTE) },
      'a list of up to 500',
    ],
    ['a text without end', 'notes', { matchedBy: 'id', notes: [{ ...NOTE, title: 'x'.repeat(301) }] }, '300'],
  ])('%s is refused', (_, name, value, says) => {
    expect(() => readAnswer(name, value)).toThrow(new RegExp(says));
  });
});
