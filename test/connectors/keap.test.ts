import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { checkKeap } from '../../connectors/keap/check.ts';
import { keap } from '../../connectors/keap/keap.ts';
import type { KeapSettings } from '../../connectors/keap/settings.ts';
import { type Desk, desk } from '../activities/support/desk.ts';
import { type KeapDouble, keapDouble } from '../doubles/keap/keap.ts';
import { aNote, anAct, keapSettings } from './support/keapDesk.ts';

let house: Desk;
let vendor: KeapDouble;
let caseId: string;
beforeAll(async () => {
  house = await desk();
}, 120_000);
afterAll(() => house?.close());
beforeEach(async () => {
  vendor = await keapDouble();
  vendor.contacts.push({ id: '7', email: 'Pat@Example.com' });
  caseId = await house.open();
});
afterEach(() => vendor.close());

const port = (more: Partial<KeapSettings> = {}) => keap(keapSettings(vendor, more), house.ledger);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ConnectorError ? error.verdict.reason : String(error)),
  );
const calls = (of: string) => vendor.asked.filter(({ method, path }) => `${method} ${path}`.startsWith(of));
const plan = (id: string, active: boolean, planId = '44') => ({
  id,
  contact_id: '7',
  subscription_plan_id: planId,
  active,
});

describe('A note in Keap', () => {
  test('stands on the contact who has the address, in the name of the configured user, with its tags', async () => {
    const { providerId } = await port({ tags: { scheduling: '301' } }).deliver(
      aNote(caseId, { tags: ['scheduling', 'Kim Example'] }),
    );
    expect(vendor.notes).toMatchObject([
      { id: providerId, contact_id: '7', title: 'No Appointment Booked, first attempt' },
    ]);
    // A tag that Keap does not have is at least read.
    expect(vendor.notes[0]?.text).toContain('Tags: Kim Example');
    expect(JSON.parse(calls('POST /rest/v2/contacts/7/notes')[0]?.body ?? '')).toMatchObject({
      user_id: '12',
    });
    expect([...(vendor.tagged.get('301') ?? [])]).toEqual(['7']);
  });

  test('SND-5: is written once, also when the answer to the first try was lost', async () => {
    const note = aNote(caseId);
    vendor.next('accept-then-drop', 'POST /rest/v2/contacts/7/notes');
    expect(await reasonOf(port().deliver(note))).toBe('ambiguous');
    expect(await port().deliver(note)).toEqual({ providerId: '1' });
    expect(vendor.notes).toHaveLength(1);
  });

  test('SND-5: an earlier one is found on whatever page of the list it is', async () => {
    vendor.pageSize = 2;
    const note = aNote(caseId);
    for (let other = 0; other < 5; other += 1) await port().deliver(aNote(caseId));
    await port().deliver(note);
    for (let other = 0; other < 3; other += 1) await port().deliver(aNote(caseId));
    await port().deliver(note);
    expect(vendor.notes).toHaveLength(9);
  });
});

describe('Stopping a subscription in Keap', () => {
  test('stops the one that is active, with the case as the reason, and reads back that it is', async () => {
    vendor.subscriptions.push(plan('1', false), plan('2', true));
    expect(await port().deliver(anAct(caseId, 'stop-subscription'))).toEqual({ providerId: '2' });
    expect(vendor.subscriptions[1]).toMatchObject({
      active: false,
      reason_stopped: `Followthrough: ${caseId}`,
    });
  });

  test('is done once, also when the answer to the first try was lost', async () => {
    vendor.subscriptions.push(plan('2', true));
    const act = anAct(caseId, 'stop-subscription');
    vendor.next('accept-then-drop', 'POST /rest/v2/subscriptions');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    expect(await port().deliver(act)).toEqual({ providerId: '2' });
    expect(calls('POST /rest/v2/subscriptions')).toHaveLength(1);
  });

  test.each([
    ['has none', [], {}, 'not-found-there'],
    ['has several', [plan('1', true), plan('2', true)], {}, 'several-there'],
    [
      'has several of the plan that is configured',
      [plan('1', true), plan('2', true)],
      { plans: ['44'] },
      'several-there',
    ],
    ['has none of the plan that is configured', [plan('1', true, '9')], { plans: ['44'] }, 'not-found-there'],
  ])('goes to a person when the contact %s', async (_, subscriptions, more, reason) => {
    vendor.subscriptions.push(...subscriptions);
    expect(await reasonOf(port(more).deliver(anAct(caseId, 'stop-subscription')))).toBe(reason);
    expect(calls('POST /rest/v2/subscriptions')).toEqual([]);
  });

  test('leaves what is of another plan than the configured one', async () => {
    vendor.subscriptions.push(plan('1', true, '9'), plan('2', true));
    await port({ plans: ['44'] }).deliver(anAct(caseId, 'stop-subscription'));
    expect(vendor.subscriptions.map(({ active }) => active)).toEqual([true, false]);
  });

  test('goes to a person when Keap says yes and it is active still', async () => {
    vendor.subscriptions.push(plan('2', true));
    vendor.stubborn = true;
    expect(await reasonOf(port().deliver(anAct(caseId, 'stop-subscription')))).toBe('not-as-asked');
  });

  test('goes to a person when two contacts have the address, and when none has', async () => {
    vendor.contacts.push({ id: '8', email: 'pat@example.com' });
    expect(await reasonOf(port().deliver(anAct(caseId, 'stop-subscription')))).toBe('several-there');
    vendor.contacts.length = 0;
    expect(await reasonOf(port().deliver(anAct(caseId, 'stop-subscription')))).toBe('not-found-there');
  });

  test('ends a programme by the tag that is configured for it', async () => {
    await port({ endedTag: '310' }).deliver(anAct(caseId, 'end-programme'));
    expect([...(vendor.tagged.get('310') ?? [])]).toEqual(['7']);
    expect(await reasonOf(port().deliver(anAct(caseId, 'end-programme')))).toBe('request-refused');
  });
});

describe('Looking at the account', () => {
  test('tells a tag that is configured and not there, and a login that is refused; nothing is changed', async () => {
    vendor.tagged.set('301', new Set());
    const settings = keapSettings(vendor, { tags: { scheduling: '301', orders: '302' } });
    expect(await checkKeap(settings, house.ledger)).toMatchObject([
      { state: 'works' },
      { state: 'missing', what: 'Keap has no tag 302 ("orders").' },
    ]);
    expect(await checkKeap({ ...settings, login: { token: 'revoked' } }, house.ledger)).toMatchObject([
      { state: 'broken', what: 'The login is refused.' },
    ]);
    expect(vendor.asked.filter(({ method, path }) => method !== 'GET' && path !== '/token')).toEqual([]);
  });
});

describe('What Keap refuses', () => {
  test('429 is waited for as long as it asks', async () => {
    vendor.next({ status: 429, headers: { 'retry-after': '7' } });
    const error = await port()
      .deliver(aNote(caseId))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: { class: 'retry', reason: 'busy' }, retryAfter: 7_000 });
    expect(vendor.notes).toEqual([]);
  });

  test('a question that is not answered is asked again later, and nothing is in doubt', async () => {
    vendor.next('accept-then-drop', 'GET /rest/v2/contacts');
    expect(await reasonOf(port().deliver(aNote(caseId)))).toBe('unreachable');
  });

  test('a key that is refused stops the channel, after one try', async () => {
    const error = await port({ login: { token: 'revoked' } })
      .deliver(aNote(caseId))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: { reason: 'login-refused', stopsChannel: true } });
    expect(vendor.asked).toHaveLength(1);
  });
});
