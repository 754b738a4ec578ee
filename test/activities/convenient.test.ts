import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordConsent } from '../../ledger/contactRules/consents.ts';
import {
  liftInconvenient,
  listInconvenient,
  recordInconvenient,
} from '../../ledger/contactRules/inconvenient.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from './support/desk.ts';

const HOUR = 3_600_000;

let at: Desk;
beforeAll(async () => {
  at = await desk();
}, 60_000);
afterAll(() => at.close());

let people = 0;
/** In Los Angeles, where it is ten in the morning. */
function somebody() {
  people += 1;
  const number = String(people).padStart(4, '0');
  return { phone: `+1310555${number}`, email: `busy-${people}@example.com` };
}
const written = async (contact: object) =>
  (await at.perform(await at.open({ contact }), [HELLO_EMAIL])).results[0];
const notes = (address: string, what: Parameters<typeof recordInconvenient>[1]['what'], channel = '*') =>
  recordInconvenient(at.ledger, { address, channel, what, note: 'said so', by: 'kim', at: NOW - HOUR });

describe('LAW-7: what a person calls inconvenient is kept by the gate', () => {
  test('hours, on whichever of their addresses they were noted: the contact waits until they are over', async () => {
    const contact = somebody();
    await notes(contact.phone.replace('+1310', '+1 (310) '), {
      hours: { from: '09:30', until: '11:00' },
      weekdays: [2],
    });
    expect(await written(contact)).toEqual({ status: 'not-now', reason: 'inconvenient', until: NOW + HOUR });
    expect(await written(somebody())).toMatchObject({ status: 'done' });
  });

  test('hours for calls do not hold back an email', async () => {
    const contact = somebody();
    await notes(contact.phone, { hours: { from: '00:00', until: '24:00' }, weekdays: null }, 'call');
    expect(await written(contact)).toMatchObject({ status: 'done' });
  });

  test('an address at work is not written to until its person agrees to it', async () => {
    const contact = somebody();
    await notes(contact.email, { hours: null });
    expect(await written(contact)).toEqual({ status: 'failed', reason: 'inconvenient-place' });
    await recordConsent(at.ledger, {
      address: contact.email,
      channel: 'email',
      purpose: 'informational',
      source: 'form',
      wording: null,
      evidence: 'file 7',
      by: 'kim',
      at: NOW,
      expiresAt: null,
    });
    expect(await written(contact)).toMatchObject({ status: 'done' });
  });

  test('a note that was lifted holds no more, and stays on record', async () => {
    const contact = somebody();
    const id = await notes(contact.email, { hours: { from: '00:00', until: '24:00' }, weekdays: null });
    expect(await listInconvenient(at.ledger, { address: contact.email, limit: 9 })).toMatchObject([{ id }]);
    expect(await liftInconvenient(at.ledger, { id, by: 'kim', at: NOW })).toBe(true);
    expect(await liftInconvenient(at.ledger, { id, by: 'kim', at: NOW })).toBe(false);
    expect(await listInconvenient(at.ledger, { address: contact.email, limit: 9 })).toEqual([]);
    expect(await written(contact)).toMatchObject({ status: 'done' });
    const kept = await at.ledger
      .selectFrom('inconvenient')
      .select('lifted_by')
      .where('id', '=', id)
      .execute();
    expect(kept).toEqual([{ lifted_by: 'kim' }]);
  });
});
