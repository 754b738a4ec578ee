import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { checkZendesk } from '../../connectors/zendesk/check.ts';
import { zendesk } from '../../connectors/zendesk/zendesk.ts';
import { type Desk, desk } from '../activities/support/desk.ts';
import { type ZendeskDouble, zendeskDouble } from '../doubles/zendesk/zendesk.ts';
import { aReply, zendeskSettings } from './support/desks.ts';
import { aNote, anAct } from './support/keapDesk.ts';

let house: Desk;
let vendor: ZendeskDouble;
let caseId: string;
let number = 40;
beforeAll(async () => {
  house = await desk();
}, 120_000);
afterAll(() => house?.close());
beforeEach(async () => {
  vendor = await zendeskDouble();
  number += 1;
  caseId = await house.open({ occurrence: String(number) });
});
afterEach(() => vendor.close());

const port = (repeats = true) => zendesk(zendeskSettings(vendor.url), house.ledger, repeats);
const ticket = (id = number) => vendor.tickets.find((each) => each.id === id);
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ConnectorError ? error.verdict.reason : String(error)),
  );
const written = (isPublic: boolean) => vendor.comments.filter((each) => each.public === isPublic);
const changes = () => vendor.asked.filter(({ method }) => method !== 'GET').length;

describe('A ticket in Zendesk', () => {
  test('is resolved, opens when the customer answers, and a resolved one is opened again', async () => {
    vendor.add('pending', number);
    await port().deliver(anAct(caseId, 'resolve-ticket'));
    expect(ticket()?.status).toBe('solved');
    vendor.customerWrites(number, 'It still does not work.');
    expect(ticket()?.status).toBe('open');
    // We were late to hear of it: it is open already.
    await port().deliver(anAct(caseId, 'reopen-ticket'));
    ticket()!.status = 'solved';
    await port().deliver(anAct(caseId, 'reopen-ticket'));
    expect(ticket()?.status).toBe('open');
    expect(changes()).toBe(2);
    expect(written(true)).toHaveLength(3);
  });

  test('that is closed cannot open: a follow-up ticket goes on with it, once, and tells the customer nothing', async () => {
    vendor.add('closed', number);
    const act = anAct(caseId, 'reopen-ticket');
    vendor.next('accept-then-drop', 'POST /api/v2/tickets');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    const { providerId } = await port().deliver(act);
    const followUps = vendor.tickets.filter((each) => each.via_followup_source_id === number);
    expect(followUps.map(({ id }) => String(id))).toEqual([providerId]);
    expect(written(true)).toHaveLength(2);
    const posted = vendor.asked.filter(({ method }) => method === 'POST');
    expect(posted.map(({ headers }) => headers['idempotency-key'])).toEqual([act.id]);
  });

  test('is resolved once, also when the answer to the first try was lost', async () => {
    vendor.add('pending', number);
    const act = anAct(caseId, 'resolve-ticket');
    vendor.next('accept-then-drop', 'PUT /api/v2/tickets');
    expect(await reasonOf(port().deliver(act))).toBe('ambiguous');
    await port().deliver(act);
    expect(changes()).toBe(1);
  });

  test('is not resolved when the customer answered before we heard of it', async () => {
    vendor.add('pending', number);
    vendor.customerWrites(number, 'It still does not work.');
    expect(await reasonOf(port().deliver(anAct(caseId, 'resolve-ticket')))).toBe('answered-meanwhile');
    expect(changes()).toBe(0);
  });

  test('is not resolved when the customer answers between our look and our change', async () => {
    vendor.add('pending', number);
    vendor.before = ({ method }) => {
      if (method === 'PUT') vendor.customerWrites(number, 'Wait!');
    };
    const act = anAct(caseId, 'resolve-ticket');
    expect(await reasonOf(port().deliver(act))).toBe('busy');
    vendor.before = () => undefined;
    // The next try looks again.
    expect(await reasonOf(port().deliver(act))).toBe('answered-meanwhile');
    expect(ticket()?.status).toBe('open');
  });

  test('that is not there goes to a person, as does a case that is about no ticket of this desk', async () => {
    expect(await reasonOf(port().deliver(anAct(caseId, 'resolve-ticket')))).toBe('not-found-there');
    const elsewhere = zendesk({ ...zendeskSettings(vendor.url), sources: ['help'] }, house.ledger, true);
    vendor.add('pending', number);
    expect(await reasonOf(elsewhere.deliver(anAct(caseId, 'resolve-ticket')))).toBe('not-found-there');
    expect(changes()).toBe(0);
  });

  test('gets a note that the customer does not see, once', async () => {
    vendor.add('open', number);
    const note = aNote(caseId);
    vendor.next('accept-then-drop', 'PUT /api/v2/tickets');
    expect(await reasonOf(port().deliver(note))).toBe('ambiguous');
    const { providerId } = await port().deliver(note);
    expect(written(false).map(({ id }) => String(id))).toEqual([providerId]);
  });

  test('is handed over with the facts of the case; a case without a ticket gets one, in nobody else’s name', async () => {
    vendor.add('pending', number);
    await port().deliver(anAct(caseId, 'hand-over'));
    expect(ticket()).toMatchObject({ group_id: 77, status: 'open' });
    expect(written(false)[0]?.plain_body).toContain('pet-name: Rex');
    const other = await house.open({ occurrence: 'pat-2026-03-09' });
    const { providerId } = await port().deliver(anAct(other, 'hand-over'));
    const made = ticket(Number(providerId));
    expect(made).toMatchObject({ group_id: 77, subject: 'Handed over: small, pat-2026-03-09' });
    expect(made?.requester_id).not.toBe(501);
    expect(written(true)).toHaveLength(2);
  });
});

