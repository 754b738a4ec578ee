import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from '../../client/context.ts';
import { Undelivered } from '../../client/engine.ts';
import { receive } from '../../client/receive/receive.ts';
import { compose } from '../../connectors/smtp/compose.ts';
import { listInbox } from '../../ledger/inbox/inbox.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from '../activities/support/desk.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { mail } from './support/mails.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One installation: its ledger, the relay that its mail goes through, and a case that waits for the other one. */
interface Installation {
  at: Desk;
  relay: SmtpSink;
  caseId: string;
  name: 'one' | 'other';
  address: string;
}

let one: Installation;
let other: Installation;
beforeAll(async () => {
  [one, other] = await Promise.all([installed('one', 'other'), installed('other', 'one')]);
}, 60_000);
afterAll(async () => {
  for (const { at, relay } of [one, other]) {
    await relay.close();
    await at.close();
  }
});

async function installed(name: Installation['name'], waitsFor: string): Promise<Installation> {
  const [at, relay] = await Promise.all([desk(), smtpSink()]);
  at.configure({
    email: {
      by: 'smtp',
      settings: { ...senderOf(name), host: '127.0.0.1', port: relay.port, security: 'none' },
    },
  });
  const caseId = await at.open({ contact: { name: 'Pat Example', email: `desk@${waitsFor}.example` } });
  return { at, relay, caseId, name, address: `desk@${name}.example` };
}

function senderOf(name: string) {
  return {
    from: `Example Desk <desk@${name}.example>`,
    replies: `desk@${name}.example`,
    bounces: `bounces@${name}.example`,
    messageIdSecret: `a secret of ${name}`,
  };
}

/** Nothing of this needs Temporal: what comes in is kept, and the case is told later. */
const contextOf = ({ at }: Installation): Context =>
  ({
    ledger: at.ledger,
    turns: { take: async () => new Undelivered('Temporal is away') },
    patience: 0,
  }) as unknown as Context;

let delivered = 0;
const takes = (to: Installation, raw: string | Buffer, from: string, receivedAt: number) =>
  receive(contextOf(to), {
    channel: 'email',
    source: 'post',
    eventId: `post-${(delivered += 1)}`,
    raw: Buffer.from(raw),
    envelope: { from, to: [to.address] },
    receivedAt,
  });

/** Hands over what either has sent, and what they send because of that, until there is no more. */
async function post(now: number): Promise<void> {
  for (let rounds = 0; one.relay.received.length + other.relay.received.length > 0; rounds += 1) {
    if (rounds > 20) throw new Error('they do not fall silent');
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      for (const each of from.relay.received.splice(0)) await takes(to, each.raw, each.from, now);
  }
}

describe('RPY-6: two installations that mail each other', () => {
  test('come to rest, and neither’s follow-ups stop or advance the other’s case', async () => {
    for (const day of [0, 1, 2]) {
      const now = NOW + day * DAY;
      for (const { at, caseId } of [one, other]) {
        at.deps.clock = () => now;
        const slot = { at: now - HOUR, until: now + HOUR };
        const done = await at.perform(caseId, [HELLO_EMAIL], { key: `day-${day + 1}`, at: now, slot });
        expect(done).toMatchObject({ results: [{ status: 'done' }] });
      }
      await post(now);
    }
    for (const { at, caseId } of [one, other]) {
      const came = await listInbox(at.ledger);
      expect(came.map((item) => [item.class, item.did, item.case_id])).toEqual(
        [0, 1, 2].map(() => ['auto-reply', 'noted', caseId]),
      );
      expect(await at.ledger.selectFrom('inbound').select('id').execute()).toEqual([]);
      expect(await at.ledger.selectFrom('commands').select('id').execute()).toEqual([]);
      expect(await at.ledger.selectFrom('consents').select('id').execute()).toEqual([]);
    }
  });

  test.each([
    ['at once', 1, (raw: Buffer) => raw],
    [
      'by the cap, where a server in between has taken the marks of our mail away',
      4,
      (raw: Buffer) => raw.toString().replace(/^(auto-submitted|x-auto-response-suppress):.*\r\n/gim, ''),
    ],
  ])('and answer by themselves what may be answered, fall silent %s', async (_how, most, relayed) => {
    const now = NOW + (most + 2) * DAY;
    const [desks, answered] = [[other, one], [] as string[]];
    let next: string | Buffer = mail({ from: one.address, to: other.address });
    for (let turn = 0; turn < 20; turn += 1) {
      const [to, from] = [desks[turn % 2], desks[(turn + 1) % 2]];
      if (!to || !from) break;
      const { mayAnswer } = await takes(to, next, from.address, now);
      if (!mayAnswer) break;
      answered.push(to.name);
      next = relayed((await acknowledgement(to, from.address, turn, now)).raw);
    }
    expect(answered).toHaveLength(most);
  });
});

/** What a program that asks whether it may answer sends by itself. */
function acknowledgement({ name, caseId }: Installation, to: string, turn: number, at: number) {
  return compose(
    {
      verb: 'send',
      id: `0195a0b0-0000-7000-8000-${String(at + turn)
        .padStart(12, '0')
        .slice(-12)}`,
      case: { id: caseId, procedure: 'small', source: 'test', occurrence: '1' },
      name: 'received',
      at,
      channel: 'email',
      to,
      toName: null,
      subject: 'Re: Your case',
      text: `We have your message, and somebody reads it soon. (${turn})`,
      html: null,
      thread: [],
    },
    senderOf(name),
  );
}
