import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { answers } from '../../cli/samples/answers.ts';
import { type Rehearsal, type RehearsedEntry } from '../../client/index.ts';
import { entryLine } from '../../cli/output/rehearsalView.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

/** Monday, in the morning in Los Angeles: day zero of the alert. */
const MONDAY = '2026-03-09T10:30:00-07:00';
/** Thursday, in the morning in Sydney: day 1 of the ticket. */
const THURSDAY = '2026-03-05T10:00:00+11:00';

describe('A rehearsal of a case alert sent on a Monday', () => {
  const facts = { 'alert-sent': MONDAY, 'doctor-name': 'Example' };

  test('reminds on every business day at nine and proceeds on the day after the last', async () => {
    const heard: RehearsedEntry[] = [];
    const onEntry = (entry: RehearsedEntry) => heard.push(entry);
    const rehearsal = await stage.client.rehearse({ procedure: 'case-alert', variant: '5', facts, onEntry });
    expect(rehearsal).toMatchObject({ procedure: 'case-alert', variant: '5', outcome: 'proceeded' });
    expect(sent(rehearsal)).toEqual([
      'Tue 10 09:00 reminder-1',
      'Wed 11 09:00 reminder-2',
      'Thu 12 09:00 reminder-3',
      'Fri 13 09:00 reminder-4',
      'Mon 16 09:00 last-reminder',
      'Tue 17 10:00 response',
    ]);
    expect(heard).toEqual(rehearsal.timeline);
    expect(rehearsal.plan.map(({ step }) => step)).toEqual(expect.arrayContaining(['day-1', 'day-6']));
    expect(rehearsal.workflowId).toMatch(/^case-alert:rehearsal:/);
    const outbox = await stage.client.outbox({ caseId: rehearsal.workflowId });
    expect(outbox.filter(({ verb }) => verb === 'send')).toHaveLength(6);
  });

  test('with a reply on day 3 sends nothing from that morning on, and staff settle it', async () => {
    const rehearsal = await stage.client.rehearse({
      procedure: 'case-alert',
      variant: '5',
      facts,
      replyOn: 3,
    });
    expect(rehearsal.outcome).toBe('answered');
    expect(sent(rehearsal)).toEqual(['Tue 10 09:00 reminder-1', 'Wed 11 09:00 reminder-2']);
    expect(moments(rehearsal, 'replied')).toEqual(['Thu 12 08:00']);
    expect(moments(rehearsal, 'ended')).toEqual(['Thu 12 09:00']);
  });

  test('that would cancel asks the team and a manager, and cancels only when approved', async () => {
    const cancel = { ...facts, resolution: 'cancel' };
    const approved = await stage.client.rehearse({
      procedure: 'case-alert',
      variant: '5',
      facts: cancel,
      tasks: { 'choose-resolution': 'cancel' },
    });
    expect(approved.outcome).toBe('cancelled');
    expect(moments(approved, 'approved')).toEqual(['Tue 17 11:00']);
    const asked = approved.timeline.flatMap((entry, at) => (entry.what === 'asked' ? [at] : []));
    const lines = approved.timeline.map((entry) => entryLine(entry, 'America/Los_Angeles').trim());
    expect(asked.map((at) => lines[at])).toEqual([
      'Tue 17 Mar 2026 09:00  waits for a person: case-team, about "cancel"; escalated if not answered by Thu 19 Mar 2026 09:00',
      'Tue 17 Mar 2026 10:00  waits for a person: manager, about "cancel"; escalated if not answered by Thu 19 Mar 2026 10:00',
    ]);
    expect(lines[(asked[1] ?? 0) + 1]).toBe('Tue 17 Mar 2026 11:00  approved: cancel');
    const declined = await stage.client.rehearse({
      procedure: 'case-alert',
      variant: '5',
      facts: { ...cancel, 'pending-on': 'shade' },
      tasks: { decision: 'decline', 'choose-resolution': 'as-on-rx' },
    });
    expect(declined.outcome).toBe('proceeded');
    expect(sent(declined)).not.toContainEqual(expect.stringContaining('cancellation '));
  });

  test('with a reply after the end becomes a task, and the case stays proceeded', async () => {
    const rehearsal = await stage.client.rehearse({
      procedure: 'case-alert',
      variant: '2',
      facts,
      replyOn: 9,
    });
    expect(rehearsal.outcome).toBe('proceeded');
    const late = rehearsal.timeline.filter(({ what }) => what === 'replied-after-the-end');
    expect(late).toHaveLength(1);
    const tasks = await stage.client.tasks({ caseId: rehearsal.workflowId });
    expect(tasks).toMatchObject([{ kind: 'late-reply' }]);
  });
});

