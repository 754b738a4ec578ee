import { describe, expect, test } from '@jest/globals';
import type { Figures, Report } from '../../client/index.ts';
import { duration } from '../../cli/output/durations.ts';
import { reportCsv } from '../../cli/output/report/csv.ts';
import { differences } from '../../cli/output/report/differences.ts';
import { reportView } from '../../cli/output/report/view.ts';

const HOUR = 3_600_000;

function figures(more: Partial<Figures> = {}): Figures {
  return {
    opened: 20,
    attempts: 31,
    replies: { total: 12, afterAttempts: { 0: 2, 1: 6, 2: 4 }, afterTheEnd: 0 },
    timeToReply: { count: 12, medianMs: 30 * HOUR, p90Ms: 80 * HOUR, few: false },
    ended: 10,
    outcomes: { answered: 7, ended: 3 },
    attemptsPerCase: 1.75,
    timeToOutcome: { count: 10, medianMs: 96 * HOUR, p90Ms: 150 * HOUR, few: false },
    reopened: 1,
    reopenRate: 1 / 11,
    decisions: null,
    undelivered: 0,
    optOuts: 0,
    ...more,
  };
}

const few = { count: 2, medianMs: 5 * HOUR, p90Ms: 6 * HOUR, few: true };
const REPORT: Report = {
  procedure: 'three-follow-ups',
  zone: 'Australia/Sydney',
  from: '2026-03-02',
  to: '2026-03-22',
  weeks: [
    { week: '2026-W10', monday: '2026-03-02', sunday: '2026-03-08', over: true, figures: null, versions: [] },
    {
      week: '2026-W11',
      monday: '2026-03-09',
      sunday: '2026-03-15',
      over: true,
      figures: figures(),
      versions: [{ version: 1, hash: 'aaaaaaaa11', figures: figures() }],
    },
    {
      week: '2026-W12',
      monday: '2026-03-16',
      sunday: '2026-03-22',
      over: false,
      figures: figures({
        timeToReply: few,
        ended: 0,
        outcomes: {},
        attemptsPerCase: null,
        timeToOutcome: null,
      }),
      versions: [
        { version: 1, hash: 'aaaaaaaa11', figures: figures() },
        { version: 2, hash: 'bbbbbbbb22', figures: figures({ timeToReply: few }) },
      ],
    },
  ],
  versions: [
    {
      version: 1,
      hash: 'aaaaaaaa11',
      firstOpenedAt: Date.parse('2026-03-02T00:00:00Z'),
      lastOpenedAt: Date.parse('2026-03-10T00:00:00Z'),
      openNow: 0,
      decisionsNow: 0,
      figures: figures(),
      comparable: figures(),
    },
    {
      version: 2,
      hash: 'bbbbbbbb22',
      firstOpenedAt: Date.parse('2026-03-10T00:00:00Z'),
      lastOpenedAt: Date.parse('2026-03-18T00:00:00Z'),
      openNow: 9,
      decisionsNow: 1,
      figures: figures(),
      comparable: figures({ timeToReply: { count: 12, medianMs: 15 * HOUR, p90Ms: 60 * HOUR, few: false } }),
    },
  ],
  ripeBeforeAt: Date.parse('2026-03-14T00:00:00Z'),
  total: figures(),
};

describe('The report on a terminal', () => {
  const shown = reportView(REPORT, 100);
  const row = (name: string) => shown.split('\n').find((line) => line.startsWith(name)) ?? '';

  test('fits a hundred columns, with weeks as rows under right-aligned figures', () => {
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(row('W11')).toMatch(/^W11 {2}9 Mar 2026 +20 +31 +12 +30\.0 h +10 +1\.8 +4\.0 d +9%$/);
  });

  test('an empty week says so and has no zeros', () => {
    expect(row('W10')).toMatch(/nothing happened$/);
    expect(row('W10')).not.toContain(' 0');
  });

  test('a week that is not over has a star, a median of fewer than five is in brackets, and both are explained', () => {
    expect(row('W12')).toMatch(/^W12 16 Mar 2026\* /);
    expect(row('W12')).toContain('(5.0 h)');
    expect(shown).toContain('* This week is not over.');
    expect(shown).toContain('In brackets: fewer than five');
  });

  test('columns without any figure are left out', () => {
    expect(shown).not.toContain('opt-');
    expect(shown).not.toContain('decided');
  });

  test('replies are shown by the follow-ups before them, ends by how', () => {
    expect(shown).toMatch(/after 0 +after 1 +after 2 +answered +ended/);
  });

  test('each version has its summary, and the second says in words what is different', () => {
    expect(shown).toContain('Version 1 (aaaaaaaa)');
    expect(shown).toContain('9 open now; 1 decision waits.');
    expect(shown.slice(shown.indexOf('Version 2'))).toMatch(
      /Against version 1:\n +Replies come sooner: after 15\.0 h \(before: 30\.0 h\)\.$/,
    );
  });

  test('weeks without anything are one sentence', () => {
    expect(reportView({ ...REPORT, total: null, versions: [] }, 100)).toContain(
      'Nothing happened in these weeks',
    );
  });
});

