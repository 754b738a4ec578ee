import { describe, expect, test } from '@jest/globals';
import { preview } from '../../domain/preview/preview.ts';
import { FactError } from '../../domain/procedure/factErrors.ts';
import { compile } from '../../domain/compile/compile.ts';
import { shippedCalendar, shippedProcedure } from './support/shippedProcedure.ts';

const alert = shippedProcedure('case-alert');
const lab = shippedCalendar('dental-lab');
const facts = { 'alert-sent': '2026-03-10T12:00:00-07:00', 'doctor-name': 'Example' };
const show = (more = {}, variant: unknown = '2') =>
  preview({ procedure: alert, calendar: lab, variant, facts: { ...facts, ...more } });
const done = (more = {}, variant: unknown = '2') =>
  show(more, variant).steps.map(
    ({ day, does }) => `${day ?? 'open'}: ${does.map(({ verb, name }) => `${verb} ${name}`).join(', ')}`,
  );

describe('what a preview shows', () => {
  test('it has the agreed form: verbs, names, channels, the day and the moment with its offset', () => {
    expect(show({ 'alert-sent': '2026-03-10T17:01:00-07:00' })).toEqual({
      procedure: 'case-alert',
      variant: '2',
      zone: 'America/Los_Angeles',
      steps: [
        { at: '2026-03-10T17:01:00.000-07:00', does: [{ verb: 'note', name: 'original-alert' }] },
        { at: '2026-03-11T09:00:00.000-07:00', day: 0, does: [{ verb: 'note', name: 'day-zero-moved' }] },
        {
          at: '2026-03-12T09:00:00.000-07:00',
          day: 1,
          does: [
            { verb: 'send-portal', name: 'reminder-1', channel: 'portal' },
            { verb: 'note', name: 'reminder' },
          ],
        },
        {
          at: '2026-03-13T09:00:00.000-07:00',
          day: 2,
          does: [
            { verb: 'send-portal', name: 'last-reminder', channel: 'portal' },
            { verb: 'note', name: 'reminder' },
          ],
        },
        {
          at: '2026-03-16T09:00:00.000-07:00',
          day: 3,
          does: [
            { verb: 'task', name: 'release-production' },
            { verb: 'act', name: 'proceed' },
            { verb: 'send-portal', name: 'response', channel: 'portal' },
            { verb: 'note', name: 'response' },
            { verb: 'end', name: 'proceeded' },
          ],
        },
      ],
    });
  });

  test('the five-day variant has its own messages', () => {
    expect(done({}, 5)).toEqual([
      'open: note original-alert',
      '1: send-portal reminder-1, note reminder',
      '2: send-portal reminder-2, note reminder',
      '3: send-portal reminder-3, note reminder',
      '4: send-portal reminder-4, note reminder',
      '5: send-portal last-reminder, note reminder',
      '6: task release-production, act proceed, send-portal response, note response, end proceeded',
    ]);
  });

  test('the resolution decides the way: cancelling is warned of, asked of the team and approved before it is done', () => {
    expect(done({ resolution: 'cancel' }, 5).slice(-2)).toEqual([
      '5: send-portal cancellation-warning, note reminder',
      '6: decision cancel, approval cancel, act cancel, send-portal cancellation, note response, end cancelled',
    ]);
  });

  test('the support desk sets the ticket to Resolved after the third follow-up, and there is no fourth', () => {
    const { variant, steps } = preview({
      procedure: shippedProcedure('three-follow-ups'),
      calendar: shippedCalendar('support-desk'),
      facts: {
        'solution-sent': '2026-03-05T14:00:00+11:00',
        'customer-name': 'Pat Example',
        'agent-name': 'Robin Example',
        issue: 'printing',
      },
    });
    expect(variant).toBeNull();
    expect(steps.map(({ day, does }) => [day, ...does.map(({ verb, name }) => `${verb} ${name}`)])).toEqual([
      [3, 'send-email follow-up-1'],
      [5, 'send-email follow-up-2'],
      [7, 'send-email follow-up-3', 'act resolve-ticket', 'end ended'],
    ]);
  });

  test('without a variant it is the first; a compiled program may be given and changes nothing', () => {
    const program = compile(alert, '2', 'hash');
    expect(preview({ procedure: alert, calendar: lab, facts })).toEqual(show());
    expect(preview({ procedure: alert, calendar: lab, facts, program })).toEqual(show());
  });
});

describe('what cannot be previewed is refused, with what is allowed', () => {
  test.each([
    ['an unknown fact', { 'docter-name': 'x' }, '2', /FT-FCT-UNKNOWN.*Did you mean "doctor-name"\?/],
    ['a missing fact', { 'doctor-name': null }, '2', /FT-FCT-MISSING: doctor-name is missing: family name/],
    ['a local time', { 'alert-sent': '2026-03-10T12:00:00' }, '2', /FT-FCT-INSTANT.*which zone/],
    ['an unknown variant', {}, 3, /FT-FCT-VARIANT.*"3".*"2" or "5"/],
    ['cancelling in variant 2', { resolution: 'cancel' }, '2', /FT-FCT-NOT-IN-VARIANT.*"cancel".*"as-on-rx"/],
    [
      'proceeding with something that is not named',
      { resolution: 'with' },
      '5',
      /FT-FCT-DETAIL-MISSING.*resolution-detail/,
    ],
  ])('%s', (_, more, variant, reason) => {
    expect(() => show(more, variant)).toThrow(FactError);
    expect(() => show(more, variant)).toThrow(reason);
  });

  test('an open resolution is taken: any text, with something, with part', () => {
    for (const resolution of ['Use the scan of May', 'with the spare abutment', 'part: the lower model'])
      expect(done({ resolution }).at(-1)).toMatch(/^3: task release-production, act proceed/);
  });
});
