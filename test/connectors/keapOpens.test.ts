import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { keapLookUps } from '../../connectors/keap/opens.ts';
import { emailOpens } from '../../domain/verify/emailOpens.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { type KeapDouble, keapDouble } from '../doubles/keap/keap.ts';
import { keapSettings } from './support/keapDesk.ts';

// A key that does not change needs no ledger.
let ledger: Ledger;
let vendor: KeapDouble;
beforeAll(() => {
  ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
});
afterAll(() => closeLedger(ledger));
beforeEach(async () => {
  vendor = await keapDouble();
  vendor.contacts.push({ id: '7', email: 'pat@example.com' });
});
afterEach(() => vendor.close());

const SINCE = Date.parse('2026-03-09T19:00:00Z');
const mail = (sent: string, more: object = {}) => ({
  contact_id: '7',
  sent_to_address: 'pat@example.com',
  sent_time: `2026-03-${sent}:00:00Z`,
  original_provider: 'INFUSIONSOFT',
  ...more,
});

async function look(email: string | null = 'pat@example.com') {
  const settings = keapSettings(vendor, { login: { token: vendor.tokens.access } });
  return keapLookUps(settings, ledger).look({
    name: 'email-opens',
    case: { id: 'c', procedure: 'missed-check-in', source: 'test', occurrence: '1' },
    variant: 'check-in',
    dayZero: SINCE,
    client: { email, phone: null, portal: null },
    since: SINCE,
    at: SINCE + 86_400_000,
    openedAt: SINCE,
  });
}
const chosen = async () => emailOpens(await look());

describe('Whether mail to a contact is opened, as Keap tells it', () => {
  test('opened: one of the mails since then has a time of opening, or of a click', async () => {
    vendor.mails.push(mail('10T08', { opened_time: '2026-03-10T09:00:00Z' }), mail('10T12'));
    expect(await chosen()).toBe('opened');
    vendor.mails.splice(0, 2, mail('10T08', { clicked_time: '2026-03-10T09:00:00Z' }));
    expect(await chosen()).toBe('opened');
  });

  test('not opened: mails went out since then, and none has been opened so far', async () => {
    vendor.mails.push(mail('10T08'), mail('01T08', { opened_time: '2026-03-01T09:00:00Z' }));
    expect(await chosen()).toBe('not-opened');
  });

  test('unknown: no mail is there, or only mail that Keap did not send and cannot see opened', async () => {
    expect(await chosen()).toBe('unknown');
    vendor.mails.push(mail('10T08', { original_provider: 'GOOGLE' }));
    expect(await chosen()).toBe('unknown');
  });

  test('unknown: the contact is not there, two have the address, or Keap cannot be read', async () => {
    vendor.mails.push(mail('10T08'));
    expect(await look('other@example.com')).toEqual({ readable: true, known: false });
    expect(await look(null)).toEqual({ readable: true, known: false });
    vendor.contacts.push({ id: '8', email: 'pat@example.com' });
    expect(await look()).toMatchObject({ readable: false });
    vendor.contacts.pop();
    vendor.next('drop');
    expect(await look()).toEqual({ readable: false, why: 'unreachable' });
    vendor.next({ status: 200, body: { emails: 'none' } }, 'GET /rest/v2/emails');
    expect(await look()).toEqual({ readable: false, why: 'answer-not-understood' });
  });

  test('not received: Keap has found that mail to the address bounces, whatever was opened before', async () => {
    vendor.mails.push(mail('10T08', { opened_time: '2026-03-10T09:00:00Z' }));
    vendor.contacts[0]!.status = 'HARD_BOUNCE';
    expect(await chosen()).toBe('not-received');
  });

  test('what the contact wrote themselves, from a mailbox that is synchronised, is no mail to them', async () => {
    vendor.mails.push(
      mail('10T08', { sent_to_address: 'kim@example.com', opened_time: '2026-03-10T09:00:00Z' }),
    );
    expect(await chosen()).toBe('unknown');
  });

  test('every page is read', async () => {
    vendor.pageSize = 2;
    vendor.mails.push(...['10T08', '10T09', '10T10', '10T11'].map((at) => mail(at)));
    vendor.mails.push(mail('10T12', { opened_time: '2026-03-10T13:00:00Z' }));
    expect(await chosen()).toBe('opened');
    expect(vendor.asked.filter(({ path }) => path.endsWith('/emails'))).toHaveLength(3);
  });
});
