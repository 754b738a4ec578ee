import type { Answers, Looked, LookUpName } from './answers.ts';
import { judgeAppointments } from './appointments.ts';
import { judgeCheckIn } from './checkIn.ts';
import { judgeContactsMade } from './contactsMade.ts';
import type { Circumstances, Finding } from './finding.ts';
import { judgeNotes } from './notes.ts';
import { judgePhone } from './phone.ts';

type Judges = { [Name in LookUpName]: (data: Answers[Name], given: Circumstances) => Finding };

const JUDGES: Judges = {
  appointments: judgeAppointments,
  notes: judgeNotes,
  'contacts-made': judgeContactsMade,
  phone: judgePhone,
  'check-in': judgeCheckIn,
  // Chooses the channel of a step; nothing in it speaks for or against a contact.
  'email-opens': () => ({ finding: 'clear' }),
};

/** What an answer means. A client who was found by the name alone was not found at all. */
export function judge<Name extends LookUpName>(
  name: Name,
  looked: Looked<Name>,
  given: Circumstances,
): Finding {
  if (!looked.readable) return { finding: 'unreadable', why: looked.why };
  if (!looked.known) return unknownThere(name, given);
  if (looked.matchedBy === 'name') return { finding: 'unreadable', why: 'only-the-name' };
  return JUDGES[name](looked.data, given);
}

/** The report speaks of a client whom the system does not have. */
function unknownThere(name: LookUpName, { settled }: Circumstances): Finding {
  const about = `${name} unknown`;
  if (name === 'email-opens' || settled.has(about)) return { finding: 'clear' };
  const found = 'nobody with this id, email address or phone number';
  return { finding: 'discrepancy', expected: 'a client the system knows', found, about: [about] };
}
