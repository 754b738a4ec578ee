import type { Effect, Instant, Operation } from '../program.ts';
import type { CaseState } from '../state.ts';
import { noted } from './edits.ts';

export type Perform = Extract<Operation, { op: 'perform' }>;

/** The words of an effect in keys and timelines: "send-portal:reminder-1". */
export function nameOf(effect: Effect): string {
  return effect.verb === 'send' ? `send-${effect.channel}:${effect.name}` : `${effect.verb}:${effect.name}`;
}

/** One effect is done; the first message of a step makes it an attempt, whatever number of channels follow. */
export function effectDone(
  state: CaseState,
  operation: Perform,
  effect: Effect,
  deliveredAt: Instant,
  at: Instant,
): CaseState {
  const about = `${operation.key}/${nameOf(effect)}`;
  let after = noted({ ...state, progress: state.progress + 1 }, { at, what: 'done', about });
  if (effect.verb !== 'send') return after;
  const sameAttempt = state.lastAttempt?.step === operation.step && state.lastAttempt.pass === state.pass;
  if (!sameAttempt) after = { ...after, attempts: state.attempts + 1 };
  after = { ...after, unsent: null, lastAttempt: { at, step: operation.step, pass: state.pass } };
  if (!effect.warnsOf) return after;
  const warning = { act: effect.warnsOf, at, deliveredAt, key: operation.key };
  return { ...after, warnings: [...after.warnings, warning] };
}

/** One effect is left out for good. A message that was not sent is not to be noted as sent. */
export function effectLeftOut(state: CaseState, operation: Perform): CaseState {
  const effect = operation.effects[state.progress];
  const unsent = effect?.verb === 'send' ? operation.step : state.unsent;
  return { ...state, progress: state.progress + 1, unsent };
}
