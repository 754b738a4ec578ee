import type { Instant, Program } from '../program.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { closed, told, unrecorded, NO_PROBLEMS, withoutUnwarned } from './edits.ts';
import { goingOn } from './onward.ts';
import { voided } from './approvals.ts';

/** The case stands still until a date or a person; what was promised for a date is watched until then. */
export function held(
  state: CaseState,
  event: { at: Instant; until: Instant | null; promise?: true },
): CaseState {
  const { at, until, promise } = event;
  const hold = { at, until, ...(promise ? { promise } : {}) };
  const free = closed(state, isAboutHold);
  return told({ ...free, held: hold }, { at, what: promise ? 'promised' : 'held' });
}

/** Somebody was asked whether it goes on. What they say of a case that is no longer held changes nothing. */
export function saidOfHold(
  program: Program,
  state: CaseState,
  { at, option }: { at: Instant; option: string },
): CaseState {
  if (!state.held) return state;
  return option === 'stay'
    ? { ...state, held: { ...state.held, stays: at } }
    : resumed(program, state, { at });
}

function isAboutHold({ kind }: OpenTask): boolean {
  return kind === 'on-hold';
}

/** A person lets an answered or held case go on with its next step, not before a chosen instant. */
export function resumed(
  program: Program,
  state: CaseState,
  event: { at: Instant; notBefore?: Instant | undefined },
): CaseState {
  const free = closed(released({ ...state, held: null }), isAboutHold);
  const from = Math.max(event.at, event.notBefore ?? event.at);
  return goingOn(program, told(free, { at: event.at, what: 'resumed' }), from, 'send-hour');
}

/** The replies are dealt with: they no longer block contact. */
function released(state: CaseState): CaseState {
  if (!state.answered) return state;
  const free = closed({ ...state, answered: null }, (task) => task.kind === 'reply');
  return unrecorded(free, { release: state.answered.replies });
}

/** We have answered and wait again: a new round with its own day zero, its own warnings and its own approvals. */
export function waitsAgain(
  program: Program,
  state: CaseState,
  event: { at: Instant; since: Instant },
): CaseState {
  const free = withoutUnwarned(closed(released(state), () => true));
  const position = program.operations.findIndex((operation) => operation.step !== 'opened');
  const round = state.round + 1;
  return told(
    {
      ...free,
      round,
      position,
      progress: 0,
      pass: 0,
      plan: null,
      ask: { kind: 'round', zero: event.since },
      notBefore: null,
      held: null,
      ...NO_PROBLEMS,
      attempts: 0,
      contacts: [],
      unsent: null,
      lastAttempt: null,
      since: event.since,
      again: 0,
      manual: null,
      errand: null,
      warnings: [],
      approvals: [],
      declined: [],
      wanted: [],
    },
    { at: event.at, what: 'waits-again' },
  );
}

/** What happens without an answer was changed: what was warned of or approved before no longer counts. */
export function factChosen(state: CaseState, event: { at: Instant; fact: string; value: string }): CaseState {
  const { at, fact, value } = event;
  const chosen = voided({ ...state, facts: { ...state.facts, [fact]: value } }, at);
  const undecided = closed(chosen, (task) => task.kind === 'decision' || task.kind === 'choose-resolution');
  return told(undecided, { at, what: 'fact-chosen', about: fact, because: value });
}
