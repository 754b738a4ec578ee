import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Config, sandboxConfig } from '../../connectors/config/config.ts';
import { type Connectors, createConnectors } from '../../connectors/connectors.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { keapSettings } from '../connectors/support/keapDesk.ts';
import { happyfoxSettings, zendeskSettings } from '../connectors/support/desks.ts';
import { happyfoxDouble } from '../doubles/happyfox/happyfox.ts';
import { type KeapDouble, keapDouble } from '../doubles/keap/keap.ts';
import { type ZendeskDouble, zendeskDouble } from '../doubles/zendesk/zendesk.ts';
import { beforeTheEnd, CHECK_IN_ZONE, done, missedCheckIn } from '../faults/support/checkIn.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { DESK_ZONE, supportCase } from '../support/supportCase.ts';

jest.setTimeout(120_000);

let stage: Stage;
let ledger: Ledger;
let keap: KeapDouble;
let zendesk: ZendeskDouble;
let config: Config;
beforeAll(async () => {
  stage = await openStage();
  ledger = openLedger(stage.ledgerUrl);
  // Time can be skipped for rehearsals only, which get sandboxes: here some of their ways lead to the doubles.
  const chosen = (): Connectors => createConnectors(config, ledger);
  const connectors: Connectors = {
    message: (channel) => chosen().message(channel, false),
    note: () => chosen().note(false),
    tell: () => chosen().tell(false),
    act: (_, name) => chosen().act(false, name),
  };
  await stage.startWorker({ deps: { connectors } });
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await closeLedger(ledger);
});
beforeEach(async () => {
  config = sandboxConfig();
  keap = await keapDouble();
  zendesk = await zendeskDouble();
});
afterEach(async () => {
  await Promise.all([keap.close(), zendesk.close()]);
});

describe('The missed check-in, with Keap', () => {
  beforeEach(() => {
    const route = { by: 'keap', settings: keapSettings(keap, { endedTag: '310' }) } as const;
    config.acts = { 'end-programme': route, 'stop-subscription': route };
    keap.contacts.push({ id: '7', email: 'pat@example.com' });
    keap.subscriptions.push({ id: '9', contact_id: '7', subscription_plan_id: '44', active: true });
  });

  test('the programme and its fee end after warning, approval and the end of the week, once, though an answer is lost', async () => {
    const played = await beforeTheEnd(stage);
    expect(await done(played)).toContain('send-portal:final-message');
    expect(keap.asked).toEqual([]);
    keap.next('accept-then-drop', 'POST /rest/v2/subscriptions');
    await played.until('closed');
    expect(await played.outcome()).toBe('ended');
    expect(keap.subscriptions).toMatchObject([
      { active: false, reason_stopped: `Followthrough: ${played.id}` },
    ]);
    expect([...(keap.tagged.get('310') ?? [])]).toEqual(['7']);
    expect(keap.asked.filter(({ path }) => path.endsWith(':deactivate'))).toHaveLength(1);
  });

  test('SND-7: a reply that comes while Keap is being looked at ends nothing: the change begins with the claim', async () => {
    const played = await beforeTheEnd(stage);
    keap.before = async () => {
      keap.before = () => undefined;
      await stage.client.reply(played.id, { text: 'I am still here.', source: 'test' });
    };
    await played.until('answer');
    expect(await played.openTasks()).toContain('reply');
    expect(keap.asked.filter(({ method, path }) => method === 'POST' && path !== '/token')).toEqual([]);
    expect([keap.tagged.size, keap.subscriptions[0]?.active]).toEqual([0, true]);
    await stage.client.withdraw(played.id, { by: 'kim' });
  });

  test('a manager who declines ends nothing there', async () => {
    const played = await missedCheckIn(stage);
    await played.until('task');
    await played.task('call', 'voicemail');
    await played.until('decision');
    await played.task('decision', 'decline');
    await played.task('declined', 'hand-over');
    expect(await played.outcome()).toBe('handed-over');
    expect(keap.asked).toEqual([]);
  });
});

test('a client who only needs the transition call is handed over to HappyFox, and hears nothing of it', async () => {
  const happyfox = await happyfoxDouble();
  config.acts = { 'hand-over': { by: 'happyfox', settings: happyfoxSettings(happyfox.url) } };
  const played = await RehearsedCase.open(stage, CHECK_IN_ZONE, {
    procedure: 'missed-check-in',
    variant: 'check-in',
    facts: {
      'check-in-due': '2026-03-09T12:00:00-07:00',
      'client-name': 'Robin',
      'coach-name': 'Kim',
      'programme-status': 'transition-call',
    },
    contact: { name: 'Robin Example', email: 'robin@example.com', portal: 'robin-example' },
  });
  expect(await played.outcome()).toBe('handed-over');
  const [ticket] = happyfox.tickets;
  expect(ticket?.updates[0]?.message?.text).toContain('programme-status: transition-call');
  expect(happyfox.mailed.map(({ to }) => to)).toEqual(['team@example.com']);
  expect(await played.sent()).toEqual([]);
  await happyfox.close();
});

describe('The three follow-ups, inside a ticket in Zendesk', () => {
  beforeEach(() => {
    const route = { by: 'zendesk', settings: zendeskSettings(zendesk.url) } as const;
    config.routes.email = route;
    config.acts = { 'resolve-ticket': route, 'reopen-ticket': route };
  });

  const open = (id: string) =>
    RehearsedCase.open(stage, DESK_ZONE, { id, ...supportCase(`pat.${id}@example.com`) });

  test('three public answers, then resolved; a reply opens it again, and the second round is resolved as well', async () => {
    const ticket = zendesk.add('pending', 71);
    const played = await open('71');
    await played.until('nothing');
    expect(ticket.status).toBe('solved');
    expect(zendesk.comments.filter((each) => each.public)).toHaveLength(5);
    // The double's clock is today's, the case's is not.
    for (const comment of zendesk.comments) comment.created_at = '2026-03-20T00:00:00Z';
    await played.reply('It still does not wake up.');
    expect(ticket.status).toBe('open');
    await stage.client.waitAgain(played.id, { by: 'sam' });
    await played.until('nothing');
    expect(ticket.status).toBe('solved');
    expect(zendesk.comments.filter((each) => each.public)).toHaveLength(8);
  });

  test('a reply to one that was closed goes on in a follow-up ticket, which is the one resolved in the end', async () => {
    const ticket = zendesk.add('pending', 72);
    const played = await open('72');
    await played.until('nothing');
    ticket.status = 'closed';
    await played.reply('It still does not wake up.');
    const followUp = zendesk.tickets.find((each) => each.via_followup_source_id === 72);
    expect(followUp?.status).toBe('open');
    await stage.client.waitAgain(played.id, { by: 'sam' });
    await played.until('nothing');
    expect([ticket.status, followUp?.status]).toEqual(['closed', 'solved']);
  });

  test('an answer on the ticket that nobody has told us of stops the next follow-up, and a person is asked', async () => {
    zendesk.add('pending', 73);
    const played = await open('73');
    await played.until('step:day-5');
    zendesk.customerWrites(73, 'It works now, thank you.');
    const { view } = await played.until('problem');
    expect(view.waitingOn).toBe('problem:answered-meanwhile');
    expect(zendesk.comments.filter((each) => each.public)).toHaveLength(4);
    await stage.client.withdraw(played.id, { by: 'sam' });
    expect(await played.outcome()).toBe('withdrawn');
  });
});
