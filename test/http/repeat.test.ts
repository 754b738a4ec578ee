import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { fastify } from 'fastify';
import { repeatable } from '../../gateway/access/repeat.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { bearer, callable, type Caller, once } from './support/gateway.ts';

jest.setTimeout(60_000);

/** After so long a gateway that says nothing is taken for dead. */
const SILENT_MS = 600;

function resolvable() {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Does one thing, which takes until it is told to finish. */
function slowGateway({ client }: Stage) {
  let begun = 0;
  const { promise: finished, resolve: finish } = resolvable();
  const app = fastify();
  app.addHook('onRequest', async (request) => {
    request.caller = { id: 'somebody', scopes: ['staff'], person: null, source: null };
  });
  repeatable(app, client, SILENT_MS);
  app.post('/slow', { config: { scopes: ['staff'], repeat: 'needed' } }, async () => {
    begun += 1;
    await finished;
    return { done: true };
  });
  return { app, finish, begun: () => begun };
}

let stage: Stage;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage();
  caller = await callable(stage);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

describe('WHK-8: An Idempotency-Key', () => {
  test('of 50 posts at once one opens the case, and all get its answer or are told to wait', async () => {
    const key = once();
    const given = alert();
    const answers = await Promise.all(Array.from({ length: 50 }, () => caller.post('/v1/cases', given, key)));
    const done = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status }) => status === 409);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length + waiting.length).toBe(50);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(done.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(
      waiting.every(({ body, headers }) => body['code'] === 'FT-HTTP-RUNNING' && headers.has('retry-after')),
    ).toBe(true);
    const again = await caller.post('/v1/cases', given, key);
    expect([again.status, again.text, again.headers.get('location')]).toEqual([
      201,
      done[0]?.text,
      done[0]?.headers.get('location'),
    ]);
  });

  test('with another body is refused, and belongs to its caller alone', async () => {
    const key = once();
    await caller.post('/v1/cases', alert(), key);
    const other = await caller.post('/v1/cases', alert(), key);
    expect([other.status, other.body['code']]).toEqual([422, 'FT-HTTP-REPEAT']);
  });

  test('of a request that was refused may be used again', async () => {
    const key = once();
    const given = alert();
    expect((await caller.post('/v1/cases', { ...given, procedure: 'none' }, key)).status).toBe(422);
    expect((await caller.post('/v1/cases', given, key)).status).toBe(201);
  });

  test('is needed where a person asks for something, and asks it once', async () => {
    const opened = await caller.post('/v1/cases', alert());
    const id = String(opened.body['id']);
    const path = `/v1/cases/${encodeURIComponent(id)}/hold`;
    const as = { 'followthrough-as': 'pat' };
    expect((await caller.post(path, {}, as)).status).toBe(400);
    expect((await caller.post(path, {}, { ...as, 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
    const key = once();
    await caller.post(path, { reason: 'on leave' }, { ...as, ...key });
    // The gateway died before it could keep the answer: the same request is asked of the case once all the same.
    await stage.client.ledger.deleteFrom('requests').execute();
    await caller.post(path, { reason: 'on leave' }, { ...as, ...key });
    const commands = await stage.client.ledger
      .selectFrom('commands')
      .select('id')
      .where('case_id', '=', id)
      .execute();
    expect(commands).toHaveLength(1);
  });

  test('of a gateway that died is free again after a while', async () => {
    const key = once();
    const given = alert();
    await caller.post('/v1/cases', given, key);
    const died = (at: number) =>
      stage.client.ledger
        .updateTable('requests')
        .set({ status: null, body: null, until_at: new Date(at) as never })
        .where('key', '=', key['idempotency-key'] ?? '')
        .execute();
    await died(Date.now() + 30_000);
    expect((await caller.post('/v1/cases', given, key)).status).toBe(409);
    await died(Date.now() - 1);
    const again = await caller.post('/v1/cases', given, key);
    expect([again.status, again.body['existing']]).toEqual([200, true]);
  });
});

describe('WHK-8: Work that takes long', () => {
  test('is not begun a second time beside the first, however long it takes', async () => {
    const { app, finish, begun } = slowGateway(stage);
    const silent = { url: '/slow', method: 'POST', headers: once(), payload: {} } as const;
    const untilAt = async () => {
      const row = stage.client.ledger.selectFrom('requests').select('until_at');
      return (await row.where('key', '=', silent.headers['idempotency-key'] ?? '').executeTakeFirst())
        ?.until_at;
    };
    try {
      const first = app.inject(silent);
      const claimed = await until(untilAt);
      await until(async () => (await untilAt())! > claimed + 2 * SILENT_MS);
      expect((await app.inject(silent)).statusCode).toBe(409);
      finish();
      expect((await first).statusCode).toBe(200);
      const again = await app.inject(silent);
      expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
      expect(begun()).toBe(1);
    } finally {
      finish();
      await app.close();
    }
  });
});

describe('WHK-9: Without a key', () => {
  test('ten posts of the same occurrence are one case', async () => {
    const given = alert();
    const answers = await Promise.all(Array.from({ length: 10 }, () => caller.post('/v1/cases', given)));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    expect(answers.filter(({ body }) => body['existing'] === false)).toHaveLength(1);
    const rows = await stage.client.ledger
      .selectFrom('cases')
      .select('id')
      .where('occurrence', '=', given.id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  test('two callers may use the same key', async () => {
    const by = 'pat';
    const make = () => stage.client.createKey({ name: 'a system', scopes: ['intake'], by });
    const [one, other] = [await make(), await make()];
    const key = once();
    const first = await caller.post('/v1/cases', alert(), { ...bearer(one), ...key });
    const second = await caller.post('/v1/cases', alert(), { ...bearer(other), ...key });
    expect([first.status, second.status]).toEqual([201, 201]);
  });
});
