import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { Signal } from '../../connectors/errors/signal.ts';
import type { AnyItem, Port } from '../../connectors/ports.ts';
import { channels } from '../../client/channels.ts';
import type { Context } from '../../client/context.ts';
import type { Effect } from '../../domain/program/program.ts';
import { listBreakers } from '../../ledger/channels/breakers.ts';
import { switchedOff, switchOff, switchOn } from '../../ledger/switches.ts';
import { type Desk, desk, NOW } from './support/desk.ts';

const BY_KEAP = { verb: 'act', name: 'end-programme', irreversible: false } as Effect;
const BY_ZENDESK = { verb: 'act', name: 'resolve-ticket', irreversible: false } as Effect;

let at: Desk;
let answer: Signal | null = null;
beforeAll(async () => {
  at = await desk();
  at.deps.breaker = { failures: 2, withinMinutes: 10, pauseMinutes: 5 };
  const port = (connector: string, refuses: () => Signal | null): Port<AnyItem> => ({
    connector,
    repeatable: true,
    prepare: async () => ({ mediaType: 'text/plain', body: Buffer.from('x'), messageId: null }),
    async deliver() {
      const signal = refuses();
      if (signal) throw new ConnectorError(signal, 'as the test says');
      return { providerId: null };
    },
  });
  at.deps.connectors = {
    ...at.deps.connectors,
    act: (_, name) => ({
      by: 'port',
      port: name === 'end-programme' ? port('keap', () => answer) : port('zendesk', () => null),
    }),
  };
}, 60_000);
afterAll(() => at.close());
beforeEach(async () => {
  answer = null;
  for (const table of ['switches', 'breakers'] as const) await at.ledger.deleteFrom(table).execute();
});

const done = async (effect: Effect) => (await at.perform(await at.open(), [effect])).results[0];
const off = async () => (await switchedOff(at.ledger)).map(({ channel }) => channel);
const shown = async () =>
  (await channels({ ledger: at.ledger } as Context))
    .filter(({ state }) => state !== 'on')
    .map(({ channel, state }) => [channel, state]);

describe('An act whose system refuses the login', () => {
  test('SND-12: stops what goes to that system, and no act of another one', async () => {
    answer = { over: 'keap', status: 401, stage: 'connect' };
    expect(await done(BY_KEAP)).toEqual({ status: 'failed', reason: 'login-refused' });
    expect(await off()).toEqual(['act:keap']);
    expect(await shown()).toEqual([['act:keap', 'off']]);
    expect(await done(BY_ZENDESK)).toEqual({ status: 'done' });
    answer = null;
    expect(await done(BY_KEAP)).toMatchObject({ status: 'not-now', reason: 'channel-off' });
    await switchOn(at.ledger, 'act:keap', { reason: 'a new login', by: 'kim', at: NOW });
    expect(await done(BY_KEAP)).toEqual({ status: 'done' });
  });

  test('SND-12: all acts can still be stopped at once', async () => {
    await switchOff(at.ledger, 'act', 'an incident', 'kim', NOW);
    for (const each of [BY_KEAP, BY_ZENDESK])
      expect(await done(each)).toMatchObject({ status: 'not-now', reason: 'channel-off' });
  });
});

test('SND-12: a system that fails several times in a row is left alone, and the others are not', async () => {
  answer = { over: 'keap', status: 503, stage: 'connect' };
  for (const _ of ['once', 'twice']) await expect(done(BY_KEAP)).rejects.toMatchObject({ type: 'busy' });
  expect((await listBreakers(at.ledger)).map(({ channel }) => channel)).toEqual(['act:keap']);
  // By the wall clock the pause is over; by that of the cases here it is not.
  expect(await shown()).toEqual([['act:keap', 'trying']]);
  expect(await done(BY_KEAP)).toMatchObject({ status: 'not-now', reason: 'channel-failing' });
  expect(await done(BY_ZENDESK)).toEqual({ status: 'done' });
});
