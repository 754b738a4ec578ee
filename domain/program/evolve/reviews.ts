import type { EffectResult } from '../events.ts';
import { ERRAND } from '../next.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState, Contact, OpenTask, Problem } from '../state.ts';
import { cameBack, counted } from './contacts.ts';
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
  return ordered(state, task);
}

function ordered(state: CaseState, { key, template = '' }: OpenTask): CaseState {
  const number = state.errands + 1;
  return { ...state, errands: number, errand: { task: key, template, number } };
}

/** @param number of the order, where the action is an email that may still come back */
function logged(state: CaseState, key: string, action: string, at: Instant, number?: number): CaseState {
  const tasks = state.tasks.map((task) => {
    if (task.key !== key) return task;
    const emails = number === undefined ? {} : { emails: [...(task.emails ?? []), { number, at }] };
    return { ...task, logged: [...(task.logged ?? []), action], ...emails };
  });
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
  if (result.status !== 'done') {
    const because = 'reason' in result ? result.reason : result.status;
    const failed = told(free, { at, what: 'action-failed', about: errand.task, because });
    const replies = result.status === 'answered' ? result.replies : [];
    return replies.reduce<CaseState>((so, id) => replied(program, so, { at, id }), failed);
  }
  const lastAttempt = { at, step: ERRAND, pass: errand.number, how: 'email' };
  const contact = { step: ERRAND, pass: errand.number, key: `${ERRAND}-${errand.number}`, effect: 0 };
  const sent = { ...counted(free, contact), lastAttempt };
  return logged(sent, errand.task, 'email', at, errand.number);
}

/**
 * An email that a person ordered has not arrived: it was no attempt (SND-15), and while its review is open it is not done.
 * @returns as well what a person is to judge; the review's key is empty when that is done with
 */
export function errandCameBack(
  state: CaseState,
  key: string,
): { state: CaseState; errand: string; contact?: Contact } {
  const { state: less, ...of } = cameBack(state, { key, effect: 0 }, null);
  const number = Number(key.slice(ERRAND.length + 1));
  const isIt = (email: { number: number }) => email.number === number;
  const task = state.tasks.find(({ emails }) => emails?.some(isIt));
  const email = task?.emails?.find(isIt);
  if (!task || !email) return { state: less, errand: '', ...of };
  const last = task.logged?.lastIndexOf('email');
  const rest: OpenTask = {
    ...task,
    logged: (task.logged ?? []).filter((_, index) => index !== last),
    emails: (task.emails ?? []).filter((other) => other !== email),
  };
  const tasks = state.tasks.map((other) => (other === task ? rest : other));
  const undone = { action: 'email', at: email.at };
  const back = unrecorded({ ...less, tasks }, { change: [{ key: task.key, undone }] });
  return { state: back, errand: task.key, ...of };
}

/** A person judged that. Ordered again it is another email; without an open review there is nothing to order it for. */
export function errandJudged(
  state: CaseState,
  { errand, contact }: Problem,
  option: string,
  at: Instant,
): CaseState {
  const task = state.tasks.find(({ key }) => key === errand);
  if (option === 'try-again') return task ? ordered(state, task) : state;
  if (option !== 'count-as-done') return state;
  const again = contact ? counted(state, contact) : state;
  return task ? logged(again, task.key, 'email', at) : again;
}