describe('A rehearsal of three follow-ups for a solution sent on a Thursday', () => {
  const facts = { 'solution-sent': THURSDAY, 'customer-name': 'Chris Example' };

  test('follows up on Monday, Wednesday and Friday, then resolves the ticket', async () => {
    const rehearsal = await stage.client.rehearse({ procedure: 'three-follow-ups', facts });
    expect(rehearsal).toMatchObject({ variant: null, outcome: 'ended' });
    expect(sent(rehearsal, 'Australia/Sydney')).toEqual([
      'Mon 9 09:00 follow-up-1',
      'Wed 11 09:00 follow-up-2',
      'Fri 13 09:00 follow-up-3',
    ]);
  });

  test('with a reply on day 5 that staff answer begins a new round of three', async () => {
    const tasks = { reply: 'wait-again' };
    const rehearsal = await stage.client.rehearse({
      procedure: 'three-follow-ups',
      facts,
      replyOn: 5,
      tasks,
    });
    expect(rehearsal.outcome).toBe('ended');
    expect(sent(rehearsal, 'Australia/Sydney').map((line) => line.split(' ').at(-1))).toEqual([
      'follow-up-1',
      'follow-up-1',
      'follow-up-2',
      'follow-up-3',
    ]);
    expect(new Set(rehearsal.timeline.map(({ round }) => round))).toEqual(new Set([1, 2]));
  });

  test('with a reply after the end reopens the ticket, an hour before staff settle it', async () => {
    const rehearsal = await stage.client.rehearse({ procedure: 'three-follow-ups', facts, replyOn: 30 });
    expect(rehearsal.outcome).toBe('answered');
    const happened = rehearsal.timeline.map(({ what }) => what);
    expect(happened.filter((what) => what === 'reopened')).toHaveLength(1);
    expect(moments(rehearsal, 'ended', 'Australia/Sydney')).toEqual(['Fri 13 09:00', 'Fri 13 10:00']);
  });
});

describe('A rehearsal of a check-in missed on a Monday', () => {
  const facts = { 'check-in-due': '2026-03-09T12:00:00-07:00', 'client-name': 'Pat' };
  const missed = { procedure: 'missed-check-in', facts };

  test('plays staff who answer one thing after the other, with dates', async () => {
    const call = [
      { option: 'call-at', until: 'tomorrow' },
      { option: 'spoke', until: 9 },
    ];
    const rehearsal = await stage.client.rehearse({ ...missed, tasks: { 'how-are-you': call } });
    expect(rehearsal).toMatchObject({ outcome: 'ended', unused: [] });
    expect(rehearsal.asked).toEqual(expect.arrayContaining(['how-are-you', 'call', 'decision']));
    expect(moments(rehearsal, 'task-done').slice(0, 2)).toEqual(['Wed 11 13:00', 'Thu 12 10:00']);
    expect(moments(rehearsal, 'promise-broken')).toEqual(['Thu 19 00:00']);
  });

  test('is told what has come true, on a day or an hour after something was done', async () => {
    const on = (when: number | string) =>
      stage.client.rehearse({ ...missed, conditions: [{ condition: 'checked-in', on: when }] });
    expect(moments(await on(8), 'ended')).toEqual(['Tue 17 08:00']);
    const after = await on('very-late');
    expect(after.outcome).toBe('checked-in');
    expect(sent(after)).toEqual([
      'Tue 10 12:00 still-missing',
      'Thu 12 13:00 very-late',
      'Thu 12 13:00 very-late',
    ]);
    expect(moments(after, 'ended')).toEqual(['Thu 12 14:00']);
  });

  test('names the end of the week in its final message, and nothing that was not tried', async () => {
    const rehearsal = await stage.client.rehearse({ ...missed, tasks: { call: 'no-answer' } });
    const outbox = await stage.client.outbox({ caseId: rehearsal.workflowId });
    const said = (name: string) => outbox.find((item) => item.name === name)?.text;
    expect(said('final-message')).toContain('by the end of the week (Friday, March 20)');
    expect(said('very-late')).toContain('nobody took my call');
  });

  test('of what was found at a check-in goes on although the portal has that check-in', async () => {
    const lookUps = [answers('check-in', { handedIn: true })];
    const outcome = async (variant: string) =>
      (await stage.client.rehearse({ ...missed, variant, lookUps })).outcome;
    expect(await outcome('check-in')).toBe('checked-in');
    expect(await outcome('pore-clogger')).toBe('ended');
    const conditions = [{ condition: 'checked-in', on: 3 }];
    await expect(stage.client.rehearse({ ...missed, variant: 'pore-clogger', conditions })).rejects.toThrow(
      /FT-CLI-CONDITION.*ends no case of missed-check-in, variant pore-clogger/,
    );
  });

  test('says what never came up in it', async () => {
    const { unused } = await stage.client.rehearse({
      ...missed,
      replyOn: 'no-such-message',
      conditions: [{ condition: 'checked-in', on: 'still-missing' }],
      tasks: { decision: 'decline' },
    });
    expect(unused).toEqual(['decision', 'reply@no-such-message']);
  });

  test('takes no condition that ends no case of the procedure', async () => {
    const conditions = [{ condition: 'booked', on: 3 }];
    await expect(stage.client.rehearse({ ...missed, conditions })).rejects.toThrow(
      /FT-CLI-CONDITION.*"booked" ends no case of missed-check-in.*checked-in/,
    );
  });
});

