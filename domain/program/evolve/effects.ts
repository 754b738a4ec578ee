import type { Effect, Instant, Operation } from '../program.ts';
import type { CaseState, Contact } from '../state.ts';
import { counted, isLost } from './contacts.ts';
import { noted } from './edits.ts';

export type Perform = Extract<Operation, { op: 'perform' }>;

/** The words of an effect in keys and timelines: "send-portal:reminder-1". */
export function nameOf(effect: Effect): string {
  return effect.verb === 'send' ? `send-${effect.channel}:${effect.name}` : `${effect.verb}:${effect.name}`;
}

/**
 * One effect is done; the first message or call of a step makes it an attempt, whatever number of channels follow.
 * @param how the channel, for a call with its result: "call:voicemail"
 */
export function effectDone(
  state: CaseState,
  operation: Perform,
  effect: Effect,
  deliveredAt: Instant,
  at: Instant,
  how?: string,
): CaseState {
  const about = `${operation.key}/${nameOf(effect)}`;
  const after = noted({ ...state, progress: state.progress + 1 }, { at, what: 'done', about });
  if (effect.verb !== 'send' && effect.verb !== 'call') return after;
  const channel = effect.verb === 'send' ? effect.channel : 'call';
  const contact = contactOf(state, operation);
  const tried = attempted(after, operation, how ?? channel, at, contact);
  if (isLost(tried, contact)) return tried;
  // A reply that crossed with it stands between the warning and the act.
  if (!effect.warnsOf || state.answered) return tried;
  const warning = { act: effect.warnsOf, at, deliveredAt, key: operation.key };
  return { ...saidAfterAll(tried, effect.warnsOf), warnings: [...tried.warnings, warning] };
}

/** The step has reached out: it counts once, and its distance is kept. */
export function attempted(
  state: CaseState,
  operation: Perform,
  how: string,
  at: Instant,
  contact = contactOf(state, operation),
): CaseState {
  const lastAttempt = { at, step: operation.step, pass: state.pass, how };
  return { ...counted(state, contact), unsent: null, lastAttempt };
}

function contactOf({ pass, progress }: CaseState, { key, step }: Perform): Contact {
  return { step, pass, key, effect: progress };
}

/** One effect is left out for good. A message that was not sent is not to be noted as sent, unless another channel was. */
export function effectLeftOut(state: CaseState, operation: Perform): CaseState {
  const effect = operation.effects[state.progress];
  const contact = effect?.verb === 'send' || effect?.verb === 'call';
  const { lastAttempt, pass } = state;
  const reached = lastAttempt?.step === operation.step && lastAttempt.pass === pass;
  return {
    ...unwarned(state, effect),
    progress: state.progress + 1,
    unsent: contact && !reached ? operation.step : state.unsent,
  };
}

/** A warning that nobody will give: its gate asks a person, where else it would ask for the warning for ever. */
export function unwarned(state: CaseState, effect: Effect | undefined): CaseState {
  const act = effect && 'warnsOf' in effect ? effect.warnsOf : undefined;
  if (act === undefined || state.warnings.some((given) => given.act === act)) return state;
  return { ...state, unwarned: [...new Set([...(state.unwarned ?? []), act])] };
}

/** Left out by one channel and said by another, it was said. */
function saidAfterAll(state: CaseState, act: string): CaseState {
  if (!state.unwarned?.includes(act)) return state;
  return { ...state, unwarned: state.unwarned.filter((other) => other !== act) };
}

/** The act whose warning and approval this effect needs: its own, or that of its unit. */
export function actOf(effect: Extract<Effect, { verb: 'act' }>): string {
  return effect.unit ?? effect.name;
}
