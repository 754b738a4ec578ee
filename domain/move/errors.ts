/** Why a case stays on its version, in the words that staff get to read. */
export const MOVE_REFUSALS = {
  closed: 'the case has ended',
  'under-way': 'something is being done in the case right now; try again when it is done',
  'judgement-open': 'a person must first judge what went wrong in it',
  'in-a-persons-hands': 'somebody is at a task of it that the new version does not have in the same form',
  'in-the-middle': 'a part of its step is done, and the new version does not do this step in the same way',
  'variant-gone': 'the new version does not have its variant',
  'fact-missing': 'the new version needs a fact that the case was not opened with',
  'choice-gone': 'the new version does not offer what was chosen for it',
  'place-gone': 'the new version ends before the place where it stands',
  'too-many-attempts': 'more attempts were made, or would be, than the new version allows in a round',
  'closing-statement-sent':
    'the closing statement has gone out, and the new version would write or call again after it',
  'warned-of-another-act': 'the contact was warned of another act than the new version does',
  'no-dates': 'the new version gives it no dates by its calendar',
} as const;

export type MoveRefusal = keyof typeof MOVE_REFUSALS;

/** A reason, and what it is about in this case. */
export interface Refused {
  code: MoveRefusal;
  about?: string;
}
