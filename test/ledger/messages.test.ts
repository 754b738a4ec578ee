import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { storeView } from '../../ledger/cases.ts';
import {
  answerCommand,
  findCommand,
  markDelivered,
  recordCommand,
  unansweredCommands,
} from '../../ledger/commands.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { inboundOf, recordInbound, releaseInbound } from '../../ledger/inbound.ts';
import { sameAddress } from '../../ledger/locks.ts';
import { closeTask, listTasks, openTasks } from '../../ledger/tasks.ts';
import { aCase, book, NOW } from './support/book.ts';

describe('What comes in, what people ask and what they must do', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, close } = await book());
  }, 60_000);
  afterAll(() => close());

  const reply = (caseId: string | null, eventId: string, source = 'portal') =>
    recordInbound(ledger, {
      caseId,
      channel: 'portal',
      source,
      eventId,
      address: ' Pat@Example.com',
      text: 'Yes.',
      receivedAt: NOW,
    });

  test('MSG-4: the same reply delivered five times is stored once', async () => {
    const caseId = await aCase(ledger);
    const stored = await Promise.all(Array.from({ length: 5 }, () => reply(caseId, 'event-1')));
    expect(stored.filter((one) => one.stored)).toHaveLength(1);
    expect(new Set(stored.map(({ message }) => message.id)).size).toBe(1);
    expect(await inboundOf(ledger, caseId)).toHaveLength(1);
  });

  test('an address is spelt alike in the program and in the ledger', async () => {
    const written = [
      'Pat@Example.com ',
      'Example-Dental',
      '\u00a0ZAHNÄRZTE-77\u3000',
      '+1 (202) 555-0143',
      '+44\u201120.7946/0958',
      '+1 202 CALL',
      '0044 20 7946',
      '+',
      '',
    ];
    const { rows } = await sql<{ spelt: string }>`select same_address(w) as spelt
      from unnest(${written}::text[]) with ordinality as each(w, at) order by at`.execute(ledger);
    expect(rows.map(({ spelt }) => spelt)).toEqual(written.map(sameAddress));
  });

  test('the same event id of another source is another reply', async () => {
    const caseId = await aCase(ledger);
    await reply(caseId, 'event-2', 'portal');
    await reply(caseId, 'event-2', 'mail');
    expect(await inboundOf(ledger, caseId)).toHaveLength(2);
  });

  test('MSG-7: a reply to a closed case is kept and marked', async () => {
    const caseId = await aCase(ledger);
    const view = {
      status: 'closed',
      waitingOn: null,
      nextAt: null,
      attempts: 1,
      round: 1,
      outcome: 'proceeded',
    } as const;
    await storeView(ledger, caseId, NOW, view);
    expect((await reply(caseId, 'late')).message).toMatchObject({ after_end: true, released_at: null });
  });

  test('addresses are kept in one spelling, and a release keeps its first moment', async () => {
    const { message } = await reply(null, 'event-3');
    expect(message.address).toBe('pat@example.com');
    await releaseInbound(ledger, [message.id], NOW);
    await releaseInbound(ledger, [message.id], NOW + 1);
    const rows = await ledger
      .selectFrom('inbound')
      .select('released_at')
      .where('id', '=', message.id)
      .execute();
    expect(rows).toEqual([{ released_at: NOW }]);
  });

  test('a command with the caller’s own id is asked once, and its first answer stands', async () => {
    const caseId = await aCase(ledger);
    const given = { id: 'command-1', caseId, name: 'hold', args: { until: NOW }, actor: 'kim', at: NOW };
    await recordCommand(ledger, given);
    expect(await recordCommand(ledger, { ...given, actor: 'lee' })).toMatchObject({
      actor: 'kim',
      args: { until: NOW },
    });
    expect(await unansweredCommands(ledger)).toMatchObject([{ id: 'command-1', delivered_at: null }]);
    await markDelivered(ledger, 'command-1', NOW + 1);
    await answerCommand(ledger, 'command-1', { answer: { status: 'held' }, at: NOW + 2 });
    await answerCommand(ledger, 'command-1', { error: 'case-closed', at: NOW + 3 });
    expect(await findCommand(ledger, 'command-1')).toMatchObject({
      delivered_at: NOW + 1,
      answered_at: NOW + 2,
      answer: { status: 'held' },
      error: null,
    });
    expect(await unansweredCommands(ledger)).toEqual([]);
  });

  test('a task is opened once and closed once; who was first stands', async () => {
    const caseId = await aCase(ledger);
    const task = {
      caseId,
      key: 'k',
      kind: 'step',
      role: 'desk',
      title: 'Ring',
      body: '',
      options: ['done'],
      about: 'x',
      at: NOW,
    } as const;
    await openTasks(ledger, [{ ...task, options: ['done'] }]);
    await openTasks(ledger, [{ ...task, title: 'Other', options: ['done'] }]);
    expect(await listTasks(ledger, { caseId })).toMatchObject([
      { title: 'Ring', state: 'open', options: ['done'] },
    ]);
    const closed = await Promise.all(
      ['kim', 'lee'].map((by) => closeTask(ledger, { caseId, key: 'k', option: 'done', by, at: NOW })),
    );
    expect(closed.filter(Boolean)).toHaveLength(1);
    expect(await listTasks(ledger, { caseId })).toEqual([]);
    expect(await listTasks(ledger, { caseId, state: 'done' })).toHaveLength(1);
  });
});
