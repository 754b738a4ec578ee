import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import fc from 'fast-check';
import { type Inconvenient, inconvenientUntil } from '../../domain/contactRules/inconvenient.ts';

const LA = 'America/Los_Angeles';
const NY = 'America/New_York';
const at = (text: string) => DateTime.fromISO(text, { zone: LA }).toMillis();
const noon: Inconvenient = { hours: { from: '12:00', until: '14:00' }, weekdays: null };

describe('LAW-7: what the contact calls an inconvenient time', () => {
  test.each([
    ['before it, now', '2026-03-10T11:59', null],
    ['in its first minute, at its end', '2026-03-10T12:00', '2026-03-10T14:00'],
    ['in its last minute, at its end', '2026-03-10T13:59', '2026-03-10T14:00'],
    ['at its end, now', '2026-03-10T14:00', null],
  ])('%s', (_, moment, until) => {
    expect(inconvenientUntil([noon], [LA], at(moment))).toBe(until === null ? null : at(until));
  });

  test('counts on the clock of every place where the contact may be', () => {
    expect(inconvenientUntil([noon], [LA, NY], at('2026-03-10T09:30'))).toBe(at('2026-03-10T11:00'));
  });

  test('counts on its weekdays only, and hours that meet are one', () => {
    const tuesday: Inconvenient = { hours: { from: '00:00', until: '24:00' }, weekdays: [2] };
    const early: Inconvenient = { hours: { from: '00:00', until: '10:00' }, weekdays: null };
    expect(inconvenientUntil([tuesday], [LA], at('2026-03-09T12:00'))).toBeNull();
    expect(inconvenientUntil([tuesday, early], [LA], at('2026-03-10T12:00'))).toBe(at('2026-03-11T10:00'));
  });

  test('an address that is inconvenient, or all hours that are, is never convenient', () => {
    expect(inconvenientUntil([{ hours: null }], [LA], at('2026-03-10T12:00'))).toBe('never');
    const always: Inconvenient = { hours: { from: '00:00', until: '24:00' }, weekdays: null };
    expect(inconvenientUntil([always], [LA], at('2026-03-10T12:00'))).toBe('never');
  });

  test('what it names is never before the moment, and always convenient, also when clocks change', () => {
    const hour = fc.integer({ min: 0, max: 24 }).map((hours) => `${String(hours).padStart(2, '0')}:00`);
    const note = fc
      .tuple(hour, hour, fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })))
      .filter(([from, until]) => from < until)
      .map(([from, until, weekdays]): Inconvenient => ({ hours: { from, until }, weekdays }));
    fc.assert(
      fc.property(
        fc.array(note, { maxLength: 3 }),
        fc.subarray([LA, NY, 'Australia/Lord_Howe', 'Africa/Casablanca'], { minLength: 1 }),
        fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') }),
        (notes, zones, moment) => {
          const until = inconvenientUntil(notes, zones, moment);
          if (until === null || until === 'never') return;
          expect(until).toBeGreaterThan(moment);
          expect(inconvenientUntil(notes, zones, until)).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });
});
