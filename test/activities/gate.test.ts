import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PerformInput } from '../../activities/contract.ts';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { decisionsOf } from '../../ledger/decisions.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { recordOptOut } from '../../ledger/contactRules/consents.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { recordInbound, releaseInbound } from '../../ledger/inbound.ts';
import { liftSuppression, suppress } from '../../ledger/suppressions.ts';
import { switchOff, switchOn } from '../../ledger/switches.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW, SAID } from './support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('The last look before a contact', () => {
  let at: Desk;
  let sink: HttpSink;
  beforeAll(async () => {
    at = await desk();
    sink = await httpSink();
    const settings = { url: sink.url, secret: sink.secret };
    at.configure({
      portal: { by: 'webhook', settings },
      email: { by: 'webhook', settings },
      note: { by: 'webhook', settings },
      act: { by: 'webhook', settings },
    });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await sink.close();
  });
  beforeEach(() => {
    sink.received.length = 0;
    at.deps.clock = () => NOW;
  });

  const reply = (caseId: string | null, address?: string) =>
    recordInbound(at.ledger, {
      caseId,
      channel: 'email',
      source: 'test',
      eventId: crypto.randomUUID(),
      ...(address ? { address } : {}),
      text: 'He is fine.',
      receivedAt: NOW,
    });

  interface Condition {
    when: string;
    reason: string;
    given: (caseId: string) => Promise<Partial<PerformInput> | void>;
    result: object;
  }
  const CONDITIONS: Condition[] = [
    {
      when: 'the case has been closed',
      reason: 'case-closed',
      given: async (caseId) => {
        const closed = { status: 'closed' as const, outcome: 'answered' as const, closed_at: NOW };
        await at.ledger
          .updateTable('cases')
          .set({ ...closed, closed_at: new Date(NOW) as never })
          .where('id', '=', caseId)
          .execute();
      },
      result: { status: 'failed', reason: 'case-closed' },
    },
    {
      when: 'a reply has come in',
      reason: 'answered',
      given: async (caseId) => void (await reply(caseId)),
      result: { status: 'answered', replies: [expect.any(String)] },
    },
    {
      when: 'a hold has been asked for',
      reason: 'held',
      given: async (caseId) =>
        void (await recordCommand(at.ledger, {
          caseId,
          name: 'hold',
          args: { until: NOW + 2 * DAY },
          actor: 'kim',
          at: NOW,
        })),
      result: { status: 'not-now', reason: 'held', until: NOW + 2 * DAY },
    },
    {
      when: 'the person has opted out of the channel',
      reason: 'opted-out',
      given: async (caseId) =>
        void (await recordOptOut(at.ledger, {
          address: caseId.split(':')[2] ?? '',
          channel: 'portal',
          purpose: null,
          reason: 'opted-out',
          source: 'test',
          evidence: null,
          by: 'kim',
          at: NOW,
        })),
      result: { status: 'failed', reason: 'opted-out' },
    },
    {
      when: 'the person has not agreed to the channel',
      reason: 'no-consent',
      given: async (caseId) =>
        void (await at.ledger
          .updateTable('cases')
          .set({ contact: JSON.stringify({ consent: { portal: false } }) })
          .where('id', '=', caseId)
          .execute()),
      result: { status: 'failed', reason: 'no-consent' },
    },
    {
      when: 'the sending hours are over',
      reason: 'outside-hours',
      given: async () => ({ slot: { at: NOW - 8 * HOUR, until: NOW } }),
      result: { status: 'not-now', reason: 'outside-hours', until: NOW },
    },
    {
      when: 'another attempt went out on the same local day',
      reason: 'one-attempt-a-day',
      given: async (caseId) => void (await at.perform(caseId, [HELLO_EMAIL], { key: 'day-0' })),
      result: { status: 'not-now', reason: 'one-attempt-a-day', until: Date.parse('2026-03-11T07:00:00Z') },
    },
    {
      when: 'the step is older than its last sensible moment',
      reason: 'too-late',
      given: async () => ({ slot: { at: NOW - 3 * DAY, until: NOW - 2 * DAY, notAfter: NOW - DAY } }),
      result: { status: 'skipped', reason: 'too-late' },
    },
    {
      when: 'the channel is switched off',
      reason: 'channel-off',
      given: async () => void (await switchOff(at.ledger, 'portal', 'an incident', 'kim', NOW)),
      result: { status: 'not-now', reason: 'channel-off', until: NOW + 30 * MINUTE },
    },
    {
      when: 'a withdrawal has been asked for',
      reason: 'case-withdrawn',
      given: async (caseId) =>
        void (await recordCommand(at.ledger, { caseId, name: 'withdraw', args: {}, actor: 'kim', at: NOW })),
      result: { status: 'not-now', reason: 'case-withdrawn', until: NOW + 5 * MINUTE },
    },
    {
      when: 'the thing waited for is said to have happened',
      reason: 'condition-met',
      given: async (caseId) =>
        void (await recordCommand(at.ledger, {
          caseId,
          name: 'conditionMet',
          args: {},
          actor: 'kim',
          at: NOW,
        })),
      result: { status: 'not-now', reason: 'condition-met', until: NOW + 5 * MINUTE },
    },
    {
      when: 'the case’s time runs ahead of the clock',
      reason: 'clock',
      given: async () => ({ at: NOW + 2 * MINUTE }),
      result: { status: 'failed', reason: 'clock' },
    },
    {
      when: 'the ledger has newer word of the case',
      reason: 'overtaken',
      given: async () => ({ at: NOW - DAY }),
      result: { status: 'not-now', reason: 'overtaken', until: NOW + 5 * MINUTE },
    },
  ];

  test.each(CONDITIONS)(
    'SND-6: when $when, nothing is sent, and the reason is $reason',
    async ({ given, reason, result }) => {
      const caseId = await at.open();
      await at.ledger
        .updateTable('cases')
        .set({ as_of: new Date(NOW - HOUR) as never })
        .where('id', '=', caseId)
        .execute();
      const more = (await given(caseId)) ?? {};
      sink.received.length = 0;
      const { results } = await at.perform(caseId, [HELLO], more);
      await switchOn(at.ledger, 'portal', { reason: 'repaired', by: 'kim', at: NOW });
      expect(results).toEqual([result]);
      expect(sink.received).toEqual([]);
      const last = (await decisionsOf(at.ledger, caseId)).at(-1);
      expect(last).toMatchObject({ allowed: false, reason });
    },
  );

  test('SND-6: every condition has a reason of its own', () => {
    expect(new Set(CONDITIONS.map(({ reason }) => reason)).size).toBe(CONDITIONS.length);
  });

  test('a yes is kept as well', async () => {
    const caseId = await at.open();
    await at.perform(caseId, [HELLO]);
    expect(await decisionsOf(at.ledger, caseId)).toMatchObject([
      { allowed: true, rule: 'all', reason: null, effect: 0 },
    ]);
  });

  test('a reply that a person has dealt with stops nothing any more', async () => {
    const caseId = await at.open();
    const { message } = await reply(caseId);
    await releaseInbound(at.ledger, [message.id], NOW);
    expect((await at.perform(caseId, [HELLO])).results).toMatchObject([{ status: 'done' }]);
  });

  test('a reply from an address that nobody has assigned stops contact with that address in every case', async () => {
    const caseId = await at.open({ contact: { email: 'Lee@Example.com' } });
    const { message } = await reply(null, 'lee@example.com');
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toEqual([
      { status: 'answered', replies: [message.id] },
    ]);
  });

  test('a hold that was taken back lets the message go out', async () => {
    const caseId = await at.open();
    await recordCommand(at.ledger, { caseId, name: 'hold', args: {}, actor: 'kim', at: NOW });
    await recordCommand(at.ledger, { caseId, name: 'resume', args: {}, actor: 'kim', at: NOW + 1 });
    expect((await at.perform(caseId, [HELLO])).results).toMatchObject([{ status: 'done' }]);
  });

  test('a suppression that was lifted lets the message go out', async () => {
    const caseId = await at.open({ contact: { email: 'back@example.com' } });
    await suppress(at.ledger, 'email', 'Back@example.com', 'address-refused', NOW);
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'address-refused' },
    ]);
    const lifted = { by: 'kim', because: 'it works again', at: NOW };
    await liftSuppression(at.ledger, 'email', 'back@example.com', lifted);
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toMatchObject([{ status: 'done' }]);
  });

  test('a note that tells what was done is posted although a reply has come in', async () => {
    const caseId = await at.open();
    await reply(caseId);
    expect((await at.perform(caseId, [SAID])).results).toEqual([{ status: 'done' }]);
  });

  test('several channels of one attempt go out on the same day', async () => {
    const caseId = await at.open();
    expect((await at.perform(caseId, [HELLO, HELLO_EMAIL])).results).toHaveLength(2);
  });

  test('what is done at the opening has no dates: it waits for its channel, and is a person’s matter in the end', async () => {
    const caseId = await at.open();
    await switchOff(at.ledger, 'note', 'an incident', 'kim', NOW);
    const opening = { slot: null, key: 'opened', attempt: false };
    const soon = at.perform(caseId, [SAID], opening);
    await expect(soon).rejects.toMatchObject({ type: 'channel-off', nextRetryDelay: 30 * MINUTE });
    const { results } = await at.perform(caseId, [SAID], opening, { attempt: 6 });
    await switchOn(at.ledger, 'note', { reason: 'repaired', by: 'kim', at: NOW });
    expect(results).toEqual([{ status: 'failed', reason: 'channel-off' }]);
  });

  test('a cap per person counts live emails over all cases, and neither portal messages nor rehearsals', async () => {
    const contact = { email: 'often@example.com' };
    const [first, second, third] = [
      await at.open({ contact }),
      await at.open({ contact }),
      await at.open({ contact }),
    ];
    const rehearsal = await at.open({ contact, rehearsal: true });
    await keepContactRules(at.ledger, { ...DEFAULT_RULES, caps: [{ attempts: 2, days: 7 }] }, 'test', NOW);
    await at.perform(rehearsal, [HELLO_EMAIL], { rehearsal: true });
    expect((await at.perform(first, [HELLO_EMAIL])).results).toMatchObject([{ status: 'done' }]);
    expect((await at.perform(second, [HELLO_EMAIL])).results).toMatchObject([{ status: 'done' }]);
    expect((await at.perform(third, [HELLO_EMAIL])).results).toMatchObject([
      { status: 'not-now', reason: 'person-cap' },
    ]);
    expect((await at.perform(third, [HELLO])).results).toMatchObject([{ status: 'done' }]);
    const tomorrow = { at: NOW + DAY, slot: { at: NOW + DAY, until: NOW + DAY + HOUR } };
    const { results } = await at.perform(rehearsal, [HELLO_EMAIL], {
      rehearsal: true,
      key: 'day-2',
      ...tomorrow,
    });
    expect(results).toMatchObject([{ status: 'done' }]);
    await keepContactRules(at.ledger, DEFAULT_RULES, 'test', NOW);
  });

  test('a rehearsal goes by its own time and never reaches a real system', async () => {
    const caseId = await at.open({ rehearsal: true });
    const later = NOW + 300 * DAY;
    const { results } = await at.perform(caseId, [HELLO, SAID], {
      rehearsal: true,
      at: later,
      slot: { at: later, until: later + HOUR },
    });
    expect(results).toEqual([{ status: 'done', deliveredAt: later }, { status: 'done' }]);
    expect(sink.received).toEqual([]);
  });
});
