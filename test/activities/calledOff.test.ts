import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PerformInput, PerformOutcome } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type Desk, desk, environment, HELLO, performing, SAID } from './support/desk.ts';

describe('Work that the case calls off', () => {
  let at: Desk;
  let sink: HttpSink;
  beforeAll(async () => {
    at = await desk();
    sink = await httpSink();
    const settings = { url: sink.url, secret: sink.secret };
    at.configure({ portal: { by: 'webhook', settings }, note: { by: 'webhook', settings } });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await sink.close();
  });
  beforeEach(() => {
    sink.received.length = 0;
    delete at.deps.failpoint;
  });

  const perform = (env: ReturnType<typeof environment>, input: PerformInput): Promise<PerformOutcome> =>
    env.run((given: PerformInput) => createActivities(at.deps).performStep(given), input);

  test('called off before it began, it does nothing', async () => {
    const caseId = await at.open();
    const env = environment();
    env.cancel();
    const { results } = await perform(env, performing(caseId, [HELLO]));
    expect(results).toEqual([{ status: 'stopped' }]);
    expect(sink.received).toEqual([]);
  });

  test('called off while it prepares, it stops before the provider is called and may be done later', async () => {
    const caseId = await at.open();
    const env = environment();
    const { message } = at.deps.connectors;
    at.deps.connectors.message = (channel, rehearsal) => {
      const way = message(channel, rehearsal);
      if (way.by === 'hand') return way;
      return {
        by: 'port',
        port: {
          ...way.port,
          async prepare(item) {
            env.cancel();
            return way.port.prepare(item);
          },
        },
      };
    };
    const { results } = await perform(env, performing(caseId, [HELLO]));
    at.deps.connectors.message = message;
    expect(results).toEqual([{ status: 'stopped' }]);
    expect(sink.received).toEqual([]);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'planned', reason: 'stopped' }]);
    expect((await at.perform(caseId, [HELLO])).results).toMatchObject([{ status: 'done' }]);
    expect(sink.received).toHaveLength(1);
  });

  test('called off when the provider has been called, it records that message and does nothing more', async () => {
    const caseId = await at.open();
    const env = environment();
    at.deps.failpoint = async (moment) => {
      if (moment === 'after-the-call') env.cancel();
    };
    const { results } = await perform(env, performing(caseId, [HELLO, SAID]));
    expect(results).toMatchObject([{ status: 'done' }, { status: 'stopped' }]);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'accepted', verb: 'send' }]);
  });

  test('only work that takes longer than a second heartbeats, and then once a second', async () => {
    const caseId = await at.open();
    const env = environment({ heartbeatTimeoutMs: 10_000 });
    let beats = 0;
    env.on('heartbeat', () => {
      beats += 1;
    });
    await perform(env, performing(caseId, [HELLO]));
    expect(beats).toBe(0);
    at.deps.failpoint = (moment) =>
      moment === 'after-the-call' ? new Promise((resolve) => setTimeout(resolve, 2_500)) : Promise.resolve();
    await perform(env, performing(caseId, [HELLO], { pass: 1, attempt: false }));
    expect(beats).toBeGreaterThanOrEqual(2);
  });
});
