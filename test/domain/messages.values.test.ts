import { describe, expect, test } from '@jest/globals';
import type { MessageContext } from '../../domain/messages/values.ts';
import { remindersPlanned, valuesFor } from '../../domain/messages/values.ts';
import { variablesOf } from '../../domain/messages/variables.ts';
import { usesOf } from '../../domain/messages/uses.ts';
import { readFacts } from '../../domain/procedure/facts.ts';
import { variantsOf } from '../../domain/procedure/timetable.ts';
import { shippedCatalog } from './support/messageFiles.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const alert = shippedProcedure('case-alert');
const followUps = shippedProcedure('three-follow-ups');
const slot = (at: string) => ({ at: Date.parse(at), until: Date.parse(at) + 1, label: '' });

const context: MessageContext = {
  variant: '2',
  case: 'A-1001',
  ownerName: 'Example Dental Lab',
  at: Date.parse('2026-03-10T16:00:00Z'),
  step: 'day-1',
  day: 1,
  attempt: 1,
  zone: 'America/Los_Angeles',
  plan: {
    zone: 'America/Los_Angeles',
    dayZero: '2026-03-09',
    moved: true,
    slots: {
      'day-zero-moved': slot('2026-03-09T16:00:00Z'),
      'day-1': slot('2026-03-10T16:00:00Z'),
      'day-2': slot('2026-03-11T16:00:00Z'),
    },
  },
};

const given = {
  'alert-sent': '2026-03-06T17:01:00-08:00',
  'doctor-name': 'Example',
  'patient-case': 'SP-1234',
};
const values = (facts: Record<string, unknown> = {}, more: Partial<MessageContext> = {}) =>
  valuesFor(alert, readFacts(alert, '5', { ...given, ...facts }).facts, { ...context, ...more });

describe('the values of a message', () => {
  test('are those that templates are checked against, no more and no less', () => {
    expect(Object.keys(values()).sort()).toEqual(variablesOf(alert).sort());
  });

  test('name days and hours in words, in the zone of the procedure', () => {
    expect(values()).toMatchObject({
      'alert-sent': 'Friday, March 6, 5:01 PM',
      'alert-sent-day': 'Friday, March 6',
      today: 'Tuesday, March 10',
      'next-day': 'Wednesday, March 11',
      'day-zero': 'Monday, March 9',
      day: 1,
    });
  });

  test('know no next day at the last step, and no day zero before the dates are planned', () => {
    expect(values({}, { step: 'day-2', at: Date.parse('2026-03-11T16:00:00Z') })['next-day']).toBeNull();
    expect(values({}, { plan: null, day: undefined })).toMatchObject({
      'day-zero': null,
      'next-day': null,
      day: null,
    });
  });

  test('say how long ago a day was, by the days of the zone', () => {
    const ago = (at: string) => values({}, { at: Date.parse(at) })['alert-sent-ago'];
    expect(ago('2026-03-06T23:59:00-08:00')).toBe('today');
    expect(ago('2026-03-07T00:01:00-08:00')).toBe('yesterday');
    expect(ago('2026-03-16T09:00:00-07:00')).toBe('10 days ago');
  });

  test('say which attempt of the procedure a step is, also where one before it was left out', () => {
    expect(values({}, { step: 'day-2', attempt: 1 })['attempt-ordinal']).toBe('second');
    expect(values({}, { step: 'day-zero-moved', attempt: 3 })['attempt-ordinal']).toBe('third');
  });

  test('say a choice in its wording, and give its option and its detail', () => {
    expect(values()).toMatchObject({
      resolution: 'proceed as suggested',
      'resolution-key': 'as-suggested',
      'resolution-detail': null,
    });
    expect(values({ resolution: 'with a new scan' })).toMatchObject({
      resolution: 'proceed with a new scan',
      'resolution-key': 'with',
      'resolution-detail': 'a new scan',
    });
    expect(values({ resolution: 'Use the scan {{ of }} May' }).resolution).toBe('Use the scan {{ of }} May');
  });

  test('hold null for what is not known, so that a template can ask for it', () => {
    expect(values({ 'patient-case': null })).toMatchObject({ 'patient-case': null, 'alert-text': null });
  });
});

describe('how many reminders a round has', () => {
  test('case-alert: as many as its business days; the response is none', () => {
    expect([remindersPlanned(alert, '2'), remindersPlanned(alert, '5')]).toEqual([2, 5]);
  });

  test('three-follow-ups: three', () => {
    expect(remindersPlanned(followUps, null)).toBe(3);
  });
});

describe('the shipped messages', () => {
  test.each([
    ['case-alert', alert],
    ['three-follow-ups', followUps],
    ['missed-check-in', shippedProcedure('missed-check-in')],
    ['no-appointment-booked', shippedProcedure('no-appointment-booked')],
  ])(
    'of %s have no problem, and each can be written with the needed facts alone and with all',
    (name, procedure) => {
      const catalog = shippedCatalog(name);
      expect(catalog.problems(procedure)).toEqual([]);
      const facts = (all: boolean) =>
        Object.fromEntries(
          Object.entries(procedure.facts)
            .filter(([, fact]) => fact.type !== 'choice' && (all || fact.required))
            .map(([fact, { type }]) => [
              fact,
              type === 'instant' ? '2026-03-06T12:00:00Z' : `words of ${fact}`,
            ]),
        );
      for (const { name: message, channel, variant } of usesOf(procedure))
        for (const all of [false, true]) {
          const accepted = readFacts(procedure, variant, facts(all));
          expect(accepted.problems).toEqual([]);
          const told = { ...context, variant, history: '- Mon, Mar 9: email' };
          const filled = valuesFor(procedure, accepted.facts, told);
          const { text } = catalog.render(message, channel, { variant, values: filled });
          expect(text).not.toMatch(/null|undefined|\{\{|%\}| {2}|\n{3}/);
        }
      expect(usesOf(procedure).length).toBeGreaterThanOrEqual(variantsOf(procedure).length * 3);
    },
  );
});
