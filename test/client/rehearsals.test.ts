import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { beginDoing } from '../../activities/doing.ts';
import type { PerformInput } from '../../activities/contract.ts';
import type { RehearsalState } from '../../client/index.ts';
import { label } from '../../domain/calendar/localTime.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { createLookUps } from '../../connectors/lookups/lookUps.ts';
import { verifying } from '../../activities/verify/verify.ts';
import { type Configured, everythingConfigured } from './support/configured.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
let configured: Configured;
beforeAll(async () => {
  [stage, configured] = await Promise.all([openStage(), everythingConfigured()]);
  const { ledger } = stage.client;
  const lookUps = createLookUps(configured.config, ledger);
  const connectors = createConnectors(configured.config, ledger);
  await stage.startWorker({ deps: { connectors, ...verifying({ lookUps }) } });
});
afterAll(() => Promise.all([stage.close(), configured.close()]));

/** Monday, in the morning in Los Angeles: day zero of the alert. */
const ALERT = {
  procedure: 'case-alert',
  variant: '2',
  facts: { 'alert-sent': '2026-03-09T10:30:00-07:00', 'doctor-name': 'Example' },
};
const start = () => stage.client.rehearsals.start(ALERT);

const clock = ({ zone, clock: at }: RehearsalState) => label(zone, at);
const happened = ({ timeline }: RehearsalState) => timeline.map(({ what }) => what);
const outOf = async (id: string) =>
  (await stage.client.outbox({ caseId: id })).filter(({ verb }) => verb === 'send').map(({ name }) => name);

