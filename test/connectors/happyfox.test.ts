import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { checkHappyfox } from '../../connectors/happyfox/check.ts';
import { happyfox } from '../../connectors/happyfox/happyfox.ts';
import { type Desk, desk } from '../activities/support/desk.ts';
import { type HappyfoxDouble, happyfoxDouble } from '../doubles/happyfox/happyfox.ts';
import { aReply, happyfoxSettings } from './support/desks.ts';
import { aNote, anAct } from './support/keapDesk.ts';

let house: Desk;
let vendor: HappyfoxDouble;
let caseId: string;
let number = 40;
beforeAll(async () => {
  house = await desk();
}, 120_000);
afterAll(() => house?.close());
beforeEach(async () => {
  vendor = await happyfoxDouble();
  number += 1;
  caseId = await house.open({ occurrence: String(number) });
});
afterEach(() => vendor.close());

const port = (repeats = true) => happyfox(happyfoxSettings(vendor.url), house.ledger, repeats);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ConnectorError ? error.verdict.reason : String(error)),
  );
const changes = () => vendor.asked.filter(({ method }) => method !== 'GET').length;
const SOLVED = 5;
const IN_PROGRESS = 2;

describe('A ticket in HappyFox', () => {
  test('is resolved and opened again by the ids that the account gives its statuses, and nobody is mailed', async () => {
    const ticket = vendor.add(number);
    await port().deliver(anAct(caseId, 'resolve-ticket'));
    expect(ticket.status).toBe(SOLVED);
    await port().deliver(anAct(caseId, 'reopen-ticket'));
    expect(ticket.status).toBe(IN_PROGRESS);
    expect(vendor.mailed).toEqual([]);
  });

  test('is resolved once, also when the answer to the first try was lost', async () => {
    vendor.add(number);
    const act = anAct(caseId, 'resolve-ticket');
    vendor.next('accept-then-drop', 'POST /api/1.1/json/ticket');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    await port().deliver(act);
    expect(changes()).toBe(1);
  });

  test('is not resolved when the customer has answered, and opened again when they answer at that moment', async () => {
    const ticket = vendor.add(number);
    vendor.customerWrites(number, 'It still does not work.');
    expect(await reasonOf(port().deliver(anAct(caseId, 'resolve-ticket')))).toBe('answered-meanwhile');
    expect(changes()).toBe(0);
    ticket.updates.pop();
    vendor.before = ({ method }) => {
      if (method !== 'POST') return;
      vendor.before = () => undefined;
      vendor.customerWrites(number, 'Wait!');
    };
    expect(await reasonOf(port().deliver(anAct(caseId, 'resolve-ticket')))).toBe('answered-meanwhile');
    expect(ticket.status).toBe(IN_PROGRESS);
  });

  test('gets a private note, once', async () => {
    const ticket = vendor.add(number);
    const note = aNote(caseId);
    vendor.next('accept-then-drop', 'POST /api/1.1/json/ticket');
    expect(await reasonOf(port().deliver(note))).toBe('ambiguous');
    await port().deliver(note);
    expect(ticket.updates.filter(({ message }) => message?.message_type === 'p')).toHaveLength(1);
    expect(vendor.mailed).toEqual([]);
  });

  test('is made once for a client who is handed over, in the team’s name, so that the client hears nothing', async () => {
    const other = await house.open({ occurrence: 'pat-2026-03-09' });
    const act = anAct(other, 'hand-over');
    vendor.next('accept-then-drop', 'POST /api/1.1/json/tickets');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    const { providerId } = await port().deliver(act);
    expect(vendor.tickets.map(({ id, assignee }) => [String(id), assignee])).toEqual([[providerId, 6]]);
    expect(vendor.tickets[0]?.updates[0]?.message?.text).toContain('Email: pat@example.com');
    expect(vendor.mailed.map(({ to }) => to)).toEqual(['team@example.com']);
  });

  /** Other tickets of ours, whose ids begin alike: they were made at the same time. */
  const alike = (id: string, many: number) => {
    for (let index = 0; index < many; index += 1) {
      const ticket = vendor.add(1_000 + index);
      const another = `${id.slice(0, 9)}0000-0000-0000-${String(index).padStart(12, '0')}`;
      ticket.subject = `Handed over: small, ${index} (Followthrough ${another})`;
      vendor.customerWrites(ticket.id, `I was told about ${id}.`);
    }
  };

  test('is known again by its whole id, on whatever page of the search it is, and by nothing that is like it', async () => {
    const other = await house.open({ occurrence: 'kim-2026-03-09' });
    const act = anAct(other, 'hand-over');
    alike(act.id, 30);
    vendor.next('accept-then-drop', 'POST /api/1.1/json/tickets');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    const made = vendor.tickets.at(-1);
    alike(act.id, 90);
    expect(await port().deliver(act)).toEqual({ providerId: String(made?.id) });
    expect(changes()).toBe(1);
  });

  test('is not made while more is found than can be looked through: a person looks', async () => {
    const other = await house.open({ occurrence: 'sam-2026-03-09' });
    const act = anAct(other, 'hand-over');
    alike(act.id, 501);
    expect(await reasonOf(port().deliver(act))).toBe('several-there');
    expect(changes()).toBe(0);
  });

  test('is not made after a search whose answer is not understood', async () => {
    const other = await house.open({ occurrence: 'lee-2026-03-09' });
    vendor.next({ status: 200, body: { tickets: [] } }, 'GET /api/1.1/json/tickets');
    expect(await reasonOf(port().deliver(anAct(other, 'hand-over')))).not.toBe('done');
    expect(changes()).toBe(0);
  });

  test('goes to its new agent with the facts of the case when it is handed over', async () => {
    const ticket = vendor.add(number);
    await port().deliver(anAct(caseId, 'hand-over'));
    expect(ticket.assignee).toBe(6);
    expect(ticket.updates.at(-2)?.message?.text).toContain('pet-name: Rex');
    expect(vendor.mailed).toEqual([]);
  });

  test('is left alone when a status is configured that the account does not have', async () => {
    vendor.add(number);
    const wrong = happyfox({ ...happyfoxSettings(vendor.url), resolved: 'Done' }, house.ledger, true);
    expect(await reasonOf(wrong.deliver(anAct(caseId, 'resolve-ticket')))).toBe('request-refused');
    expect(changes()).toBe(0);
  });
});

describe('A message inside a ticket in HappyFox', () => {
  test('is mailed to the customer once; a lost answer is found by its words', async () => {
    vendor.add(number);
    const reply = aReply(caseId, 'Did it help?\nWe are glad to look again.');
    vendor.next('accept-then-drop', 'POST /api/1.1/json/ticket');
    expect(await reasonOf(port(false).deliver(reply))).toBe('ambiguous');
    expect(await port(false).find?.({ ...reply, since: Date.now() })).not.toBeNull();
    await port(false).deliver(reply);
    expect(vendor.mailed).toMatchObject([{ to: 'pat@example.com' }]);
  });
});

describe('Looking at the account', () => {
  test('tells a status that is configured and not there', async () => {
    const settings = happyfoxSettings(vendor.url);
    expect(await checkHappyfox(settings)).toMatchObject([{ state: 'works' }]);
    expect(await checkHappyfox({ ...settings, resolved: 'Done' })).toMatchObject([
      { state: 'works' },
      { state: 'missing' },
    ]);
    vendor.next({ status: 429, headers: { 'retry-after': '600' } });
    expect(await checkHappyfox(settings)).toMatchObject([{ state: 'unknown' }]);
  });
});
