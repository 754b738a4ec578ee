import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deliveries, delivery, replay } from '../../client/deliveries.ts';
import type { Context } from '../../client/context.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { keepSlackCall, knowsSlackCall } from '../../ledger/slack/calls.ts';
import { forgetTries, KEPT_DAYS } from '../../ledger/channels/tries.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { switchedOff, switchOff, switchOn } from '../../ledger/switches.ts';
import { instant } from '../../ledger/values.ts';
import { sendReplays, webhookUpkeep } from '../../worker/replays.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type Desk, desk, HELLO, NOW, SAID } from './support/desk.ts';

const DAY = 24 * 60 * 60 * 1_000;
const BY = { by: 'kim', note: 'their database was restored' };

describe('Webhooks that went out', () => {
  let at: Desk;
  let portal: HttpSink;
  let context: Context;
  let again: () => Promise<number>;
  beforeAll(async () => {
    at = await desk();
    portal = await httpSink();
    const settings = { url: `${portal.url}?key=hidden`, secret: portal.secret };
    const routes = { ...sandboxConfig().routes };
    routes.portal = { by: 'webhook', settings };
    routes.note = { by: 'webhook', settings };
    at.configure(routes);
    context = { ledger: at.ledger } as Context;
    const connectors = createConnectors({ ...sandboxConfig(), routes }, at.ledger);
    again = () => sendReplays({ ledger: at.ledger, connectors });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await portal.close();
  });
  beforeEach(() => {
    portal.received.length = 0;
  });

  async function posted(effects = [SAID]) {
    const caseId = await at.open();
    await at.perform(caseId, effects);
    const [tried] = await deliveries(context, { caseId });
    if (!tried) throw new Error('no try is on record');
    return { caseId, id: tried.id };
  }

  test('WHK-14: each try is on record with when, status, duration and the beginning of the answer', async () => {
    const caseId = await at.open();
    portal.next({ status: 503, body: 'we are moving house' });
    await expect(at.perform(caseId, [SAID])).rejects.toMatchObject({ type: 'busy' });
    await at.perform(caseId, [SAID]);
    const tries = await deliveries(context, { caseId });
    expect(tries.map(({ status }) => status)).toEqual([200, 503]);
    expect(tries[1]).toMatchObject({ answer: 'we are moving house', error: null, replayed_by: null });
    expect(tries[0]?.endpoint).not.toContain('hidden');
    expect(await deliveries(context, { caseId, failed: true })).toHaveLength(1);
    const { body, tried } = await delivery(context, tries[0]?.id ?? '');
    expect(JSON.parse(body ?? '')).toMatchObject({ type: 'note.post' });
    expect(tried.ms).toBeGreaterThanOrEqual(0);
  });

  test('WHK-14: a note is sent again as it was, under its id, once, and with who wanted it', async () => {
    const { caseId, id } = await posted();
    const [first] = portal.received;
    await replay(context, id, BY);
    expect([await again(), await again()]).toEqual([1, 0]);
    const [, second] = portal.received;
    expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
    expect((await deliveries(context, { caseId })).map((each) => each.replayed_by)).toEqual(['kim', null]);
    expect((await delivery(context, id)).replays).toMatchObject([{ asked_by: 'kim', outcome: 'sent' }]);
  });

  test('WHK-14: the same request that comes again, also after it was sent, sends nothing more', async () => {
    const { id } = await posted();
    const { id: other } = await posted();
    const asked = await replay(context, id, { ...BY, id: 'request-1' });
    expect(await again()).toBe(1);
    expect(await replay(context, id, { ...BY, id: 'request-1' })).toEqual(asked);
    expect(await again()).toBe(0);
    expect(portal.received).toHaveLength(3);
    await expect(replay(context, other, { ...BY, id: 'request-1' })).rejects.toMatchObject({
      code: 'FT-CLI-ID-USED',
    });
  });

  test('WHK-14: a message to the contact passes the gate again, right before the call', async () => {
    const { caseId, id } = await posted([HELLO]);
    await replay(context, id, BY);
    await recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: caseId,
      text: 'Yes',
      receivedAt: NOW,
    });
    expect(await again()).toBe(0);
    expect(portal.received).toHaveLength(1);
    expect((await delivery(context, id)).replays).toMatchObject([{ outcome: 'answered' }]);
  });

  test('WHK-14: nothing is sent again for a case that has ended or is answered, nor by a channel that is off', async () => {
    const { caseId, id } = await posted();
    await replay(context, id, BY);
    await switchOff(at.ledger, 'note', 'an incident', 'kim', NOW);
    expect(await again()).toBe(0);
    await switchOn(at.ledger, 'note', { reason: 'over', by: 'kim', at: NOW });
    const over = { status: 'closed', outcome: 'withdrawn', closed_at: instant(NOW) } as const;
    for (const stands of [{ status: 'answered' } as const, over]) {
      await at.ledger.updateTable('cases').set(stands).where('id', '=', caseId).execute();
      await expect(replay(context, id, BY)).rejects.toMatchObject({ code: 'FT-CLI-REPLAY' });
    }
    expect(portal.received).toHaveLength(1);
  });

  test('what was never taken is not sent again by this way, and nothing is without a reason', async () => {
    const caseId = await at.open();
    portal.next(404);
    await at.perform(caseId, [SAID]);
    const [tried] = await deliveries(context, { caseId });
    await expect(replay(context, tried?.id ?? '', BY)).rejects.toThrow('never taken it');
    const { id } = await posted();
    await expect(replay(context, id, { ...BY, note: ' ' })).rejects.toMatchObject({ code: 'FT-CLI-REASON' });
  });

  test('an act that cannot be undone is never sent again: its approval was for the one time', async () => {
    const { caseId, id } = await posted();
    const act = { verb: 'act', name: 'end-programme' } as const;
    await at.ledger.updateTable('intents').set(act).where('case_id', '=', caseId).execute();
    await expect(replay(context, id, BY)).rejects.toThrow('cannot be undone');
  });

  test('WHK-14: a receiver that answers 410 gets nothing more: its channel is off', async () => {
    portal.next(410);
    await at.perform(await at.open(), [SAID]);
    expect(await switchedOff(at.ledger)).toMatchObject([{ channel: 'note', reason: 'switched-off-there' }]);
    await switchOn(at.ledger, 'note', { reason: 'it is back', by: 'kim', at: NOW });
  });

  test('after 30 days the record is forgotten', async () => {
    await posted();
    expect(await forgetTries(at.ledger, Date.now())).toBe(0);
    expect(await forgetTries(at.ledger, Date.now() + (KEPT_DAYS + 1) * DAY)).toBeGreaterThan(0);
    expect(await deliveries(context)).toEqual([]);
  });

  test('and so are the clicks in Slack, of which no copy can come so late', async () => {
    const plain = { team: null, slackUser: null, person: null, task: null, cameTo: 'decided' };
    const now = Date.now();
    await keepSlackCall(at.ledger, { ...plain, id: 'old', at: now - (KEPT_DAYS + 1) * DAY });
    await keepSlackCall(at.ledger, { ...plain, id: 'new', at: now });
    const upkeep = webhookUpkeep({ ledger: at.ledger, connectors: at.deps.connectors });
    expect(await upkeep['the record of clicks in Slack']?.()).toBe(1);
    expect([await knowsSlackCall(at.ledger, 'old'), await knowsSlackCall(at.ledger, 'new')]).toEqual([
      false,
      true,
    ]);
  });
});
