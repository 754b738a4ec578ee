import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Followthrough } from '../../client/index.ts';
import { GatewayError } from '../errors.ts';
import { readForm, valueOf } from './form.ts';
import { type Delivered, type Hook, HookRefused } from './hooks.ts';

export interface AcuityHooks {
  /** API keys by which calls may be signed. */
  webhookKeys: readonly string[];
  /** Looks at what was said; the answer to Acuity does not wait for it. */
  look: () => Promise<unknown>;
}

/** Said of an appointment; each comes twice, because `changed` comes with every one of the others. */
const ABOUT_APPOINTMENTS = ['scheduled', 'rescheduled', 'changed', 'canceled'];

/** The address that Acuity calls when something happens to an appointment. */
export function acuityHooks({ webhookKeys, look }: AcuityHooks, client: Followthrough): Hook[] {
  const lookSoon = oneAtATime(look);
  return [
    {
      method: 'POST',
      path: '/acuity',
      async take(delivered) {
        checkAcuitySignature(delivered, webhookKeys);
        const form = readForm(delivered.body);
        const [action, id] = [valueOf(form, 'action'), valueOf(form, 'id')];
        if (!ABOUT_APPOINTMENTS.includes(action)) return { status: 200 };
        if (!/^\d{1,18}$/.test(id)) throw new GatewayError('FT-HTTP-FIELD', 400, 'id is missing.');
        await client.noteBooking(id);
        lookSoon();
        return { status: 200 };
      },
    },
  ];
}

/** However many calls come at once, one look is under way, and one more follows that sees what they have said. */
function oneAtATime(look: () => Promise<unknown>): () => void {
  let under = false;
  let again = false;
  const rounds = async () => {
    under = true;
    do {
      again = false;
      // Whoever looks after bookings tries again.
      await look().catch(() => undefined);
    } while (again);
    under = false;
  };
  return () => {
    again = true;
    if (!under) void rounds();
  };
}

/** @throws HookRefused */
export function checkAcuitySignature(
  { body, headers }: Pick<Delivered, 'body' | 'headers'>,
  keys: readonly string[],
): void {
  const header = headers['x-acuity-signature'];
  const given = Buffer.from(typeof header === 'string' ? header : '');
  const right = keys.filter((key) => {
    const wanted = Buffer.from(createHmac('sha256', key).update(body).digest('base64'));
    return key !== '' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (right.length === 0) throw new HookRefused('the signature is missing or wrong.');
}
