import { describe, expect, test } from '@jest/globals';
import { preview } from '../../domain/preview/preview.ts';
import { shippedCalendar, shippedProcedure } from './support/shippedProcedure.ts';

/** Made by hand with a paper calendar of 2026; nothing here is computed. */
const MORNING = 'T09:00:00.000';

describe('case-alert: the days, for each boundary of the SOP', () => {
  const procedure = shippedProcedure('case-alert');
  const calendar = shippedCalendar('dental-lab');

  /** The dates of a case: "FL" is the post on a day zero that was moved, or "-". */
  function dates(sent: string, variant: '2' | '5'): string[] {
    const facts = { 'alert-sent': sent, 'doctor-name': 'Example' };
    const { steps } = preview({ procedure, calendar, variant, facts });
    const moved = steps.find(({ day }) => day === 0)?.at ?? '-';
    return [moved, ...steps.filter(({ day }) => (day ?? 0) > 0).map(({ at = '' }) => at)];
  }

  // Summer time in Los Angeles (-07:00) runs from Sunday 8 March to Sunday 1 November 2026.
  test.each([
    ['Tuesday 00:00:00, the minute of Monday evening', '2026-03-10T00:00:00-07:00', '10', '11', '12', '13'],
    ['Tuesday 00:00:59, still that minute', '2026-03-10T00:00:59-07:00', '10', '11', '12', '13'],
    ['Tuesday 00:01:00, the day itself', '2026-03-10T00:01:00-07:00', '-', '11', '12', '13'],
    ['Tuesday noon', '2026-03-10T12:00:00-07:00', '-', '11', '12', '13'],
    ['Tuesday 17:00:00', '2026-03-10T17:00:00-07:00', '-', '11', '12', '13'],
    ['Tuesday 17:00:59, still 17:00', '2026-03-10T17:00:59-07:00', '-', '11', '12', '13'],
    ['Tuesday 17:01:00, too late for the day', '2026-03-10T17:01:00-07:00', '11', '12', '13', '16'],
    ['Tuesday 23:59:59', '2026-03-10T23:59:59-07:00', '11', '12', '13', '16'],
    ['Friday 17:00', '2026-03-13T17:00:00-07:00', '-', '16', '17', '18'],
    ['Friday evening', '2026-03-13T17:01:00-07:00', '16', '17', '18', '19'],
    ['Saturday 00:00:30, still Friday evening', '2026-03-14T00:00:30-07:00', '16', '17', '18', '19'],
    ['Saturday noon', '2026-03-14T12:00:00-07:00', '16', '17', '18', '19'],
    ['Sunday 23:59', '2026-03-15T23:59:00-07:00', '16', '17', '18', '19'],
    ['Monday 00:00:30, still Sunday', '2026-03-16T00:00:30-07:00', '16', '17', '18', '19'],
    ['Monday 00:01', '2026-03-16T00:01:00-07:00', '-', '17', '18', '19'],
    ['Friday evening before summer time begins', '2026-03-06T17:01:00-08:00', '09', '10', '11', '12'],
    ['Sunday 01:59 before the clocks go forward', '2026-03-08T01:59:00-08:00', '09', '10', '11', '12'],
    ['Sunday 03:00 after they did', '2026-03-08T03:00:00-07:00', '09', '10', '11', '12'],
  ])('variant 2, sent %s', (_, sent, moved, ...days) => {
    const at = (day: string) => (day === '-' ? '-' : `2026-03-${day}${MORNING}-07:00`);
    expect(dates(sent, '2')).toEqual([moved, ...days].map((day) => at(day ?? '')));
  });

  test.each([
    ['Friday evening before summer time ends', '2026-10-30T17:01:00-07:00'],
    ['Sunday 01:30, the first one', '2026-11-01T01:30:00-07:00'],
    ['Sunday 01:30, the second one', '2026-11-01T01:30:00-08:00'],
    ['Monday 00:00:59 after it', '2026-11-02T00:00:59-08:00'],
  ])('variant 2, sent %s', (_, sent) => {
    expect(dates(sent, '2')).toEqual(['02', '03', '04', '05'].map((day) => `2026-11-${day}${MORNING}-08:00`));
  });

  // Monday 7 September 2026 is Labor Day.
  test.each([
    ['Friday 17:00 before a holiday on Monday', '2026-09-04T17:00:59-07:00', '-', '08', '09', '10'],
    ['Friday evening before a holiday on Monday', '2026-09-04T17:01:00-07:00', '08', '09', '10', '11'],
    ['on the holiday', '2026-09-07T10:00:00-07:00', '08', '09', '10', '11'],
    ['Tuesday 00:00:30 after the holiday', '2026-09-08T00:00:30-07:00', '08', '09', '10', '11'],
    ['Tuesday 00:01 after the holiday', '2026-09-08T00:01:00-07:00', '-', '09', '10', '11'],
  ])('variant 2, sent %s', (_, sent, moved, ...days) => {
    const at = (day: string) => (day === '-' ? '-' : `2026-09-${day}${MORNING}-07:00`);
    expect(dates(sent, '2')).toEqual([moved, ...days].map((day) => at(day ?? '')));
  });

  test('variant 5 counts five business days and responds on the sixth', () => {
    expect(dates('2026-03-09T10:00:00-07:00', '5')).toEqual([
      '-',
      ...['10', '11', '12', '13', '16', '17'].map((day) => `2026-03-${day}${MORNING}-07:00`),
    ]);
    expect(dates('2026-03-13T17:01:00-07:00', '5')).toEqual(
      ['16', '17', '18', '19', '20', '23', '24'].map((day) => `2026-03-${day}${MORNING}-07:00`),
    );
  });

  test('variant 5 leaves out Thanksgiving, Thursday 26 November', () => {
    expect(dates('2026-11-18T12:00:00-08:00', '5')).toEqual([
      '-',
      ...['19', '20', '23', '24', '25', '27'].map((day) => `2026-11-${day}${MORNING}-08:00`),
    ]);
  });
});

