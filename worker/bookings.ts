import type { Followthrough } from '../client/index.ts';
import { acuityBookings } from '../connectors/acuity/booking.ts';
import type { Config } from '../connectors/config/config.ts';

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
  return look ? { 'what the booking system has spoken of': look } : {};
}
