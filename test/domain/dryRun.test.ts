import { describe, expect, test } from '@jest/globals';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { changesOf } from '../../domain/dryRun/changes.ts';
import { DryRun } from '../../domain/dryRun/dryRun.ts';
import { Edition } from '../../domain/dryRun/edition.ts';
import { type PastCase, readPastCase } from '../../domain/dryRun/pastCase.ts';
import { stopIn } from '../../domain/dryRun/stopped.ts';
import { USUAL_MINUTES } from '../../domain/dryRun/work.ts';
import { preview } from '../../domain/preview/preview.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { shippedCalendar, shippedProcedure } from './support/shippedProcedure.ts';

const alert = shippedProcedure('case-alert');
const lab = shippedCalendar('dental-lab');
const checkIn = shippedProcedure('missed-check-in');
const clinic = shippedCalendar('skin-care');

/** Tuesday at noon: day zero is that day, day 1 Wednesday. */
const ALERT = { 'alert-sent': '2026-03-10T12:00:00-07:00' };
const MISSED = { 'check-in-due': '2026-03-02T09:00:00-08:00' };

function pastCase(more: Partial<PastCase> = {}): PastCase {
  return { name: 'a', contact: null, variant: '2', facts: ALERT, stop: null, ...more };
}

function dryRun(procedure: Procedure, calendar: CalendarRules, cases: PastCase[], before?: Procedure) {
  const sides = { now: new Edition(procedure, calendar), before: before && new Edition(before, calendar) };
  const run = new DryRun(sides, USUAL_MINUTES);
  for (const each of cases) run.take(each);
  return run.result();
}

const of = (run: { happenings: { date: string; kind: string; name: string }[] }) =>
  run.happenings.map(({ date, kind, name }) => `${date} ${kind} ${name}`);

/** The shipped case alert without its reminder on day 1 in the variant of five days. */
function shorter(): Procedure {
  const steps = alert.steps.flatMap((step) => {
    if (step.when !== 'day') return [step];
    const { '5': five, ...others } =
      typeof step.day === 'object' ? step.day : { '2': step.day ?? 0, '5': step.day ?? 0 };
    const day = five === undefined || five === 2 ? others : { ...others, '5': five > 2 ? five - 1 : five };
    return Object.keys(day).length === 0 ? [] : [{ ...step, day }];
  });
  return { ...alert, steps };
}

describe('a case in a dry run', () => {
  const edition = new Edition(alert, lab);

  test('goes by the same dates as its preview', () => {
    for (const variant of ['2', '5']) {
      const facts = { ...ALERT, 'doctor-name': 'Example' };
      const shown = preview({ procedure: alert, calendar: lab, variant, facts });
      const sends = shown.steps.flatMap(({ at, does }) =>
        does.flatMap(({ channel, name }) => (channel ? [`${Date.parse(at ?? '')} ${name}`] : [])),
      );
      const run = edition.run(pastCase({ variant, facts }));
      const sent = run.happenings.flatMap(({ kind, at, name }) =>
        kind === 'portal' ? [`${at} ${name}`] : [],
      );
      expect(sent).toEqual(sends);
      expect(sent.length).toBeGreaterThan(2);
    }
  });

  test('nothing goes out from the moment of the answer on, and what went out before stays', () => {
    const reminder = Date.parse('2026-03-12T09:00:00-07:00');
    const whole = of(edition.run(pastCase()));
    const before = of(edition.run(pastCase({ stop: { at: reminder, by: 'replied' } })));
    const after = of(edition.run(pastCase({ stop: { at: reminder + 1, by: 'replied' } })));
    expect(whole).toContain('2026-03-12 portal last-reminder');
    expect(before).toEqual(whole.filter((line) => line < '2026-03-12'));
    expect(after).toEqual(whole.filter((line) => line < '2026-03-13'));
    expect(edition.run(pastCase({ stop: { at: reminder, by: 'replied' } })).ends).toBeNull();
    expect(edition.run(pastCase()).ends).toBe('proceeded');
  });

  test('decisions stand before the act that needs them, with the role that is asked', () => {
    const run = edition.run(pastCase({ variant: '5', facts: { ...ALERT, resolution: 'cancel' } }));
    const last = run.happenings.slice(-6).map(({ kind, name, role }) => [kind, name, role]);
    expect(last).toEqual([
      ['decision', 'cancel', 'case-team'],
      ['decision', 'cancel', 'manager'],
      ['act', 'cancel', null],
      ['portal', 'cancellation', null],
      ['note', 'response', null],
      ['end', 'cancelled', null],
    ]);
  });

  test('one that was opened late begins then: what was due before is not sent in a bunch', () => {
    const openedAt = Date.parse('2026-03-16T12:00:00-07:00');
    const run = edition.run(pastCase({ openedAt }));
    const days = run.happenings.flatMap(({ kind, date }) => (kind === 'portal' ? [date] : []));
    expect(Math.min(...run.happenings.map(({ at }) => at))).toBeGreaterThanOrEqual(openedAt);
    expect(new Set(days).size).toBe(days.length);
  });
});

