import type { EffectResult } from '../events.ts';
import { ERRAND } from '../next.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState } from '../state.ts';
import { told, unrecorded } from './edits.ts';
import { replied } from './outside.ts';

/** A person printed the letter or did something by hand; an email is sent first and logged when it has gone out. */
export function actionLogged(
  state: CaseState,
  event: { at: Instant; task: string; action: string },
): CaseState {
  const task = state.tasks.find(({ key }) => key === event.task);
  if (!task) return state;
  if (event.action !== 'email') return logged(state, event.task, event.action, event.at);
  const number = state.errands + 1;
  return { ...state, errands: number, errand: { task: task.key, template: task.template ?? '', number } };
}

function logged(state: CaseState, key: string, action: string, at: Instant): CaseState {
  const tasks = state.tasks.map((task) =>
    task.key === key ? { ...task, logged: [...(task.logged ?? []), action] } : task,
  );
  const said = told({ ...state, tasks }, { at, what: 'action-done', about: key, because: action });
  return unrecorded(said, { change: [{ key, logged: action }] });
}

/** The email that a person ordered went out, or it did not and the person sees why. */
export function errandDone(
  program: Program,
  state: CaseState,
  event: { at: Instant; results: EffectResult[] },
): CaseState {
  const { errand } = state;
  const [result] = event.results;
  if (!errand || !result) return state;
  const { at } = event;
  const free: CaseState = { ...state, errand: null };
  if (result.status === 'answered') {
    return result.replies.reduce<CaseState>((so, id) => replied(program, so, { at, id }), free);
  }
  if (result.status === 'stopped') return free;
  if (result.status !== 'done') {
    const because = 'reason' in result ? result.reason : result.status;
    return told(free, { at, what: 'action-failed', about: errand.task, because });
  }
  const lastAttempt = { at, step: ERRAND, pass: errand.number, how: 'email' };
  return logged({ ...free, attempts: free.attempts + 1, lastAttempt }, errand.task, 'email', at);
}
