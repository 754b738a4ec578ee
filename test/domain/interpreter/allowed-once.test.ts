import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { EffectResult } from '../../../domain/program/events.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const ZONE = 'America/Los_Angeles';
const at = (local: string) => DateTime.fromISO(local, { zone: ZONE }).toMillis();
const hour = (instant: number) => DateTime.fromMillis(instant, { zone: ZONE }).toFormat('ccc d MMM HH:mm');

/** The first text comes up on Mon 16 Mar at 9:00 and is put off until Wednesday. */
function putOff(reason: string): Play {
  const program = programOf('no-appointment-booked', null);
  const play = new Play(program, rulesOf('clinic'), at('2026-03-09T11:00'));
  play.run((now) => now.need.need === 'perform');
  const result: EffectResult = { status: 'not-now', reason, until: at('2026-03-18T11:00') };
  play.step(() => result);
  return play.run(({ need }) => need.need === 'wait');
}

const allowed = (play: Play, now: string) => {
  play.at = at(now);
  play.tell({ type: 'condition-met', condition: 'allowed-once' });
  return play.run(({ need }) => need.need === 'wait' || need.need === 'perform');
};

describe('LAW-1: a person allows an attempt once although a contact rule refuses it', () => {
  test.each(['quiet-hours', 'person-cap'])('a step that was put off by %s goes on at once', (reason) => {
    const play = putOff(reason);
    expect(hour(play.need.need === 'wait' ? (play.need.until ?? 0) : 0)).toBe('Wed 18 Mar 11:00');
    allowed(play, '2026-03-16T10:00');
    expect([play.need.need, hour(play.at)]).toEqual(['perform', 'Mon 16 Mar 10:00']);
  });

  test('outside of working hours it goes on when they begin', () => {
    const play = allowed(putOff('quiet-hours'), '2026-03-16T21:00');
    play.run(({ need }) => need.need === 'perform');
    expect(hour(play.at)).toMatch(/^Tue 17 Mar 0\d:00$/);
  });

  test('what was put off for another reason stays put off', () => {
    const play = allowed(putOff('not-readable'), '2026-03-16T10:00');
    expect(play.need).toMatchObject({ need: 'wait', until: at('2026-03-18T11:00') });
  });

  test('no step comes before its day', () => {
    const program = programOf('no-appointment-booked', null);
    const play = new Play(program, rulesOf('clinic'), at('2026-03-09T11:00'));
    play.run(({ need }) => need.need === 'wait');
    const before = play.need;
    expect(allowed(play, '2026-03-12T10:00').need).toEqual(before);
  });

  test('a case that was answered meanwhile stands still', () => {
    const play = putOff('quiet-hours');
    play.tell({ type: 'replied' });
    expect(allowed(play, '2026-03-16T10:00').need).toMatchObject({ need: 'wait', for: 'answer' });
  });
});
