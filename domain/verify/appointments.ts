import type { Answers, Appointment } from './answers.ts';
import type { Circumstances, Finding } from './finding.ts';
import { localDate } from '../calendar/localTime.ts';

/**
 * A peel that lies ahead is what the case waits for. So is a virtual change of the regimen, which is noted on the
 * report. Any other service is not enough and is noted (section 4 of the SOPs).
 */
export function judgeAppointments(
  { appointments }: Answers['appointments'],
  { now, zone }: Circumstances,
): Finding {
  const ahead = appointments.filter(({ at, status }) => status === 'booked' && at > now);
  const day = ({ at }: Appointment) => localDate(zone, at);
  if (ahead.some(({ kind }) => kind === 'peel')) return { finding: 'met', condition: 'booked' };
  const virtual = ahead.find(({ kind }) => kind === 'virtual');
  if (virtual)
    return {
      finding: 'met',
      condition: 'booked',
      remark: `A virtual regimen change is booked for ${day(virtual)}.`,
    };
  const others = ahead.map((each) => `${each.service} on ${day(each)}`);
  if (others.length === 0) return { finding: 'clear' };
  return { finding: 'clear', remark: `Booked, but not what the programme needs: ${others.join(', ')}.` };
}