describe('A rehearsal by hand', () => {
  test('goes on when it is told to, by whichever process has its id', async () => {
    const other = await stage.connect();
    const { rehearsals } = stage.client;
    const opened = await start();
    expect(opened).toMatchObject({ status: 'waiting', waitingOn: 'step:day-1', contact: 'Pat Example' });
    expect(clock(opened)).toBe('Mon 9 Mar 2026 10:30');
    const first = await other.rehearsals.step(opened.id);
    expect(clock(first)).toBe('Tue 10 Mar 2026 09:01');
    expect(await outOf(opened.id)).toEqual(['reminder-1']);
    expect(clock(await rehearsals.day(opened.id))).toBe('Wed 11 Mar 2026 08:00');
    expect(await outOf(opened.id)).toEqual(['reminder-1']);
    const answered = await other.rehearsals.reply(opened.id, 'Please go on.');
    expect(answered).toMatchObject({ status: 'answered', nextAt: null });
    expect(answered.timeline.at(-1)).toMatchObject({ what: 'replied' });
    expect(label(answered.zone, answered.timeline.at(-1)?.at ?? 0)).toBe('Wed 11 Mar 2026 08:00');
    expect(answered.can).not.toContain('step');
    const settled = await rehearsals.doTask(opened.id, 'reply', { option: 'settle' });
    expect(settled).toMatchObject({ status: 'closed', outcome: 'answered', tasks: [] });
    expect((await rehearsals.state(opened.id)).timeline).toEqual(settled.timeline);
    expect(await outOf(opened.id)).toEqual(['reminder-1']);
  });

  test('goes on while all channels are switched off, because nobody is reached', async () => {
    const everything = { channel: 'all', by: 'kim', reason: 'a test of the switch' };
    await stage.client.channelOff(everything);
    try {
      const opened = await start();
      expect(opened).toMatchObject({ status: 'waiting', waitingOn: 'step:day-1' });
      await stage.client.rehearsals.step(opened.id);
      expect(await outOf(opened.id)).toEqual(['reminder-1']);
    } finally {
      await stage.client.channelOn(everything);
    }
  });

  test('moved past several dates does what comes at each of them', async () => {
    const { id } = await start();
    const moved = await stage.client.rehearsals.to(id, '2026-03-12');
    expect(clock(moved)).toBe('Thu 12 Mar 2026 08:00');
    expect(await outOf(id)).toEqual(['reminder-1', 'last-reminder']);
    const sent = moved.timeline.filter(({ about }) => about?.includes('/send-'));
    expect(sent.map(({ at }) => label(moved.zone, at))).toEqual([
      'Tue 10 Mar 2026 09:00',
      'Wed 11 Mar 2026 09:00',
    ]);
  });

  test('asks for a decision as the procedure does, and cancels nothing without it', async () => {
    const { rehearsals } = stage.client;
    const { id } = await rehearsals.start({
      ...ALERT,
      variant: '5',
      facts: { ...ALERT.facts, resolution: 'cancel' },
    });
    await rehearsals.to(id, '2026-03-18');
    const chosen = await rehearsals.decide(id, 'cancel');
    const warned = chosen.tasks.length > 0 ? chosen : await rehearsals.step(id);
    expect(warned.tasks).toMatchObject([{ kind: 'decision', name: 'cancel' }]);
    const moved = await rehearsals.day(id, 20);
    expect(moved).toMatchObject({ status: 'with-a-person', nextAt: null });
    expect(happened(moved)).toContain('escalated');
    const declined = await rehearsals.decide(id, 'decline');
    expect(declined.tasks).toMatchObject([{ kind: 'choose-resolution' }]);
    expect(declined.outcome).toBeNull();
  });

  test('refuses what makes no sense, and says why', async () => {
    const { rehearsals } = stage.client;
    const { id } = await start();
    const refused = (work: Promise<unknown>, why: RegExp) => expect(work).rejects.toThrow(why);
    await refused(rehearsals.to(id, '2026-03-01'), /FT-CLI-REHEARSED.*the past/);
    await refused(rehearsals.to(id, '2029-03-01'), /FT-CLI-REHEARSED.*a year ahead/);
    await refused(rehearsals.to(id, 'soon'), /FT-CLI-MOMENT/);
    await refused(rehearsals.day(id, 0), /FT-CLI-REHEARSED.*1 or more/);
    await refused(rehearsals.doTask(id), /FT-CLI-REHEARSED.*nobody is asked/);
    await refused(rehearsals.conditionMet(id, 'booked'), /FT-CLI-CONDITION/);
    await refused(rehearsals.failNextSend(id, 'loudly' as never), /FT-CLI-REHEARSED.*bounces/);
    await refused(rehearsals.state('case-alert:rehearsal:none'), /FT-CLI-NO-CASE/);
    await rehearsals.end(id);
    await refused(rehearsals.step(id), /FT-CLI-REHEARSED.*has ended/);
  });

  test('is never a live case', async () => {
    const live = await stage.client.openCase({ ...ALERT, source: 'lab', id: 'alert-1', contact: {} });
    const { rehearsals } = stage.client;
    for (const call of ['state', 'step', 'end', 'day', 'reply'] as const)
      await expect(rehearsals[call](live.id)).rejects.toThrow(/FT-CLI-REHEARSED.*live case/);
    await stage.client.withdraw(live.id, { by: 'someone' });
  });

  test('is one to the activities by the word of the ledger, whatever its workflow was told', async () => {
    const { id } = await start();
    const asked = { caseId: id, rehearsal: false, effects: [], calendar: 'x' } as unknown as PerformInput;
    const calendar = () => ({ zone: 'UTC' }) as never;
    const doing = await beginDoing({ ledger: stage.client.ledger, calendar, owners: {} } as never, asked);
    expect(doing?.input.rehearsal).toBe(true);
  });
});