test('a rehearsal of a missing appointment notes how each attempt was made', async () => {
  const facts = { 'last-appointment': MONDAY, 'last-service': 'peel' };
  const { workflowId } = await stage.client.rehearse({
    procedure: 'no-appointment-booked',
    facts,
    tasks: { call: ['voicemail', 'no-answer', 'spoke'] },
  });
  const notes = (await stage.client.outbox({ caseId: workflowId })).filter(({ name }) => name === 'attempt');
  expect(notes.map(({ subject, text }) => `${subject}: ${/^By: (.*)$/m.exec(text)?.[1]}`)).toEqual([
    'No Appointment Booked, first attempt: text',
    'No Appointment Booked, second attempt: text',
    'No Appointment Booked, third attempt: voicemail',
    'No Appointment Booked, fourth attempt: call without an answer',
    'No Appointment Booked, fifth attempt: conversation and text',
  ]);
});

test('a rehearsal needs no facts: it takes plain examples and begins now', async () => {
  const rehearsal = await stage.client.rehearse({ procedure: 'case-alert', variant: '2' });
  expect(rehearsal.outcome).toBe('proceeded');
});

test('a rehearsal without a worker breaks off with what is wrong', async () => {
  const alone = await stage.connect({ patience: 500 });
  await stage.stopWorker();
  await expect(alone.rehearse({ procedure: 'three-follow-ups' })).rejects.toThrow(/FT-CLI-REHEARSAL/);
  await stage.startWorker();
});

function sent(rehearsal: Rehearsal, zone?: string): string[] {
  return rehearsal.timeline
    .filter(({ what, about }) => what === 'done' && about?.includes('/send-'))
    .map(({ at, about }) => `${moment(at, zone)} ${about?.split(':').at(-1)}`);
}

function moments(rehearsal: Rehearsal, what: string, zone?: string): string[] {
  return rehearsal.timeline.filter((entry) => entry.what === what).map(({ at }) => moment(at, zone));
}

/** "Tue 10 09:00" in the procedure's zone, to the nearest minute. */
function moment(at: number, timeZone = 'America/Los_Angeles'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(Math.round(at / 60_000) * 60_000));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('weekday')} ${of('day')} ${of('hour')}:${of('minute')}`;
}

describe('A rehearsal that stands still', () => {
  test('says why instead of trying again for ever', async () => {
    const nobody = { name: 'Pat Example' };
    await expect(stage.client.rehearse({ procedure: 'three-follow-ups', contact: nobody })).rejects.toThrow(
      /judgement again and again: no-address/,
    );
  });
});
