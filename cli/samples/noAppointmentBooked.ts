import type { Instant } from '../../domain/program/program.ts';
import type { Note } from '../../domain/verify/answers.ts';
import type { Contact } from '../../ledger/schema.ts';
import { answers } from './answers.ts';
import { daysAfter, lastMonday } from './dates.ts';
import { type Path, type Sample, type SampleCase, type Way, withdrawnOn } from './sample.ts';

const CLIENT: Contact = { name: 'Pat Example', email: 'pat@example.com', phone: '+12025550143' };

function noAppointmentBooked(now: Instant): Sample {
  return {
    procedure: 'no-appointment-booked',
    contact: CLIENT,
    facts: {
      'last-appointment': lastMonday(now, 'America/Los_Angeles'),
      'last-service': 'peel',
      'client-name': 'Pat',
      'employee-name': 'Kim Sample',
      'clinic-name': 'Example Clinic',
      'clinic-phone': '+1 202 555 0100',
    },
  };
}

const WAYS: Way[] = [
  {
    title: 'nobody books; after five attempts the manager approves the end',
    ends: 'ended',
    tasks: { call: ['voicemail', 'no-answer', 'voicemail'] },
  },
  {
    title: 'booked after the first call',
    ends: 'booked',
    conditions: [{ condition: 'booked', on: 'third-attempt' }],
  },
  {
    title: 'booked within 24 hours of the last attempt',
    ends: 'booked',
    conditions: [{ condition: 'booked', on: 'last-attempt' }],
  },
  { title: 'the client answers the second text', ends: 'answered', replyOn: 'second-attempt' },
  {
    title: 'an answer that books nothing: resumed',
    ends: 'ended',
    replyOn: 'second-attempt',
    tasks: { reply: 'resume', call: 'voicemail' },
  },
  {
    title: 'the manager declines, and somebody else takes over',
    ends: 'handed-over',
    tasks: { decision: 'decline', declined: 'hand-over' },
  },
  { title: 'an answer after the end is a task for the front desk', ends: 'ended', replyOn: 60 },
  withdrawnOn('first-attempt'),
];

const note = (at: Instant, title: string): Note => ({
  id: 'note-1',
  at,
  author: 'person',
  title,
  text: null,
  about: null,
  read: false,
});

/** What the systems around the case say before a contact. */
function found(lastAppointment: string): Way[] {
  const on = (day: number) => daysAfter(lastAppointment, day);
  const booked = (service: string, kind: 'peel' | 'virtual' | 'other', afterDays: number) => [
    answers('appointments', { appointments: [{ at: on(40), service, kind, status: 'booked' }] }, afterDays),
  ];
  return [
    { title: 'a peel was booked before the second text', ends: 'booked', lookUps: booked('Peel', 'peel', 9) },
    {
      title: 'a virtual regimen change was booked: noted on the report',
      ends: 'booked',
      lookUps: booked('Virtual regimen change', 'virtual', 13),
    },
    {
      title: 'another service was booked: not enough, noted on the report',
      ends: 'ended',
      lookUps: booked('Massage', 'other', 9),
    },
    {
      title: 'a note on a surgery holds the case, and a person stops it',
      ends: 'withdrawn',
      tasks: { check: 'stop' },
      lookUps: [answers('notes', { notes: [note(on(10), 'Knee surgery next week')] }, 11)],
    },
    {
      title: 'a note that nobody has read holds the case until it has been read',
      ends: 'ended',
      tasks: { check: 'go-on' },
      lookUps: [answers('notes', { notes: [note(on(10), 'Prefers the afternoon')] }, 11)],
    },
    {
      title: 'the second attempt was made outside: it is not made again',
      ends: 'ended',
      lookUps: [answers('contacts-made', { contacts: [madeOutside(on(10))] }, 10)],
    },
    {
      title: 'the booking system has another number: corrected, and the case goes on',
      ends: 'ended',
      lookUps: [answers('phone', { booking: '+12025550199', crm: null }, 11)],
    },
  ];
}

const madeOutside = (at: Instant) => ({
  at,
  channel: 'call',
  by: 'front desk',
  title: 'No Appointment Booked, second attempt',
  ours: false,
});

/** Every way through a missing appointment. */
export function noAppointmentBookedPaths(now: Instant): Path[] {
  const sample = noAppointmentBooked(now);
  const ways = [...WAYS, ...found(sample.facts['last-appointment'] ?? '')];
  return ways.map((way) => ({ ...sample, ...way }));
}

export function noAppointmentBookedSamples(now: Instant): SampleCase[] {
  return [
    { id: 'client-1', ...noAppointmentBooked(now), story: ['next', 'next', 'next'] },
    {
      id: 'client-2',
      ...noAppointmentBooked(now),
      story: ['next', { reply: 'Thursday at four would be fine.' }],
    },
    { id: 'client-3', ...noAppointmentBooked(now), story: [] },
  ];
}
