import type { ConfigReader, Place } from '../config/reader.ts';

/** How the shipped intake of the three follow-ups names whatever ticket desk it is. */
const SHIPPED = 'ticket-desk';

/** Sources whose cases are about a ticket of this desk. */
export function ticketSources(reader: ConfigReader, place: Place | undefined, desk: string): string[] {
  return place ? reader.texts(place) : [SHIPPED, desk];
}
