import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createLookUps } from '../../connectors/lookups/lookUps.ts';
import type { Question } from '../../connectors/lookups/port.ts';
import { webhookLookUps } from '../../connectors/lookups/webhook.ts';
import { LOOK_UP_NAMES, type LookUpName } from '../../domain/verify/answers.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type HttpFault, type HttpSink, httpSink } from '../support/httpSink.ts';

const AT = Date.parse('2026-03-10T17:00:00Z');
const questionOf = <Name extends LookUpName>(name: Name): Question<Name> => ({
  name,
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  variant: 'pore-clogger',
  dayZero: Date.parse('2026-02-27T17:00:00Z'),
  client: { email: 'pat@example.com', phone: '+15555550100', portal: null },
  since: Date.parse('2026-03-01T17:00:00Z'),
  at: AT,
  openedAt: AT,
});

describe('Look-ups over a webhook', () => {
  let sink: HttpSink;
  beforeAll(async () => {
    sink = await httpSink();
  });
  afterEach(() => void (sink.received.length = 0));
  afterAll(() => sink.close());

  const TIMEOUTS = { connect: 200, total: 400 };
  const look = (secret = sink.secret, url = sink.url) =>
    webhookLookUps({ url, secret, timeouts: TIMEOUTS }).look(questionOf('check-in'));

  test('the question is signed, says who is meant by other than the name, and since when', async () => {
    sink.next({ status: 200, body: '{"matchedBy":"email","handedIn":true}' });
    expect(await look()).toEqual({
      readable: true,
      known: true,
      matchedBy: 'email',
      data: { handedIn: true },
    });
    expect(sink.received).toMatchObject([{ type: 'look-up' }]);
    expect(sink.received[0]?.data).toEqual({
      lookUp: 'check-in',
      case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
      variant: 'pore-clogger',
      dayZero: '2026-02-27T17:00:00.000Z',
      client: { email: 'pat@example.com', phone: '+15555550100', portal: null },
      since: '2026-03-01T17:00:00.000Z',
    });
    expect(sink.forged).toBe(0);
  });

  test('a client whom the system does not have is an answer', async () => {
    sink.next({ status: 200, body: '{"matchedBy":null}' });
    expect(await look()).toEqual({ readable: true, known: false });
  });

  const LONG = JSON.stringify({ matchedBy: 'id', handedIn: false, pad: 'x'.repeat(70_000) });
  test.each<[string, HttpFault, string]>([
    ['is busy', 503, 'unreachable'],
    ['refuses', 403, 'refused'],
    ['sends us elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'refused'],
    ['has nothing to say', 204, 'refused'],
    ['breaks the connection', 'take-then-drop', 'unreachable'],
    ['never answers', 'take-then-silence', 'unreachable'],
    ['answers with a page', { status: 200, body: '<html>' }, 'answer-not-understood'],
    ['answers with less', { status: 200, body: '{"matchedBy":"id"}' }, 'answer-not-understood'],
    ['answers with too much', { status: 200, body: LONG }, 'answer-not-understood'],
  ])('a system that %s is not readable', async (_, fault, why) => {
    sink.next(fault);
    expect(await look()).toEqual({ readable: false, why });
  });

  test('nor is one with another secret, nor one that is not there', async () => {
    const other = `whsec_${Buffer.from('another key, 32 bytes in length!').toString('base64')}`;
    expect(await look(other)).toEqual({ readable: false, why: 'refused' });
    expect(await look(sink.secret, 'http://127.0.0.1:9/nobody')).toEqual({
      readable: false,
      why: 'unreachable',
    });
  });
});

describe('Choosing the look-ups of a case', () => {
  let database: TestDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    ledger = openLedger(database.url);
  });
  afterAll(async () => {
    await closeLedger(ledger);
    await database.drop();
  });

  test.each(LOOK_UP_NAMES)('%s: without configuration nothing is ever new', async (name) => {
    const port = createLookUps(sandboxConfig(), ledger).port(name, false);
    expect(port.connector).toBe('sandbox');
    expect(await port.look(questionOf(name))).toMatchObject({ readable: true, known: true, matchedBy: 'id' });
  });

  test.each(LOOK_UP_NAMES)('%s: a live case gets what is configured, a rehearsal the sandbox', (name) => {
    const config = sandboxConfig();
    const settings = { url: 'https://x.example.com', secret: `whsec_${Buffer.alloc(32).toString('base64')}` };
    config.lookUps.routes[name] = { by: 'webhook', settings };
    const lookUps = createLookUps(config, ledger);
    expect(lookUps.port(name, false).connector).toBe('webhook');
    expect(lookUps.port(name, true).connector).toBe('sandbox');
  });

  test('a system that nobody has connected is read by no machine', async () => {
    const config = sandboxConfig();
    config.lookUps.routes['check-in'] = { by: 'by-hand' };
    const port = createLookUps(config, ledger).port('check-in', false);
    expect(await port.look(questionOf('check-in'))).toEqual({ readable: false, why: 'by-hand' });
  });
});
