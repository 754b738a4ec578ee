import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from '../../client/context.ts';
import { differences } from '../../client/differs.ts';
import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Case } from '../../ledger/schema.ts';
import { aCase, book } from '../ledger/support/book.ts';

describe('Opening what is there already', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  let row: Case;
  beforeAll(async () => {
    ({ ledger, close } = await book());
    const id = await aCase(ledger, {
      variant: '5',
      facts: { 'pet-name': 'Rex', resolution: 'wait', seen: '2026-03-06T18:30:00.000Z' },
      contact: { email: 'pat@example.com', phone: '+13105550100', consent: { email: true } },
    });
    row = (await findCase(ledger, id)) as Case;
  }, 60_000);
  afterAll(() => close());

  const differs = (facts: Record<string, unknown>, more: object = {}) =>
    differences({ ledger } as Context, row, { facts, ...more });

  test('with the same values nothing differs, however they are written', async () => {
    const same = { 'pet-name': ' Rex', resolution: 'wait', seen: '2026-03-06T10:30:00-08:00' };
    const contact = { email: 'pat@example.com', phone: '+1 310 555 0100', consent: { email: true } };
    expect(await differs(same, { variant: '5', contact })).toEqual([]);
  });

  test('what is left out does not differ', async () => {
    expect(await differs({ 'pet-name': null })).toEqual([]);
    expect(await differs({}, { contact: {} })).toEqual([]);
  });

  test('what is otherwise is named, without its value', async () => {
    const contact = { email: 'kim@example.com', portal: 'kim' };
    expect(await differs({ 'pet-name': 'Bella', resolution: 'cancel' }, { variant: '2', contact })).toEqual([
      'variant',
      'facts.pet-name',
      'facts.resolution',
      'contact.email',
      'contact.portal',
    ]);
  });

  test('the calendar that was chosen at the opening is no other when it is said again', async () => {
    const berlin = { ...row, calendar: 'berlin' };
    const calendar = (given: string) =>
      differences({ ledger } as Context, berlin, { facts: {}, calendar: given });
    expect(await calendar('berlin')).toEqual([]);
    expect(await calendar('clinic')).toEqual(['calendar']);
    expect(await differs({}, { calendar: 'berlin' })).toEqual(['calendar']);
  });

  test('what could not be kept at all differs, and is no reason to refuse', async () => {
    const contact = { email: 'nobody' };
    expect(await differs({ seen: 'yesterday', colour: 'A2' }, { contact })).toEqual([
      'facts.seen',
      'facts.colour',
      'contact.email',
    ]);
  });
});
