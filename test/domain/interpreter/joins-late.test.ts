import { expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { EffectResult } from '../../../domain/program/events.ts';
import type { Effect } from '../../../domain/program/program.ts';
import { begin } from '../../../domain/program/begin.ts';
import { next } from '../../../domain/program/next.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const moment = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toMillis();

/** Carries a case that is opened long after its day zero; what is past its hours is refused as the gate does it. */
function joinsLate(
  name: string,
  variant: string | null,
  zero: string,
  opened: string,
  attemptsMade = 0,
): string[] {
  const program = programOf(name, variant);
  const rules = rulesOf(program.clock.calendar);
  const [from, joined] = [moment(zero, rules.zone), moment(opened, rules.zone)];
  const play = new Play(program, rules, from, joined);
  play.state = begin(program, { at: joined, zero: from, attemptsMade });
  const gated = (effect: Effect): EffectResult => {
    const need = play.need;
    const slot = need.need === 'perform' ? play.state.plan?.slots[need.step] : undefined;
    const over = effect.verb === 'send' && slot !== undefined && play.at >= slot.until;
    return over ? { status: 'not-now', reason: 'outside-hours', until: play.at } : play.well(effect);
  };
  for (let count = 0; count < 200 && play.step(gated); count += 1);
  return play.out
    .filter(({ effect }) => effect.verb === 'send')
    .map(({ at, what }) => `${DateTime.fromMillis(at, { zone: rules.zone }).toFormat('ccc d LLL')} ${what}`);
}

test('a case alert that joins three weeks late starts at its first reminder, one a business day', () => {
  expect(joinsLate('case-alert', '5', '2026-03-02T10:00', '2026-03-24T11:30')).toEqual([
    'Wed 25 Mar send-portal:reminder-1',
    'Thu 26 Mar send-portal:reminder-2',
    'Fri 27 Mar send-portal:reminder-3',
    'Mon 30 Mar send-portal:reminder-4',
    'Tue 31 Mar send-portal:last-reminder',
  ]);
});

test('a ticket that joins a month late starts at its first follow-up, a full day between two', () => {
  expect(joinsLate('three-follow-ups', null, '2026-03-02T10:00', '2026-04-09T20:00')).toEqual([
    'Fri 10 Apr send-email:follow-up-1',
    'Mon 13 Apr send-email:follow-up-2',
    'Wed 15 Apr send-email:follow-up-3',
  ]);
});

test('a case whose notes show attempts that were made goes on behind the last of them, with normal spacing', () => {
  expect(joinsLate('case-alert', '5', '2026-03-02T10:00', '2026-03-24T11:30', 3)).toEqual([
    'Wed 25 Mar send-portal:reminder-4',
    'Thu 26 Mar send-portal:last-reminder',
  ]);
  expect(joinsLate('three-follow-ups', null, '2026-03-02T10:00', '2026-04-09T20:00', 2)).toEqual([
    'Fri 10 Apr send-email:follow-up-3',
  ]);
});

test('a case whose notes show more attempts than the procedure has makes none', () => {
  expect(joinsLate('three-follow-ups', null, '2026-03-02T10:00', '2026-04-09T20:00', 4)).toEqual([]);
});

test('a customer whose account was asked about before is looked at by what is owed now, whatever was done then', () => {
  const program = programOf('customer-statement', null);
  const at = moment('2026-03-24T11:30', rulesOf(program.clock.calendar).zone);
  const state = begin(program, { at, zero: at, attemptsMade: 2 });
  expect(next(program, state)).toMatchObject({ need: 'plan' });
  expect(state).toMatchObject({ position: 0, attempts: 2 });
});
