import { advance } from '../advance.ts';
import type { Program } from '../program.ts';
import type { CaseState } from '../state.ts';
import { noted, operationAt, restOfStep } from './edits.ts';
import { attempted, effectDone, nameOf } from './effects.ts';
import { held } from './people.ts';
import type { TaskDone } from './taskDone.ts';
import { troubled } from './trouble.ts';

/** How a call can go; the first is the usual one. */
export const CALL_RESULTS = ['spoke', 'voicemail', 'no-answer', 'wrong-number', 'call-at'] as const;

/**
 * Spoke and voicemail count as delivered; no answer was a try, but no warning; a wrong number is contact data to be
 * corrected. "Call me at" puts the call off, and what was promised when we spoke is watched until its date.
 */
export function called(program: Program, state: CaseState, event: TaskDone): CaseState {
  const { at, option, until } = event;
  const operation = operationAt(program, state);
  const effect = operation.op === 'perform' ? operation.effects[state.progress] : undefined;
  if (operation.op !== 'perform' || effect?.verb !== 'call') return state;
  switch (option) {
    case 'spoke':
    case 'voicemail': {
      const done = effectDone(state, operation, effect, at, at, `call:${option}`);
      const rest = advance(program, restOfStep(program, done, at), at);
      return option === 'spoke' && until !== undefined ? held(rest, { at, until, promise: true }) : rest;
    }
    case 'wrong-number':
      return troubled(
        state,
        { position: state.position, progress: state.progress, reason: 'wrong-number' },
        at,
      );
    case 'call-at':
      return { ...state, again: state.again + 1, notBefore: until ?? at };
    default: {
      const tried = attempted(state, operation, `call:${option}`, at);
      const about = `${operation.key}/${nameOf(effect)}`;
      const said = noted({ ...tried, progress: tried.progress + 1 }, { at, what: 'tried', about });
      return restOfStep(program, said, at);
    }
  }
}
