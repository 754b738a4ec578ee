import { label, localDate } from '../../domain/calendar/localTime.ts';
import type { ReadBooking } from '../../domain/verify/booking.ts';
import { sameNumber } from '../../domain/verify/phone.ts';
import { appointmentWith } from './api.ts';
import { kindOf } from './kind.ts';
import type { AcuitySettings } from './settings.ts';

/**
 * Reads an appointment anew: what a call from Acuity says of it is a hint, and calls come twice and late.
 * @param country of phone numbers without a country code
 * @throws AcuityUnreadable
 */
export function acuityBookings(settings: AcuitySettings, country: string): ReadBooking {
  return async (id) => {
    const found = await appointmentWith(settings, id);
    if (!found) return null;
    const { firstName, lastName, email, phone, at, type, canceled } = found;
    const kind = kindOf(settings, found);
    return {
      source: 'acuity',
      id,
      name: `${firstName} ${lastName}`.trim(),
      email: email.trim() || null,
      phone: phone.trim() === '' ? null : sameNumber(phone, country),
      at,
      words: `${type}, ${label(settings.zone, at)}`,
      counts: !canceled && at > Date.now() && kind !== 'other',
      // As the look-up before a contact says it, so that it is said once.
      remark:
        kind === 'virtual' ? `A virtual regimen change is booked for ${localDate(settings.zone, at)}.` : null,
    };
  };
}