describe('the totals', () => {
  test('count by day and channel; one step by two channels is one contact', () => {
    const { totals } = dryRun(checkIn, clinic, [pastCase({ variant: 'check-in', facts: MISSED })]);
    const twoChannels = totals.days.find(({ counts }) => counts.text > 0);
    expect(twoChannels).toMatchObject({ contacts: 1, counts: { text: 1, email: 1 } });
    expect(totals.counts).toMatchObject({
      portal: 2,
      email: 1,
      text: 1,
      call: 1,
      tell: 1,
      task: 1,
      decision: 1,
    });
    expect(totals.contacts).toBe(4);
    expect(totals.ends).toEqual({ ended: 1 });
  });

  test('hours of work follow the minutes given, by role and day', () => {
    const { totals } = dryRun(checkIn, clinic, [
      pastCase({ variant: 'check-in', facts: MISSED }),
      pastCase({ variant: 'check-in', facts: MISSED }),
    ]);
    const roles = totals.roles.map(({ role, counts, minutes }) => [
      role,
      counts.call,
      counts.task,
      counts.decision,
      minutes,
    ]);
    expect(roles).toEqual([
      ['programme-manager', 0, 2, 2, 2 * USUAL_MINUTES.task + 2 * USUAL_MINUTES.decision],
      ['coach', 2, 0, 0, 2 * USUAL_MINUTES.call],
    ]);
    expect(totals.minutes).toBe(50);
    expect(totals.days.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(50);
  });

  test('contacts are counted by person over all of their cases; a case without a person is one of its own', () => {
    const same = pastCase({ contact: 'dr-1' });
    const { people } = dryRun(alert, lab, [same, same, pastCase({ contact: 'dr-2' }), pastCase()]).totals;
    expect(people).toMatchObject({
      people: 4 - 1,
      unnamed: 1,
      byContacts: { 3: 2, 6: 1 },
      average: 4,
      twiceADay: 1,
    });
    expect(people.busiest[0]).toEqual({
      contact: 'dr-1',
      contacts: 6,
      days: 3,
      most: { date: '2026-03-11', contacts: 2 },
    });
  });

  test('the period names the days off between its first and last day', () => {
    const { period, daysOff } = dryRun(alert, lab, [pastCase()]);
    expect(period).toEqual({ from: '2026-03-10', to: '2026-03-13' });
    expect(daysOff).toEqual({});
    const overWeekend = dryRun(alert, lab, [pastCase({ variant: '5' })]);
    expect(Object.keys(overWeekend.daysOff)).toEqual(['2026-03-14', '2026-03-15']);
  });

  test('a case that is refused is in no total', () => {
    const run = new DryRun({ now: new Edition(alert, lab) }, USUAL_MINUTES);
    expect(() => run.take(pastCase({ variant: '7' }))).toThrow('no variant "7"');
    expect(() => run.take(pastCase({ facts: { 'doctor-name': 'Example' } }))).toThrow(
      'alert-sent is missing',
    );
    expect(run.result()).toMatchObject({ totals: { cases: 0 }, period: null });
  });

  test('250 cases against another version take less than 3 seconds of a processor', () => {
    // Other test files may be using the machine.
    const begun = process.cpuUsage();
    const cases = Array.from({ length: 250 }, (_, n) =>
      pastCase({
        variant: '5',
        facts: { 'alert-sent': new Date(Date.UTC(2026, 0, 1) + n * 3_700_000).toISOString() },
      }),
    );
    expect(dryRun(alert, lab, cases, shorter()).totals.cases).toBe(250);
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000_000).toBeLessThan(3);
  });
});

