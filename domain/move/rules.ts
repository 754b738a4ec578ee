import { actOf, nameOf } from '../program/evolve/effects.ts';
import type { Place } from '../program/events.ts';
import type { Effect, Program } from '../program/program.ts';
import type { CaseState } from '../program/state.ts';
import type { Refused } from './errors.ts';
import { aheadOf } from './place.ts';

/** What a rule looks at: what has happened, and what the new version would still do. */
export interface Judging {
  program: Program;
  state: CaseState;
  to: Program;
  place: Place;
  /** Whether a message of the version that the case has followed carries the closing statement. */
  closes: (effect: Effect) => boolean;
}

/** Rules of the new version that what has already happened would break. */
export const RULES: ((judging: Judging) => Refused | null)[] = [
  choiceGone,
  tooManyAttempts,
  closingSent,
  warnedOtherwise,
];

function choiceGone({ state, to }: Judging): Refused | null {
  const gone = to.steering.find(({ name, options, lookedUp }) => {
    const value = state.facts[name];
    return !lookedUp && value !== undefined && !options.includes(value);
  });
  return gone ? { code: 'choice-gone', about: `${gone.name}: ${state.facts[gone.name]}` } : null;
}

function tooManyAttempts({ state, to, place }: Judging): Refused | null {
  const allowed = to.attemptsPerRound;
  if (allowed === null) return null;
  const begun = to.operations[place.position]?.step;
  const made = place.steps[state.lastAttempt?.step ?? ''] ?? state.lastAttempt?.step;
  const left = new Set(
    aheadOf(to, place, state.facts).flatMap(({ step, effect }) =>
      reaches(effect) && !(step === begun && step === made && place.progress > 0) ? [step] : [],
    ),
  );
  const all = state.attempts + left.size;
  return all > allowed
    ? { code: 'too-many-attempts', about: `${state.attempts} made, ${left.size} to come, ${allowed} allowed` }
    : null;
}

/** The log has the round's last 200 entries: more than a round has messages. */
function closingSent({ program, state, to, place, closes }: Judging): Refused | null {
  const sent = program.operations
    .slice(0, state.position + 1)
    .flatMap((operation) =>
      operation.op === 'perform' ? operation.effects.map((effect) => [operation.key, effect] as const) : [],
    )
    .find(([key, effect]) => closes(effect) && wasDone(state, `${key}/${nameOf(effect)}`));
  const again = aheadOf(to, place, state.facts).find(({ effect }) => reaches(effect));
  return sent && again ? { code: 'closing-statement-sent', about: again.name } : null;
}

function wasDone(state: CaseState, about: string): boolean {
  return state.log.some(
    (entry) => entry.round === state.round && entry.what === 'done' && entry.about?.endsWith(about),
  );
}

/**
 * What was announced is what comes: an act that wants a warning was named by one, or its warning is still to come; and an
 * act that was announced is still done. What is otherwise already in the version the case has followed is none of ours.
 */
function warnedOtherwise({ program, state, to, place }: Judging): Refused | null {
  const [old, now] = [announced(program, state, state), announced(to, place, state)];
  const wrong =
    now.unnamed.find((act) => !old.unnamed.includes(act)) ?? now.gone.find((act) => !old.gone.includes(act));
  return wrong === undefined ? null : { code: 'warned-of-another-act', about: wrong };
}

/** Acts to come that no warning names although one should, and acts that a warning has named and that do not come. */
function announced(
  program: Program,
  place: Pick<Place, 'position' | 'progress'>,
  { facts, warnings }: CaseState,
): { unnamed: string[]; gone: string[] } {
  const ahead = aheadOf(program, place, facts).map(({ effect }) => effect);
  const coming = ahead.flatMap((effect) => (effect.verb === 'act' ? [actOf(effect)] : []));
  const wanted = named(
    program.operations.flatMap((operation) => (operation.op === 'perform' ? operation.effects : [])),
  );
  const known = [...warnings.map(({ act }) => act), ...named(ahead)];
  return {
    unnamed: coming.filter((act) => wanted.includes(act) && !known.includes(act)),
    gone: warnings.map(({ act }) => act).filter((act) => !coming.includes(act)),
  };
}

function named(effects: Effect[]): string[] {
  return effects.flatMap((effect) =>
    'warnsOf' in effect && effect.warnsOf !== undefined ? [effect.warnsOf] : [],
  );
}

function reaches({ verb }: Effect): boolean {
  return verb === 'send' || verb === 'call' || verb === 'review';
}
