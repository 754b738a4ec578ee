import { localDate } from '../../domain/calendar/localTime.ts';
import type { Answers, Looked, LookUpName, MatchedBy } from '../../domain/verify/answers.ts';
import { sameNumber } from '../../domain/verify/phone.ts';
import type { LookUpPort, Question } from '../lookups/port.ts';
import { AcuityUnreadable, appointmentsOf } from './api.ts';
import type { AcuityAppointment } from './appointment.ts';
import { kindOf } from './kind.ts';
import type { AcuitySettings } from './settings.ts';

/** Acuity gives no more than asked for; the nearest are what counts. */
const MOST = 100;

/**
 * Upcoming appointments of a client, by email address and by telephone number: somebody may have booked with another
 * address. Asked from today on and the nearest first, because by default Acuity gives the hundred that lie furthest ahead.
 * @param country of phone numbers without a country code
 */
export function acuityLookUps(settings: AcuitySettings, country: string): LookUpPort {
  return {
    connector: 'acuity',
    async look<Name extends LookUpName>(question: Question<Name>): Promise<Looked<Name>> {
      if (question.name !== 'appointments') return { readable: false, why: 'by-hand' };
      try {
        return (await appointments(settings, country, question)) as Looked<Name>;
      } catch (error) {
        if (error instanceof AcuityUnreadable) return { readable: false, why: error.why };
        throw error;
      }
    },
  };
}

async function appointments(
  settings: AcuitySettings,
  country: string,
  { client, at }: Question,
): Promise<Looked<'appointments'>> {
  const ways = waysTo(client, country);
  // Without an address nobody can be found: a name alone identifies no one.
  if (ways.length === 0) return { readable: false, why: 'only-the-name' };
  const ahead = new Map<number, AcuityAppointment>();
  let matchedBy: MatchedBy | null = null;
  for (const { by, query, same } of ways) {
    const found = await upcoming(settings, query, at);
    for (const each of found.filter(same)) {
      ahead.set(each.id, each);
      matchedBy ??= by;
    }
  }
  if (new Set([...ahead.values()].map(whose)).size > 1) {
    // A family shares the address: whose the booking is, a person has to see.
    return { readable: false, why: 'answer-not-understood' };
  }
  for (const { by, query, same } of ways) {
    if (matchedBy !== null) break;
    // Nothing lies ahead. Whether the client is known at all, their visits so far tell.
    const latest = await appointmentsOf(settings, { ...query, max: '1' });
    if (latest.some(same)) matchedBy = by;
  }
  if (matchedBy === null) return { readable: true, known: false };
  const data: Answers['appointments'] = {
    appointments: [...ahead.values()].map((each) => ({
      at: each.at,
      service: each.type,
      kind: kindOf(settings, each),
      status: 'booked',
    })),
  };
  return { readable: true, known: true, matchedBy, data };
}

async function upcoming(
  settings: AcuitySettings,
  query: Record<string, string>,
  at: number,
): Promise<AcuityAppointment[]> {
  const from = {
    minDate: localDate(settings.zone, at),
    direction: 'ASC',
    max: String(MOST),
    canceled: 'false',
  };
  const found = await appointmentsOf(settings, { ...query, ...from });
  // As many as fit: what lies behind them was not seen.
  if (found.length >= MOST) throw new AcuityUnreadable('answer-not-understood');
  // A date has no hour: what was earlier today is over.
  return found.filter((each) => each.at > at && !each.canceled);
}

interface WayTo {
  by: MatchedBy;
  query: Record<string, string>;
  /** Whether an appointment is of that address: what a filter lets through besides counts for nothing. */
  same: (appointment: AcuityAppointment) => boolean;
}

function waysTo({ email, phone }: Question['client'], country: string): WayTo[] {
  const plain = (text: string) => text.trim().toLowerCase();
  const number = phone === null ? '' : sameNumber(phone, country);
  return [
    ...(email
      ? [
          {
            by: 'email' as const,
            query: { email },
            same: ({ email: its }: AcuityAppointment) => plain(its) === plain(email),
          },
        ]
      : []),
    ...(number
      ? [
          {
            by: 'phone' as const,
            query: { phone: number },
            same: ({ phone: its }: AcuityAppointment) => sameNumber(its, country) === number,
          },
        ]
      : []),
  ];
}

function whose({ firstName, lastName }: AcuityAppointment): string {
  return `${firstName} ${lastName}`.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
