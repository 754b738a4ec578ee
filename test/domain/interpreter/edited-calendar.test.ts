import { expect, test } from '@jest/globals';
import type { CalendarRules } from '../../../domain/calendar/rules.ts';
import { Play } from '../../support/playing.ts';
import { programOf, rulesOf } from '../../support/shipped.ts';

const MONDAY = Date.parse('2026-03-09T10:00:00-07:00');

/** The dental lab's calendar after somebody has closed the days of the first two reminders. */
function edited(): CalendarRules {
  const rules = rulesOf('dental-lab');
  return { ...rules, closed: { ...rules.closed, '2026-03-10': 'edited', '2026-03-11': 'edited' } };
}

test('DET-4: a holiday that is edited while a case sleeps moves no date that the case already has', () => {
  const untouched = new Play(programOf('case-alert', '5'), rulesOf('dental-lab'), MONDAY).run();
  const play = new Play(programOf('case-alert', '5'), edited(), MONDAY);
  expect(new Play(programOf('case-alert', '5'), edited(), MONDAY).run().out).not.toEqual(untouched.out);
  // The case has its plan from before the edit; from here on the calendar is the edited one.
  const before = new Play(programOf('case-alert', '5'), rulesOf('dental-lab'), MONDAY);
  before.run(({ state }) => state.plan !== null);
  play.state = before.state;
  play.run();
  expect(play.out.filter(({ effect }) => effect.verb === 'send')).toEqual(
    untouched.out.filter(({ effect }) => effect.verb === 'send'),
  );
});