describe('three-follow-ups: days 3, 5 and 7, in Sydney', () => {
  const procedure = shippedProcedure('three-follow-ups');
  const calendar = shippedCalendar('support-desk');

  function dates(sent: string): string[] {
    const facts = {
      'solution-sent': sent,
      'customer-name': 'Pat Example',
      'agent-name': 'Robin',
      issue: 'printing',
    };
    return preview({ procedure, calendar, facts }).steps.map(({ at = '' }) => at);
  }

  // Summer time in Sydney (+11:00) ends on Sunday 5 April 2026.
  test.each([
    ['Monday', '2026-03-02T14:00:00+11:00', '04', '06', '09'],
    ['Monday, a minute before midnight', '2026-03-02T23:59:00+11:00', '04', '06', '09'],
    ['Tuesday', '2026-03-03T00:00:00+11:00', '05', '09', '11'],
    ['Wednesday', '2026-03-04T14:00:00+11:00', '06', '09', '11'],
    ['Thursday, as in the SOP: Monday, Wednesday and Friday', '2026-03-05T14:00:00+11:00', '09', '11', '13'],
    ['Friday', '2026-03-06T14:00:00+11:00', '09', '11', '13'],
    ['Saturday', '2026-03-07T14:00:00+11:00', '09', '11', '13'],
    ['Sunday', '2026-03-08T14:00:00+11:00', '10', '12', '16'],
    ['Sunday in Sydney, still Saturday in London', '2026-03-07T13:30:00+00:00', '10', '12', '16'],
  ])('sent on a %s', (_, sent, ...days) => {
    expect(dates(sent)).toEqual(days.map((day) => `2026-03-${day}${MORNING}+11:00`));
  });

  test('over Easter the first moves to Tuesday and the others keep their distance, at the new hour', () => {
    expect(dates('2026-04-01T14:00:00+11:00')).toEqual(
      ['07', '09', '13'].map((day) => `2026-04-${day}${MORNING}+10:00`),
    );
  });

  test('the Monday off after Anzac Day moves them too', () => {
    expect(dates('2026-04-23T14:00:00+10:00')).toEqual([
      `2026-04-28${MORNING}+10:00`,
      `2026-04-30${MORNING}+10:00`,
      `2026-05-04${MORNING}+10:00`,
    ]);
  });
});