describe('two versions', () => {
  test('the same procedure changes nothing', () => {
    const cases = [pastCase(), pastCase({ variant: '5' })];
    const { compared, totals } = dryRun(alert, lab, cases, alert);
    expect(compared?.differences).toMatchObject({ same: 2, changed: 0, examples: [] });
    expect(compared?.totals).toEqual(totals);
  });

  test('a message more and a later end show as added and moved, in the case and in sum', () => {
    const { compared } = dryRun(alert, lab, [pastCase({ variant: '5' }), pastCase()], shorter());
    expect(compared?.differences).toMatchObject({
      same: 1,
      changed: 1,
      added: { portal: 1 },
      dropped: { portal: 0 },
    });
    expect(compared?.differences.moved.act).toBe(1);
    const [example] = compared?.differences.examples ?? [];
    const added = example?.changes.filter(({ change, is }) => change === 'added' && is.kind === 'portal');
    expect(added?.map(({ is }) => is.name)).toEqual(['reminder-2']);
  });

  test('what only the version before did is dropped', () => {
    const long = new Edition(alert, lab).run(pastCase({ variant: '5' })).happenings;
    const short = new Edition(shorter(), lab).run(pastCase({ variant: '5' })).happenings;
    const dropped = changesOf(long, short).filter(({ change }) => change === 'dropped');
    expect(dropped.map(({ is }) => `${is.kind} ${is.name}`)).toEqual(['portal reminder-2', 'note reminder']);
  });

  test('a fact that only one of them has is no mistake; one that neither has is', () => {
    const { 'pending-on': _, ...facts } = alert.facts;
    const steps = alert.steps.map((step) => ({
      ...step,
      do: step.do.map((item) =>
        item.verb === 'choose'
          ? {
              ...item,
              branches: item.branches.map((branch) => ({
                ...branch,
                do: branch.do.map((inner) => {
                  if (inner.verb !== 'act') return inner;
                  const { unless: __, ...rest } = inner;
                  return rest;
                }),
              })),
            }
          : item,
      ),
    }));
    const without: Procedure = { ...alert, facts, steps };
    const both = new DryRun(
      { now: new Edition(alert, lab), before: new Edition(without, lab) },
      USUAL_MINUTES,
    );
    both.take(pastCase({ facts: { ...ALERT, 'pending-on': 'shade' } }));
    expect(() => both.take(pastCase({ facts: { ...ALERT, pending: 'shade' } }))).toThrow(
      'knows no fact "pending"',
    );
    expect(both.result().totals.cases).toBe(1);
  });

  test('what the version before does not take is said of it', () => {
    const { '5': five = { title: '' } } = alert.variants;
    const before: Procedure = { ...alert, variants: { '5': five } };
    const both = new DryRun(
      { now: new Edition(alert, lab), before: new Edition(before, lab) },
      USUAL_MINUTES,
    );
    expect(() => both.take(pastCase({ facts: { ...ALERT } }))).toThrow(
      'in the version compared with, case-alert has no variant "2"',
    );
    expect(both.result().totals.cases).toBe(0);
  });
});

describe('a line of a list', () => {
  test('has facts, and what a dry run itself needs', () => {
    const given = {
      ...ALERT,
      case: 'A-7',
      contact: 12,
      variant: '5',
      'stopped-at': '2026-03-12T10:00:00-07:00',
      resolution: '',
    };
    expect(readPastCase(given, 3)).toEqual({
      name: 'A-7',
      contact: '12',
      variant: '5',
      facts: ALERT,
      stop: { at: Date.parse('2026-03-12T10:00:00-07:00'), by: 'replied' },
    });
    expect(readPastCase(ALERT, 3)).toEqual({ name: 'line 3', contact: null, facts: ALERT, stop: null });
  });

  test('the end that the procedure itself came to stops nothing: another version may end otherwise', () => {
    const at = '2026-03-13T09:00:00-07:00';
    for (const by of ['proceeded', 'cancelled', 'ended'])
      expect(readPastCase({ ...ALERT, 'stopped-at': at, 'stopped-by': by }, 1).stop).toBeNull();
    for (const by of ['replied', 'booked', 'paid', 'withdrawn', 'handed-over'])
      expect(readPastCase({ ...ALERT, 'stopped-at': at, 'stopped-by': by }, 1).stop).toEqual({
        at: Date.parse(at),
        by,
      });
  });

  test.each([
    [{ 'stopped-at': '2026-03-12T10:00' }, 'does not say in which zone'],
    [{ 'opened-at': 'yesterday' }, 'is not a date and time'],
    [{ 'stopped-by': 'repleid', 'stopped-at': '2026-03-12T10:00:00Z' }, 'Did you mean "replied"?'],
    [{ 'stopped-by': 'booked' }, 'nobody knows when it was "booked"'],
    [{ contact: { id: 4 } }, 'must be a text'],
  ])('%j is refused in one clear sentence', (given, words) => {
    expect(() => readPastCase({ ...ALERT, ...given }, 1)).toThrow(words);
  });
});

describe('a case of the ledger stopped', () => {
  const turn = (at: number, what: string, because: string | null = null, own = false) => ({
    at,
    what,
    because,
    own,
  });

  test('at the reply that settled it, not at one after which it was resumed', () => {
    expect(stopIn([turn(1, 'replied'), turn(5, 'ended', 'answered')])).toEqual({ at: 1, by: 'replied' });
    expect(stopIn([turn(1, 'replied'), turn(2, 'resumed'), turn(4, 'replied')])).toEqual({
      at: 4,
      by: 'replied',
    });
    expect(stopIn([turn(1, 'replied'), turn(2, 'resumed')])).toBeNull();
  });

  test('at the moment of what was waited for, or at a reply after the end', () => {
    expect(stopIn([turn(3, 'ended', 'booked')])).toEqual({ at: 3, by: 'booked' });
    expect(stopIn([turn(3, 'ended', 'ended', true), turn(9, 'replied-after-the-end')])).toEqual({
      at: 9,
      by: 'replied',
    });
  });

  test('never by what the procedure did itself', () => {
    expect(stopIn([turn(3, 'ended', 'proceeded', true)])).toBeNull();
    expect(stopIn([turn(3, 'ended', 'handed-over', true)])).toBeNull();
    expect(stopIn([turn(3, 'ended', 'handed-over', false)])).toEqual({ at: 3, by: 'handed-over' });
  });
});
