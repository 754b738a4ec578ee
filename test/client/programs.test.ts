import { describe, expect, test } from '@jest/globals';
import { asOpenCase } from '../../client/import/joins.ts';
import { Shelf } from '../../client/procedures.ts';
import { procedureOf } from '../domain/intakeFiles.ts';

describe('The program of a case', () => {
  const procedure = procedureOf('missed-check-in');
  const shelf = new Shelf({} as never);
  const of = (calendar?: string | null) =>
    shelf.compiled(procedure, { hash: 'h', variant: null, ...(calendar === undefined ? {} : { calendar }) });

  test('counts by the calendar of the case where it has one, and is the procedure’s otherwise', () => {
    const usual = of();
    expect(usual.clock.calendar).toBe(procedure.clock.calendar);
    const berlin = of('skin-care-berlin');
    expect(berlin).toEqual({ ...usual, clock: { ...usual.clock, calendar: 'skin-care-berlin' } });
  });

  test('is never taken for that of a case with another calendar', () => {
    expect(of('skin-care-berlin')).toBe(of('skin-care-berlin'));
    expect(of('clinic').clock.calendar).toBe('clinic');
    expect(of(null)).toBe(of());
    expect(of().clock.calendar).toBe(procedure.clock.calendar);
  });

  test('is that of the calendar that its row in a list chose', () => {
    const row = {
      procedure: 'missed-check-in',
      source: 'check-in-list',
      id: 'c-1001/2026-03-09',
      client: 'c-1001/',
      variant: null,
      facts: {},
      contact: {},
      attemptsMade: 0,
    };
    expect(asOpenCase({ ...row, calendar: 'skin-care-berlin' }).calendar).toBe('skin-care-berlin');
    expect(asOpenCase({ ...row, calendar: null }).calendar).toBeUndefined();
  });
});
