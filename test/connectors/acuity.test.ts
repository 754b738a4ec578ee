import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { acuityBookings } from '../../connectors/acuity/booking.ts';
import { acuityLookUps } from '../../connectors/acuity/lookUps.ts';
import type { AcuitySettings } from '../../connectors/acuity/settings.ts';
import type { Question } from '../../connectors/lookups/port.ts';
import { type AcuityDouble, acuityDouble, type BookedAt } from '../doubles/acuity/acuity.ts';
import { freePort } from '../support/ownPostgres.ts';

const DAY = 24 * 3_600_000;
/** Ten in the morning in Los Angeles: there it is the tenth, in Auckland the eleventh. */
const NOW = Date.parse('2027-03-10T18:00:00Z');
const ZONE = 'America/Los_Angeles';

let acuity: AcuityDouble;
let settings: AcuitySettings;
beforeAll(async () => {
  acuity = await acuityDouble();
  settings = {
    user: acuity.user,
    key: acuity.key,
    webhookKeys: [acuity.key],
    zone: ZONE,
    peels: [1001],
    virtualChanges: [1002],
    api: acuity.url,
    timeouts: { connect: 500, total: 500 },
  };
});
afterAll(() => acuity?.close());
beforeEach(() => {
  acuity.booked = [];
  acuity.asked.length = 0;
});

let made = 0;
/** An appointment so many hours from now, as Acuity writes it. */
function booked(hours: number, given: Partial<BookedAt> = {}): BookedAt {
  made += 1;
  const local = new Date(NOW + hours * 3_600_000 - 8 * 3_600_000).toISOString().slice(0, 19);
  return {
    id: made,
    firstName: 'Pat',
    lastName: 'Example',
    email: 'pat@example.com',
    phone: '+12135550143',
    datetime: `${local}-0800`,
    type: 'Peel',
    appointmentTypeID: 1001,
    canceled: false,
    ...given,
  };
}

function look(client: Partial<Question['client']> = {}, with_: Partial<AcuitySettings> = {}) {
  const asked: Question<'appointments'> = {
    name: 'appointments',
    case: { id: 'visit:clinic:1', procedure: 'visit', source: 'clinic', occurrence: '1' },
    variant: null,
    dayZero: null,
    client: { email: 'pat@example.com', phone: '+12135550143', portal: null, ...client },
    since: NOW - 30 * DAY,
    at: NOW,
    openedAt: NOW - DAY,
  };
  return acuityLookUps({ ...settings, ...with_ }, 'US').look(asked);
}

const kinds = (looked: Awaited<ReturnType<typeof look>>) =>
  looked.readable && looked.known ? looked.data.appointments.map(({ kind }) => kind) : looked;

