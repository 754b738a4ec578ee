import { randomUUID } from 'node:crypto';
import type { OpenCase } from '../../../client/index.ts';
import type { Instant } from '../../../domain/program/program.ts';

/** A kind of case, as it is opened at an instant. */
export interface Kind {
  open(at: Instant): OpenCase;
  /** The fewest days between two of its attempts. */
  apart: number;
}

const CONTACT = {
  name: 'Pat Example',
  email: 'pat@example.com',
  phone: '+12025550143',
  portal: 'pat-example',
};

function kind(procedure: string, dayZero: string, apart: number, rest: object, variant?: string): Kind {
  return {
    apart,
    open: (at) => ({
      procedure,
      ...(variant === undefined ? {} : { variant }),
      source: 'desk',
      id: randomUUID(),
      facts: { [dayZero]: new Date(at).toISOString(), ...rest },
      contact: CONTACT,
    }),
  };
}

const dentist = { 'doctor-name': 'Example' };
const customer = { 'customer-name': 'Pat', 'agent-name': 'Sam', issue: 'the printer' };
const client = { 'client-name': 'Pat', 'coach-name': 'Kim' };
const booker = {
  'client-name': 'Pat',
  'employee-name': 'Kim',
  'clinic-name': 'Example Clinic',
  'last-service': 'peel',
};

/** What a house has open at the same time; `skips-late` leaves out what is two days late. */
export const UNDER_WAY: Kind[] = [
  kind('case-alert', 'alert-sent', 1, dentist, '2'),
  kind('case-alert', 'alert-sent', 1, dentist, '5'),
  kind('three-follow-ups', 'solution-sent', 2, customer),
  kind('missed-check-in', 'check-in-due', 1, client),
  kind('no-appointment-booked', 'last-appointment', 3, booker),
  kind('skips-late', 'asked', 2, { subject: 'the example' }),
];