describe('The next message of a rehearsal', () => {
  const failing = async (how: 'temporarily' | 'refused' | 'bounces' | 'ambiguous') => {
    const { id } = await start();
    const ordered = await stage.client.rehearsals.failNextSend(id, how);
    expect(ordered.order).toEqual({ how, taken: false });
    const after = await stage.client.rehearsals.step(id);
    expect(after.order).toEqual({ how, taken: true });
    return after;
  };

  test('refused for now goes out at the second try, and only once', async () => {
    const after = await failing('temporarily');
    expect(after).toMatchObject({ status: 'waiting', waitingOn: 'step:day-2' });
    expect(await outOf(after.id)).toEqual(['reminder-1']);
  });

  test('refused for good is put before a person, and no other case remembers the address', async () => {
    const after = await failing('refused');
    expect(after).toMatchObject({ status: 'problem', tasks: [{ kind: 'problem' }] });
    expect(await outOf(after.id)).toEqual([]);
    const { ledger } = stage.client;
    expect(await ledger.selectFrom('suppressions').selectAll().execute()).toEqual([]);
    const left = await stage.client.rehearsals.doTask(after.id, undefined, { option: 'leave-it-out' });
    expect(left).toMatchObject({ status: 'waiting', waitingOn: 'step:day-2' });
  });

  test('that comes back was accepted first, and then counts for nothing', async () => {
    const after = await failing('bounces');
    expect(happened(after)).toEqual(expect.arrayContaining(['done', 'undelivered', 'problem']));
    expect(after).toMatchObject({ status: 'problem', tasks: [{ kind: 'problem' }] });
    expect(await outOf(after.id)).toEqual(['reminder-1']);
  });

  test('of which nobody knows whether it arrived is not sent again without a person', async () => {
    const after = await failing('ambiguous');
    expect(after).toMatchObject({ status: 'problem' });
    expect(after.timeline.at(-1)).toMatchObject({ what: 'problem', because: 'ambiguous' });
    const later = await stage.client.rehearsals.day(after.id, 3);
    expect(later.status).toBe('problem');
    expect(await outOf(after.id)).toEqual(['reminder-1']);
    const again = await stage.client.rehearsals.doTask(after.id, 'problem', { option: 'count-as-done' });
    expect(again.status).toBe('waiting');
  });
});

describe('A rehearsal with everything configured', () => {
  test('reaches no relay, no webhook and no look-up, though all of them are configured', async () => {
    const { mail, web } = configured;
    const before = { mail: mail.connections, web: web.connections };
    const { rehearsals } = stage.client;
    const { id } = await rehearsals.start({
      procedure: 'missed-check-in',
      facts: { 'check-in-due': '2026-03-09T12:00:00-07:00', 'client-name': 'Pat' },
    });
    await rehearsals.to(id, '2026-03-12');
    await rehearsals.doTask(id, 'how-are-you', { option: 'no-answer' });
    await rehearsals.to(id, '2026-03-20');
    const approved = await rehearsals.decide(id, 'approve');
    const ended = approved.status === 'closed' ? approved : await rehearsals.to(id, '2026-04-03');
    expect(ended.outcome).toBe('ended');
    const kept = await stage.client.outbox({ caseId: id });
    expect(new Set(kept.map(({ channel }) => channel))).toEqual(
      new Set(['portal', 'text', 'email', 'tell', 'act', 'note']),
    );
    const looked = await stage.client.ledger
      .selectFrom('look_ups')
      .select('connector')
      .where('case_id', '=', id)
      .execute();
    expect(new Set(looked.map(({ connector }) => connector))).toEqual(new Set(['sandbox']));
    expect({ mail: mail.connections, web: web.connections }).toEqual(before);
  });

  test('would have reached them as a live case, by the same configuration', async () => {
    const { mail, web } = configured;
    const { ledger } = stage.client;
    const { message } = createConnectors(configured.config, ledger);
    const email = message('email', false);
    if (email.by !== 'port') throw new Error('email goes by hand');
    const of = { id: 'x', procedure: 'missed-check-in', source: 'test', occurrence: '1' };
    const prepared = await email.port.prepare({
      verb: 'send',
      id: 'intent-1',
      case: of,
      name: 'very-late',
      at: Date.now(),
      channel: 'email',
      to: 'pat@example.com',
      toName: null,
      subject: 'An example',
      text: 'An example.',
      html: null,
      thread: [],
    });
    await email.port.deliver({ id: 'intent-1', caseId: of.id, to: 'pat@example.com', body: prepared.body });
    const client = { email: 'pat@example.com', phone: null, portal: null };
    const at = Date.now();
    const about = { variant: null, dayZero: null, client };
    const question = { name: 'check-in', case: of, ...about, since: at, at, openedAt: at } as const;
    const posts = web.received.length;
    await createLookUps(configured.config, ledger).port('check-in', false).look(question);
    expect({ mail: mail.received.length, web: web.received.length }).toEqual({ mail: 1, web: posts + 1 });
  });
});
