import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changeFacts } from '../../ledger/cases.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from './support/desk.ts';

const HOUR = 3_600_000;
const SOLUTION = '<solution@desk.example>';

let at: Desk;
let relay: SmtpSink;
beforeAll(async () => {
  [at, relay] = [await desk(), await smtpSink()];
  const settings = {
    host: '127.0.0.1',
    port: relay.port,
    security: 'none',
    messageIdSecret: 'a secret of the test',
    from: 'Example Desk <desk@example.com>',
  } as const;
  at.configure({ email: { by: 'smtp', settings } });
}, 60_000);
afterAll(async () => {
  await relay.close();
  await at.close();
});

test('a follow-up stands in the ticket’s own thread: it refers to the solution and to each follow-up before it', async () => {
  const caseId = await at.open();
  await changeFacts(at.ledger, caseId, { 'thread-message-id': SOLUTION });
  for (const day of [1, 2, 3]) {
    const moment = NOW + day * 24 * HOUR;
    at.deps.clock = () => moment;
    const slot = { at: moment - HOUR, until: moment + HOUR };
    await at.perform(caseId, [HELLO_EMAIL], { key: `day-${day}`, at: moment, slot });
  }
  const header = (raw: string, name: string) =>
    new RegExp(`^${name}:((?:[ \\t]|\\r\\n[ \\t]).*(?:\\r\\n[ \\t].*)*)`, 'im')
      .exec(raw)?.[1]
      ?.trim()
      .split(/\s+/);
  const ids = relay.received.map(({ messageId }) => messageId);
  expect(relay.received.map(({ raw }) => header(raw, 'References'))).toEqual([
    [SOLUTION],
    [SOLUTION, ids[0]],
    [SOLUTION, ids[0], ids[1]],
  ]);
  expect(relay.received.map(({ raw }) => header(raw, 'In-Reply-To'))).toEqual([
    [SOLUTION],
    [ids[0]],
    [ids[1]],
  ]);
});
