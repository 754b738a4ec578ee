import type { Instant } from '../program.ts';
import type { CaseState } from '../state.ts';
import { closed, opened, told, withoutUnwarned } from './edits.ts';

/** A reply or other facts: what was warned of, approved or refused before no longer counts, and the approver is told. */
export function voided(state: CaseState, at: Instant): CaseState {
  const none: CaseState = {
    ...withoutUnwarned(state),
    warnings: [],
    approvals: [],
    declined: [],
    wanted: [],
  };
  return state.approvals.reduce<CaseState>(
    (so, { act }) => told(so, { at, what: 'approval-void', about: act }),
    none,
  );
}

/** A manager's answer to the open question about an irreversible act. */
export function decided(
  state: CaseState,
  event: { at: Instant; act: string; approved: boolean; by: string; decision: string },
): CaseState {
  const option = event.approved ? 'approve' : 'decline';
  const answered = closed(state, (task) => task.kind === 'decision' || task.kind === 'confirm-approval', {
    option,
    by: event.by,
  });
  const said = told(answered, {
    at: event.at,
    what: event.approved ? 'approved' : 'declined',
    about: event.act,
  });
  if (!event.approved) return { ...said, declined: [...said.declined, event.act] };
  const approval = { act: event.act, by: event.by, at: event.at, decision: event.decision };
  return { ...said, approvals: [...said.approvals, approval] };
}

/** Until the act is done an approval can be taken back; the question is then open again. */
export function approvalWithdrawn(state: CaseState, event: { at: Instant; act: string }): CaseState {
  const approvals = state.approvals.filter(({ act }) => act !== event.act);
  return told({ ...state, approvals }, { at: event.at, what: 'approval-withdrawn', about: event.act });
}

/** An approval came without saying who gave it, or to which question: a person confirms it before it counts. */
export function approvalUnclear(state: CaseState, event: { at: Instant; id: string }): CaseState {
  const said = told(state, { at: event.at, what: 'approval-unclear', about: event.id });
  return opened(said, 'confirm-approval', event.id, ['discard', 'confirm']);
}

/** What the case's owner can do when no warning could be given in the attempts of a round; nothing is ended by it. */
export const AFTER_NO_WARNING = ['begin-again', 'hand-over', 'close'];

/** What the case's owner can do when the approver said no. */
export const AFTER_NO = ['ask-again', ...AFTER_NO_WARNING];