describe('Upcoming appointments in Acuity', () => {
  test('are found behind more than a hundred visits, past ones and ones far ahead', async () => {
    const past = Array.from({ length: 150 }, (_, index) => booked(-24 * (index + 1)));
    acuity.booked = [...past, booked(48)];
    expect(kinds(await look())).toEqual(['peel']);
    acuity.booked = [...past];
    expect(kinds(await look())).toEqual([]);
  });

  test('are asked for from today in the zone of the business, the nearest first, without cancelled ones', async () => {
    acuity.booked = [booked(2)];
    await look();
    const [first] = acuity.asked;
    expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
      minDate: '2027-03-10',
      direction: 'ASC',
      canceled: 'false',
      email: 'pat@example.com',
    });
  });

  test('earlier today are over', async () => {
    acuity.booked = [booked(-1), booked(3, { appointmentTypeID: 7, type: 'Consultation' })];
    expect(kinds(await look())).toEqual(['other']);
  });

  test('count by their type: a peel, a virtual change of the regimen, or something else', async () => {
    acuity.booked = [booked(5, { appointmentTypeID: 9 }), booked(6, { appointmentTypeID: 1002 }), booked(7)];
    expect(kinds(await look())).toEqual(['other', 'virtual', 'peel']);
    expect(kinds(await look({}, { peels: [9], virtualChanges: [] }))).toEqual(['peel', 'other', 'other']);
  });

  test('are found by the telephone number as well, whose plus is encoded', async () => {
    acuity.booked = [booked(5, { email: 'other@example.com' })];
    expect(await look()).toMatchObject({ known: true, matchedBy: 'phone' });
    expect(acuity.asked.some(({ rawQuery }) => rawQuery.includes('phone=%2B12135550143'))).toBe(true);
  });

  test('found by both count once', async () => {
    acuity.booked = [booked(5)];
    expect(await look()).toMatchObject({ known: true, matchedBy: 'email' });
    expect(kinds(await look())).toEqual(['peel']);
  });

  test('of somebody without address and number are nobody’s: a name is not asked for', async () => {
    expect(await look({ email: null, phone: null })).toEqual({ readable: false, why: 'only-the-name' });
    expect(acuity.asked).toEqual([]);
  });

  test('of two people who share an address are read by a person', async () => {
    acuity.booked = [booked(5), booked(6, { firstName: 'Alex' })];
    expect(await look()).toEqual({ readable: false, why: 'answer-not-understood' });
  });

  test('tell by the visits so far whether the client is known at all', async () => {
    acuity.booked = [booked(-100)];
    expect(await look()).toEqual({
      readable: true,
      known: true,
      matchedBy: 'email',
      data: { appointments: [] },
    });
    acuity.booked = [booked(-100, { email: 'other@example.com', phone: '+12135550199' })];
    expect(await look()).toEqual({ readable: true, known: false });
  });

  test('of which there are more than fit are not guessed at', async () => {
    acuity.booked = Array.from({ length: 120 }, (_, index) => booked(index + 1, { appointmentTypeID: 9 }));
    expect(await look()).toEqual({ readable: false, why: 'answer-not-understood' });
  });
});

describe('Acuity that cannot be read', () => {
  const SAYS: [string, () => void, string][] = [
    ['breaks off', () => acuity.next('drop'), 'unreachable'],
    ['takes the question and says nothing', () => acuity.next('accept-then-silence'), 'unreachable'],
    ['has no time', () => acuity.next({ status: 429, headers: { 'retry-after': '1' } }), 'unreachable'],
    ['is broken', () => acuity.next({ status: 500 }), 'unreachable'],
    ['refuses the key', () => acuity.next({ status: 401, body: {} }), 'refused'],
    ['sends us elsewhere', () => acuity.next({ status: 302, headers: { location: '/' } }), 'refused'],
    ['answers no list', () => acuity.next({ status: 200, body: {} }), 'answer-not-understood'],
    ['forgets when', () => acuity.next({ status: 200, body: [{ id: 1 }] }), 'answer-not-understood'],
  ];
  test.each(SAYS)('and %s is an answer, never a guess', async (_, misbehave, why) => {
    acuity.booked = [booked(5)];
    misbehave();
    expect(await look()).toEqual({ readable: false, why });
  });

  test('and is not there is an answer, too', async () => {
    const api = `http://127.0.0.1:${await freePort()}`;
    expect(await look({}, { api })).toEqual({ readable: false, why: 'unreachable' });
  });
});

describe('An appointment of which Acuity has spoken', () => {
  const read = (id: string) => acuityBookings(settings, 'US')(id);
  const soon = (given: Partial<BookedAt> = {}) =>
    booked((Date.now() + 2 * DAY - NOW) / 3_600_000, { phone: '(213) 555-0143', ...given });

  test('is read anew, with its client’s number in international form', async () => {
    acuity.booked = [soon({ id: 77 })];
    expect(await read('77')).toMatchObject({
      name: 'Pat Example',
      email: 'pat@example.com',
      phone: '+12135550143',
      counts: true,
      remark: null,
    });
    expect(await read('78')).toBeNull();
  });

  test.each([
    ['is cancelled', { canceled: true }],
    ['is of another type', { appointmentTypeID: 9 }],
  ])('and %s counts for nothing', async (_, given) => {
    acuity.booked = [soon({ id: 79, ...given })];
    expect(await read('79')).toMatchObject({ counts: false });
  });

  test('and is a virtual change is noted on the report', async () => {
    acuity.booked = [soon({ id: 80, appointmentTypeID: 1002 })];
    expect((await read('80'))?.remark).toMatch(
      /^A virtual regimen change is booked for \d{4}-\d{2}-\d{2}\.$/,
    );
  });
});
