import { createHmac } from 'node:crypto';
import { type Asked, type Double, double, type Said } from '../double.ts';

export interface BookedAt {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  /** ISO 8601 with an offset without a colon, as Acuity writes it: "2027-03-11T10:00:00-0800". */
  datetime: string;
  type: string;
  appointmentTypeID: number;
  canceled: boolean;
}

export interface AcuityDouble extends Double {
  user: string;
  key: string;
  booked: BookedAt[];
  types: { id: number; name: string }[];
  /** The day at its calendar's place, by which `minDate` is understood. */
  dayOf(moment: string): string;
}

const PARAMETERS = [
  'max',
  'minDate',
  'maxDate',
  'calendarID',
  'appointmentTypeID',
  'canceled',
  'firstName',
  'lastName',
  'email',
  'phone',
  'field',
  'excludeForms',
  'direction',
  'showall',
];
/** What Acuity does when it is not told otherwise: the hundred that lie furthest ahead. */
const USUALLY = { max: '100', direction: 'DESC', canceled: 'false' };

/** Acuity's API v1, as far as it is used here: a wrong query gets what Acuity would give for it. */
export async function acuityDouble(): Promise<AcuityDouble> {
  const server = await double((asked) => take(asked));
  const self: AcuityDouble = Object.assign(server, {
    user: '4711',
    key: 'example-key',
    booked: [],
    types: [],
    dayOf: (moment: string) => moment.slice(0, 10),
  });

  function take({ method, path, query, rawQuery, headers }: Asked): Said {
    const login = `Basic ${Buffer.from(`${self.user}:${self.key}`).toString('base64')}`;
    if (headers.authorization !== login) return refused(401, 'unauthorized');
    if (method !== 'GET') return refused(405, 'method_not_allowed');
    const one = /^\/appointments\/(\d+)$/.exec(path);
    if (one) {
      const found = self.booked.find(({ id }) => String(id) === one[1]);
      return found ? { status: 200, body: found } : refused(404, 'not_found');
    }
    if (path === '/appointment-types') return { status: 200, body: self.types };
    if (path !== '/appointments') return refused(404, 'not_found');
    const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name));
    if (unknown !== undefined) return refused(400, `unknown parameter ${unknown}`);
    const asked = { ...USUALLY, ...Object.fromEntries(query) } as Record<string, string>;
    if (asked['minDate'] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asked['minDate']))
      return refused(400, 'invalid_date');
    // A plus that was not encoded is a blank.
    const phone = new URLSearchParams(rawQuery).get('phone');
    const sorted = self.booked
      .filter(
        ({ email }) => asked['email'] === undefined || email.toLowerCase() === asked['email'].toLowerCase(),
      )
      .filter(({ phone: its }) => phone === null || its === phone)
      .filter(({ canceled }) => String(canceled) === asked['canceled'])
      .filter(({ datetime }) => asked['minDate'] === undefined || self.dayOf(datetime) >= asked['minDate'])
      .toSorted((a, b) => Date.parse(iso(a.datetime)) - Date.parse(iso(b.datetime)));
    const ordered = asked['direction'] === 'ASC' ? sorted : sorted.toReversed();
    return { status: 200, body: ordered.slice(0, Number(asked['max'])) };
  }
  return self;
}

function iso(datetime: string): string {
  return datetime.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
}

function refused(status: number, error: string): Said {
  return { status, body: { status_code: status, error, message: error } };
}

export interface SignedCall {
  body: string;
  headers: Record<string, string>;
}

/** What Acuity sends when something happened to an appointment. */
export function signedByAcuity(
  given: { action: 'scheduled' | 'rescheduled' | 'changed' | 'canceled' | 'order.completed'; id: number },
  key: string,
): SignedCall {
  const fields = { action: given.action, id: String(given.id), calendarID: '1', appointmentTypeID: '1001' };
  const body = new URLSearchParams(fields).toString();
  const signature = createHmac('sha256', key).update(body).digest('base64');
  return {
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-acuity-signature': signature },
  };
}
