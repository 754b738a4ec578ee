import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { callable, type Caller, once } from './support/gateway.ts';

jest.setTimeout(60_000);

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

const asKim = () => ({ 'followthrough-as': 'kim', ...once() });
type State = { channel: string; state: string; reason: string | null };
const stateOf = async (channel: string) =>
  ((await caller.get('/v1/channels')).body['items'] as State[]).find((each) => each.channel === channel);

test('SND-12: a channel is switched off and on over HTTP, with a reason and a person', async () => {
  expect((await caller.post('/v1/channels/text/off', { reason: 'an incident' }, once())).status).toBe(400);
  expect((await caller.post('/v1/channels/text/off', { reason: '' }, asKim())).status).toBe(400);
  expect((await caller.post('/v1/channels/fax/off', { reason: 'an incident' }, asKim())).status).toBe(400);
  const off = await caller.post('/v1/channels/text/off', { reason: 'an incident' }, asKim());
  expect([off.status, off.body]).toEqual([200, { changed: true }]);
  expect(await stateOf('text')).toMatchObject({ state: 'off', reason: 'an incident', by: 'kim' });
  expect(await stateOf('email')).toMatchObject({ state: 'on', reason: null, since: null });
  const again = await caller.post('/v1/channels/text/off', { reason: 'another one' }, asKim());
  expect(again.body).toEqual({ changed: false });
  expect(await stateOf('text')).toMatchObject({ reason: 'an incident' });
  await caller.post('/v1/channels/text/on', { reason: 'over' }, asKim());
  expect(await stateOf('text')).toMatchObject({ state: 'on' });
});

test('all channels at once, and only what was switched so is taken back', async () => {
  await caller.post('/v1/channels/note/off', { reason: 'notes twice' }, asKim());
  await caller.post('/v1/channels/all/off', { reason: 'an incident' }, asKim());
  expect([(await stateOf('email'))?.state, (await stateOf('note'))?.reason]).toEqual(['off', 'notes twice']);
  await caller.post('/v1/channels/all/on', { reason: 'over' }, asKim());
  expect([(await stateOf('email'))?.state, (await stateOf('note'))?.state]).toEqual(['on', 'off']);
});

test('what is parked and what went out are lists, and what is not there is a 404', async () => {
  expect((await caller.get('/v1/parked')).body).toEqual({ items: [], next: null });
  expect((await caller.get('/v1/deliveries?failed=true&limit=5')).body).toEqual({ items: [], next: null });
  const [task, delivery] = [
    await caller.post('/v1/parked/none/release', { note: 'x' }, asKim()),
    await caller.get('/v1/deliveries/none'),
  ];
  expect([task.status, task.body['code'], delivery.status, delivery.body['code']]).toEqual([
    404,
    'FT-CLI-NO-TASK',
    404,
    'FT-CLI-NO-MESSAGE',
  ]);
  const replayed = await caller.post('/v1/deliveries/none/replay', { note: 'x' }, asKim());
  expect([replayed.status, replayed.body['code']]).toEqual([404, 'FT-CLI-NO-MESSAGE']);
});
