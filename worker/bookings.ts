import type { Followthrough } from '../client/index.ts';
import { acuityBookings } from '../connectors/acuity/booking.ts';
import type { Config } from '../connectors/config/config.ts';
import { anyHintWaits } from '../ledger/acuity/hints.ts';
import { markRead } from '../ledger/inbox/feeds.ts';

/** What it is called where it is said that it is not read. */
export const BOOKINGS = 'acuity bookings';

/** Looks at the appointments that the booking system has spoken of; null: none is configured. */
export function bookingsLook(
  { lookAtBookings }: Pick<Followthrough, 'lookAtBookings'>,
  { accounts, lookUps }: Pick<Config, 'accounts' | 'lookUps'>,
): (() => Promise<number>) | null {
  if (!accounts.acuity) return null;
  const read = acuityBookings(accounts.acuity, lookUps.country);
  return () => lookAtBookings(read);
}

/** What was spoken of and could not be looked at is looked at again. */
export function bookingUpkeep(client: Followthrough, config: Config): Record<string, () => Promise<unknown>> {
  const look = bookingsLook(client, config);
  if (!look) return {};
  const { ledger } = client;
  return {
    async 'what the booking system has spoken of'() {
      const at = Date.now();
      await look();
      if (!(await anyHintWaits(ledger))) await markRead(ledger, BOOKINGS, at);
    },
  };
}