describe('A message inside a ticket in Zendesk', () => {
  test('is a public answer, and what was lost is found by its words', async () => {
    vendor.add('pending', number);
    const reply = aReply(caseId, 'Did it help?\nWe are glad to look again.');
    vendor.next('accept-then-drop', 'PUT /api/v2/tickets');
    const mail = port(false);
    expect(mail.repeatable).toBe(false);
    expect(await reasonOf(mail.deliver(reply))).toBe('ambiguous');
    expect(await mail.find?.({ ...reply, since: Date.now() })).toMatchObject({ providerId: '3' });
    await mail.deliver(reply);
    expect(written(true).filter(({ plain_body: text }) => text.startsWith('Did it help?'))).toHaveLength(1);
  });

  test('is in doubt after the word of a gateway, and not found is not sent again', async () => {
    vendor.add('pending', number);
    vendor.next({ status: 502 }, 'PUT /api/v2/tickets');
    const reply = aReply(caseId, 'Did it help?');
    const error = await port(false)
      .deliver(reply)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: { class: 'ambiguous' }, repeatable: false });
    expect(await port(false).find?.({ ...reply, since: Date.now() })).toBeNull();
  });

  test('does not go out when the customer has answered, or the ticket was resolved by somebody', async () => {
    vendor.add('pending', number);
    vendor.customerWrites(number, 'Thank you.');
    expect(await reasonOf(port(false).deliver(aReply(caseId, 'Did it help?')))).toBe('answered-meanwhile');
    vendor.comments.pop();
    ticket()!.status = 'solved';
    expect(await reasonOf(port(false).deliver(aReply(caseId, 'Did it help?')))).toBe('not-as-asked');
    expect(changes()).toBe(0);
  });
});

describe('What Zendesk refuses', () => {
  test('429 is waited for as long as it asks; a token that is refused stops the channel, one ticket does not', async () => {
    vendor.add('pending', number);
    vendor.next({ status: 429, headers: { 'retry-after': '93' } });
    const busy = await port()
      .deliver(anAct(caseId, 'resolve-ticket'))
      .catch((thrown: unknown) => thrown);
    expect(busy).toMatchObject({ verdict: { class: 'retry' }, retryAfter: 93_000 });
    vendor.next({ status: 403 });
    vendor.next({ status: 401 });
    const one = await port()
      .deliver(anAct(caseId, 'resolve-ticket'))
      .catch((thrown: unknown) => thrown);
    expect(one).toMatchObject({ verdict: { reason: 'request-refused', stopsChannel: false } });
    const all = await port()
      .deliver(anAct(caseId, 'resolve-ticket'))
      .catch((thrown: unknown) => thrown);
    expect(all).toMatchObject({ verdict: { reason: 'login-refused', stopsChannel: true } });
  });
});

describe('Looking at the account', () => {
  test('tells when the account follows up by itself, which would write to customers twice', async () => {
    expect(await checkZendesk(zendeskSettings(vendor.url))).toMatchObject([{ state: 'works' }]);
    vendor.tags.push('billing', 'bump1', 'bump2');
    const found = await checkZendesk(zendeskSettings(vendor.url));
    expect(found).toMatchObject([{ state: 'works' }, { state: 'broken' }]);
    expect(found[1]?.what).toContain('bump1, bump2');
    vendor.next({ status: 401 });
    expect(await checkZendesk(zendeskSettings(vendor.url))).toMatchObject([{ state: 'broken' }]);
    expect(changes()).toBe(0);
  });
});
