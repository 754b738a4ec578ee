import type { Booking, ReadBooking } from '../domain/verify/booking.ts';
import { finishHint, type Hint, keepHint, putHintOff, takeHint } from '../ledger/acuity/hints.ts';
import { findCase } from '../ledger/cases.ts';
import type { Ledger } from '../ledger/connect.ts';
import { casesOfAddress } from '../ledger/inbox/leads.ts';
import { addRemarks } from '../ledger/lookups/looked.ts';
import { findProcedure } from '../ledger/procedures.ts';
import type { Case } from '../ledger/schema.ts';
import type { Context } from './context.ts';
import { conditionMet, reply } from './messages.ts';

/** A booking system says that something happened to an appointment. When this returns, it will be looked at. */
export async function noteBooking({ ledger }: Context, appointment: string): Promise<void> {
  await keepHint(ledger, appointment, Date.now());
}

/**
 * Looks at the appointments that a booking system has spoken of, and tells the cases that wait for them.
 * @returns how many were looked at
 */
export async function lookAtBookings(context: Context, read: ReadBooking): Promise<number> {
  let looked = 0;
  for (;;) {
    const hint = await takeHint(context.ledger, Date.now());
    if (!hint) return looked;
    await lookAt(context, hint, read);
    looked += 1;
  }
}

async function lookAt(context: Context, hint: Hint, read: ReadBooking): Promise<void> {
  const { ledger } = context;
  try {
    const booking = await read(hint.appointment);
    const cameTo = booking?.counts ? await tell(context, booking) : 'nothing';
    await finishHint(ledger, hint, { cameTo, at: Date.now() });
  } catch (error) {
    // A name of an error, never its words: they may be about a person.
    await putHintOff(ledger, hint, { why: error instanceof Error ? error.name : 'unknown', at: Date.now() });
  }
}

/**
 * The one open case of this client has what it waits for. Where it is not sure whose appointment it is (several cases, or
 * another name at the same address) none of them goes on, and their owners are asked.
 */
async function tell(context: Context, booking: Booking): Promise<'booked' | 'asked' | 'nobody'> {
  const waiting = await waitingFor(context.ledger, booking);
  const [only, ...others] = waiting;
  if (!only) return 'nobody';
  const { source, id, words } = booking;
  if (others.length === 0 && mayBe(only, booking)) {
    const eventId = `${only.id} ${id}`;
    const { remark } = booking;
    if (remark !== null)
      await addRemarks(context.ledger, [
        { caseId: only.id, name: 'appointments', at: Date.now(), text: remark },
      ]);
    await conditionMet(context, only.id, { condition: CONDITION, source, eventId });
    return 'booked';
  }
  for (const each of waiting) {
    const text = `${source} has an appointment for ${booking.name}: ${words}. It is not sure that it is this client's. If it is, settle the case; if not, resume it.`;
    await reply(context, each.id, { text, channel: 'booking', source, eventId: `${each.id} ${id}` });
  }
  return 'asked';
}

const CONDITION = 'booked';

/** Open cases of the email address or number that an appointment ends. */
async function waitingFor(ledger: Ledger, { email, phone }: Booking): Promise<Case[]> {
  const ids = new Set<string>();
  for (const address of [email, phone])
    if (address) for (const { caseId } of await casesOfAddress(ledger, address)) ids.add(caseId);
  const rows = await Promise.all([...ids].map((id) => findCase(ledger, id)));
  const waiting: Case[] = [];
  for (const row of rows) {
    const procedure = row && (await findProcedure(ledger, row.hash))?.decoded;
    if (row && procedure?.stopWhen.some((word) => word === CONDITION)) waiting.push(row);
  }
  return waiting;
}

/** Two people of one family may share an address: then the names tell them apart. */
function mayBe({ contact }: Case, { name }: Booking): boolean {
  return !contact.name || plain(contact.name) === plain(name);
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
