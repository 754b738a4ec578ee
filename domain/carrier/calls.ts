/** How a call ended, as far as a machine can tell. */
export interface CallEnd {
  /** completed, busy, no-answer, failed, canceled; refused, staff-did-not-answer, dial-failed: nobody rang the contact. */
  result: string;
  /** human, or what kind of machine; null: not known. */
  answeredBy: string | null;
}

/** What staff may want to say of the task. Only a suggestion: "completed" does not mean that a person was reached. */
export type SuggestedOutcome = 'spoke' | 'voicemail' | 'no-answer' | null;

/** The outcome that a call's end suggests; null: none. */
export function suggestedOutcome({ result, answeredBy }: CallEnd): SuggestedOutcome {
  if (result === 'busy' || result === 'no-answer') return 'no-answer';
  if (result !== 'completed') return null;
  if (answeredBy === null || answeredBy === 'unknown') return null;
  return answeredBy === 'human' ? 'spoke' : 'voicemail';
}

const SAYS: Record<string, string> = {
  busy: 'the line was busy',
  'no-answer': 'nobody picked up',
  failed: 'the number could not be reached',
  canceled: 'the call was broken off',
  'staff-did-not-answer': 'whoever asked for it did not pick up, so the contact was not rung',
  'no-key-pressed': 'no key was pressed, so the contact was not rung',
  refused: 'the contact was not rung',
  'dial-failed': 'the call could not be begun',
};

/** What a machine saw of a call, in words for staff. */
export function callInWords({ result, answeredBy }: CallEnd): string {
  if (result !== 'completed') return SAYS[result] ?? result;
  if (answeredBy === null || answeredBy === 'unknown') return 'somebody or something picked up';
  if (answeredBy === 'human') return 'a person seems to have picked up';
  return answeredBy === 'fax' ? 'a fax machine picked up' : 'an answering machine seems to have picked up';
}
