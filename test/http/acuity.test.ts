import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { acuityBookings } from '../../connectors/acuity/booking.ts';
import type { AcuitySettings } from '../../connectors/acuity/settings.ts';
import { acuityHooks } from '../../gateway/hooks/acuity.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type AcuityDouble, acuityDouble, type BookedAt, signedByAcuity } from '../doubles/acuity/acuity.ts';
import { callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

const DAY = 24 * 3_600_000;
const OLD = 'the key of before';

let stage: Stage;
let acuity: AcuityDouble;
let gateway: Caller;
let look: () => Promise<number>;

beforeAll(async () => {
  acuity = await acuityDouble();
  const settings: AcuitySettings = {
    user: acuity.user,
    key: acuity.key,
    webhookKeys: [acuity.key, OLD],
    zone: 'America/Los_Angeles',
    peels: [1001],
    virtualChanges: [1002],
    api: acuity.url,
    timeouts: { connect: 500, total: 500 },
  };
  stage = await openStage();
  await stage.startWorker();
  const { client } = stage;
  look = () => client.lookAtBookings(acuityBookings(settings, 'US'));
  gateway = await callable(stage, {
    hooks: acuityHooks({ webhookKeys: settings.webhookKeys, look }, client),
  });
});
afterAll(async () => {
  await gateway?.close();
  await stage?.close();
  await acuity?.close();
});
beforeEach(() => {
  acuity.booked = [];
});

let made = 0;
/** A client without an appointment, opened over HTTP: the first text is due in a week. */
async function waiting(contact: Record<string, string> = {}): Promise<{ id: string; email: string }> {
  made += 1;
  const email = contact['email'] ?? `pat${made}@example.com`;
  const opened = await gateway.post('/v1/cases', {
    procedure: 'no-appointment-booked',
    source: 'clinic',
    id: `visit-${randomUUID()}`,
    facts: {
      'last-appointment': new Date().toISOString(),
      'last-service': 'peel',
      'client-name': 'Pat',
      'employee-name': 'Sam',
      'clinic-name': 'Example Clinic',
    },
    contact: { name: 'Pat Example', email, ...contact },
  });
  if (opened.status !== 201) throw new Error(opened.text);
  return { id: String(opened.body['id']), email };
}

function appointment(given: Partial<BookedAt>): BookedAt {
  made += 1;
  const booked = {
    id: 5_000 + made,
    firstName: 'Pat',
    lastName: 'Example',
    email: '',
    phone: '',
    datetime: `${new Date(Date.now() + 3 * DAY).toISOString().slice(0, 19)}+0000`,
    type: 'Peel',
    appointmentTypeID: 1001,
    canceled: false,
    ...given,
  };
  acuity.booked.push(booked);
  return booked;
}

type Action = Parameters<typeof signedByAcuity>[0]['action'];
const calls = (id: number, action: Action = 'scheduled', key = acuity.key) =>
  gateway.send('/hooks/acuity', { method: 'POST', ...signedByAcuity({ action, id }, key) });

const hint = (id: number) =>
  stage.client.ledger
    .selectFrom('acuity_hints')
    .selectAll()
    .where('appointment', '=', String(id))
    .executeTakeFirst();
const cameTo = (id: number) => until(async () => (await hint(id))?.came_to);
const statusOf = async (id: string) => (await stage.client.show(id)).status;

describe('A booking in Acuity', () => {
  test('stops the case of a client without an appointment: it ends as booked', async () => {
    const { id, email } = await waiting();
    const { id: booking } = appointment({ email: email.toUpperCase() });
    expect((await calls(booking)).status).toBe(200);
    await until(async () => (await statusOf(id)) === 'closed');
    expect(await stage.client.show(id)).toMatchObject({ outcome: 'booked' });
  });

  test('is known by the telephone number alone, however it is written', async () => {
    const { id } = await waiting({ phone: '+12135550143' });
    const { id: booking } = appointment({ email: 'else@example.com', phone: '(213) 555-0143' });
    await calls(booking);
    await until(async () => (await statusOf(id)) === 'closed');
    expect(await cameTo(booking)).toBe('booked');
  });

  test('that is a virtual change of the regimen ends the case as well, and the report says so', async () => {
    const { id, email } = await waiting();
    await calls(appointment({ email, appointmentTypeID: 1002 }).id);
    await until(async () => (await statusOf(id)) === 'closed');
    const [remark] = await stage.client.remarks(id);
    expect(remark?.text).toContain('A virtual regimen change is booked');
  });

  test.each([
    ['is of another service', { appointmentTypeID: 9 }],
    ['is cancelled by now', { canceled: true }],
    ['lies in the past', { datetime: '2020-01-01T10:00:00-0800' }],
    ['is of somebody else', { email: 'nobody@example.com' }],
  ])('that %s changes nothing', async (_, given) => {
    const { id, email } = await waiting();
    const { id: booking } = appointment({ email, ...given });
    await calls(booking);
    expect(await cameTo(booking)).toMatch(/^(nothing|nobody)$/);
    expect(await statusOf(id)).toBe('waiting');
  });

  test('WHK-5: that is told twice and more, at once and in any order, is one', async () => {
    const { id, email } = await waiting();
    const { id: booking } = appointment({ email });
    const all: Action[] = ['changed', 'scheduled', 'changed', 'rescheduled', 'scheduled'];
    const answers = await Promise.all(all.map((action) => calls(booking, action)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await until(async () => (await statusOf(id)) === 'closed');
    await calls(booking, 'changed');
    await cameTo(booking);
    const commands = await stage.client.ledger
      .selectFrom('commands')
      .select('name')
      .where('case_id', '=', id)
      .execute();
    expect(commands).toEqual([{ name: 'conditionMet' }]);
  });
});

test('However many calls come at once, one look is under way, and one more sees what they have said', async () => {
  let [begun, atOnce, most] = [0, 0, 0];
  const slowly = async () => {
    begun += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atOnce -= 1;
    if (begun === 1) throw new Error('Acuity is away');
  };
  const noteBooking = async () => undefined;
  const [hook] = acuityHooks({ webhookKeys: [acuity.key], look: slowly }, { noteBooking } as never);
  const { body, headers } = signedByAcuity({ action: 'changed', id: 1 }, acuity.key);
  const delivered = { body: Buffer.from(body), headers, url: '/hooks/acuity', receivedAt: Date.now() };
  await Promise.all(Array.from({ length: 50 }, async () => hook?.take(delivered)));
  await until(async () => begun === 2 && atOnce === 0);
  expect(most).toBe(1);
});

describe('Whose booking it is', () => {
  test('is a person’s to say when two open cases fit: both stand still, none is ended', async () => {
    const [one, other] = [await waiting(), await waiting({ phone: '+12135550177' })];
    const { id: booking } = appointment({ email: one.email, phone: '+12135550177' });
    await calls(booking);
    expect(await cameTo(booking)).toBe('asked');
    for (const { id } of [one, other]) {
      await until(async () => (await statusOf(id)) === 'answered');
      const [task] = await until(async () => {
        const tasks = await stage.client.tasks({ caseId: id });
        return tasks.length > 0 && tasks;
      });
      expect(task).toMatchObject({ kind: 'reply' });
    }
  });

  test('is a person’s to say when another name shares the address', async () => {
    const { id, email } = await waiting();
    const { id: booking } = appointment({ email, firstName: 'Alex' });
    await calls(booking);
    await until(async () => (await statusOf(id)) === 'answered');
    const history = await stage.client.history(id);
    expect(history.some(({ words }) => words.includes('not sure that it is this client'))).toBe(true);
    // The person sees that it is hers after all.
    await stage.client.settle(id, { by: 'kim' });
    await until(async () => (await statusOf(id)) === 'closed');
  });
});

describe('A call from Acuity', () => {
  test('WHK-1: is taken with any key of the list, and with no other one', async () => {
    const { id: booking } = appointment({});
    expect((await calls(booking, 'scheduled', OLD)).status).toBe(200);
    for (const wrong of ['', 'another']) {
      const refused = await calls(booking + 1_000, 'scheduled', wrong);
      expect([refused.status, refused.body['code']]).toEqual([403, 'FT-HTTP-SIGNATURE']);
    }
    expect(await hint(booking + 1_000)).toBeUndefined();
  });

  test('WHK-1: of which a byte was changed, or without a signature, changes nothing', async () => {
    const { id: booking } = appointment({});
    const { body, headers } = signedByAcuity({ action: 'scheduled', id: booking }, acuity.key);
    const path = '/hooks/acuity';
    const changed = body.replace(String(booking), String(booking + 1));
    expect((await gateway.send(path, { method: 'POST', headers, body: changed })).status).toBe(403);
    const plain = { 'content-type': headers['content-type'] ?? '' };
    expect((await gateway.send(path, { method: 'POST', headers: plain, body })).status).toBe(403);
    expect(await hint(booking)).toBeUndefined();
  });

  test('about an order, or with fields that nobody knows, is answered and left alone', async () => {
    expect((await calls(1, 'order.completed')).status).toBe(200);
    expect(await hint(1)).toBeUndefined();
  });

  test.each([
    ['breaks off', () => acuity.next('drop')],
    ['is slow', () => acuity.next('accept-then-silence')],
    ['has no time', () => acuity.next({ status: 429, headers: { 'retry-after': '1' } })],
  ])('is kept while Acuity %s, and the case is told later', async (_, misbehave) => {
    const { id, email } = await waiting();
    const { id: booking } = appointment({ email });
    misbehave();
    expect((await calls(booking)).status).toBe(200);
    await until(async () => (await hint(booking))?.error === 'AcuityUnreadable');
    expect(await statusOf(id)).toBe('waiting');
    await stage.client.ledger
      .updateTable('acuity_hints')
      .set({ next_try_at: new Date(0) as never })
      .execute();
    await look();
    await until(async () => (await statusOf(id)) === 'closed');
  });
});