describe('What is different between two versions', () => {
  test('nothing, where nothing moved by a tenth', () => {
    expect(differences(figures(), figures({ attemptsPerCase: 1.8 }))).toEqual([]);
  });

  test('is not told where fewer than five replied and fewer than five ended', () => {
    const young = figures({ replies: { total: 4, afterAttempts: { 0: 4 }, afterTheEnd: 0 }, ended: 4 });
    expect(differences(figures(), young)).toBeNull();
  });

  test('is told for times, follow-ups, outcomes and shares, each with its earlier figure', () => {
    const after = figures({
      replies: { total: 12, afterAttempts: { 2: 12 }, afterTheEnd: 0 },
      attemptsPerCase: 2.5,
      outcomes: { answered: 4, ended: 6 },
      timeToOutcome: { count: 10, medianMs: 120 * HOUR, p90Ms: 150 * HOUR, few: false },
      undelivered: 9,
      optOuts: 4,
    });
    expect(differences(figures(), after)).toEqual([
      'Fewer of the replies need one follow-up at most: 0% (before: 67%).',
      'More follow-ups per case: 2.5 (before: 1.8).',
      'Cases end later: after 5.0 d (before: 4.0 d).',
      'Fewer end as "answered": 40% (before: 70%).',
      'More end as "ended": 60% (before: 30%).',
      'More of the follow-ups do not arrive: 23% (before: 0%).',
      'More opt out for each case opened: 20% (before: 0%).',
    ]);
  });
});

describe('The report as CSV', () => {
  const [head = '', ...rows] = reportCsv(REPORT).split('\n');
  const cells = (row = '') =>
    Object.fromEntries(head.split(',').map((name, at) => [name, row.split(',')[at]]));

  test('has one row a week and version', () => {
    expect(rows.map((row) => cells(row)).map(({ week, version, over }) => [week, version, over])).toEqual([
      ['2026-W10', '', 'yes'],
      ['2026-W11', '1', 'yes'],
      ['2026-W12', '1', 'no'],
      ['2026-W12', '2', 'no'],
    ]);
  });

  test('SEC-15: no cell of a report is a formula', () => {
    const [week, ...weeks] = REPORT.weeks;
    const wrong = { ...REPORT, weeks: [{ ...week, week: '=HYPERLINK("x")' }, ...weeks] } as Report;
    expect(reportCsv(wrong).split('\n')[1]).toMatch(/^"'=HYPERLINK/);
  });

  test('an empty week has empty cells, times are hours, and few are marked', () => {
    expect(cells(rows[0])).toMatchObject({ opened: '', replies_after_0: '', ended_answered: '' });
    expect(cells(rows[1])).toMatchObject({
      opened: '20',
      follow_ups: '31',
      replies_after_1: '6',
      replies_after_3: '0',
      reply_hours_median: '30',
      reply_few: 'no',
      ended_answered: '7',
      outcome_hours_p90: '150',
      reopen_rate: '0.091',
      decisions: '0',
      decision_hours_median: '',
    });
    expect(cells(rows[3])).toMatchObject({ reply_few: 'yes' });
  });
});

test.each([
  [20 * 60_000, '20 min'],
  [5.25 * HOUR, '5.3 h'],
  [47 * HOUR, '47.0 h'],
  [72 * HOUR, '3.0 d'],
])('%d milliseconds are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
