import type { CaseState, Contact } from '../state.ts';

/** What comes back when so many others have gone out since takes no attempt away. */
const KEPT = 50;

/**
 * A message or call has gone out. It is an attempt, unless another one of the same attempt stands; one that has come back
 * before anybody heard of its going out counts for nothing.
 */
export function counted(state: CaseState, contact: Contact): CaseState {
  if (isLost(state, contact)) return state;
  const attempts = stands(state, contact) ? state.attempts : state.attempts + 1;
  return { ...state, attempts, contacts: [...state.contacts, contact].slice(-KEPT) };
}

/** By a person's word it has arrived all the same. */
export function found(state: CaseState, contact: Contact): CaseState {
  if (!isLost(state, contact)) return state;
  return { ...state, contacts: state.contacts.filter((each) => !each.lost || !isSame(each, contact)) };
}

/**
 * A message has come back (SND-15): its attempt is one less if nothing else of it stands.
 * @param underWay its step and pass, where the work is not known to be done; null: what is not known counts for nothing
 */
export function cameBack(
  state: CaseState,
  { key, effect }: Pick<Contact, 'key' | 'effect'>,
  underWay: Pick<Contact, 'step' | 'pass'> | null,
): { state: CaseState; contact?: Contact } {
  const contact = state.contacts.findLast((each) => !each.lost && each.key === key && each.effect === effect);
  if (contact) {
    const rest = { ...state, contacts: state.contacts.filter((each) => each !== contact) };
    const attempts = stands(rest, contact) ? rest.attempts : Math.max(0, rest.attempts - 1);
    return { state: { ...rest, attempts }, contact };
  }
  if (!underWay) return { state };
  const lost = { ...underWay, key, effect };
  const contacts = [...state.contacts, { ...lost, lost: true as const }].slice(-KEPT);
  return { state: { ...state, contacts }, contact: lost };
}

export function isLost({ contacts }: CaseState, contact: Contact): boolean {
  return contacts.some((each) => each.lost && isSame(each, contact));
}

function stands({ contacts }: CaseState, { step, pass }: Contact): boolean {
  return contacts.some((each) => !each.lost && each.step === step && each.pass === pass);
}

function isSame(one: Contact, other: Contact): boolean {
  return (
    one.key === other.key && one.effect === other.effect && one.step === other.step && one.pass === other.pass
  );
}
