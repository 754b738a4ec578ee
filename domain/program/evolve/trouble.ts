import type { Effect, Instant, Program } from '../program.ts';
import type { CaseState, Contact, OpenTask, Problem } from '../state.ts';
import { cameBack, counted, found } from './contacts.ts';
import { closed, opened, told } from './edits.ts';
import { goingOn } from './onward.ts';
import { errandCameBack, errandJudged } from './reviews.ts';
import { isErrand } from '../next.ts';
import { effectDone, effectLeftOut, type Perform, unwarned } from './effects.ts';

/**
 * Work needs a person's judgement; until then the case stands still. One question at a time: what comes while another
 * stands is asked after it, so that no answer is taken for that to another question, and no doubt is forgotten.
 */
export function troubled(state: CaseState, problem: Omit<Problem, 'at'>, at: Instant): CaseState {
  const all = state.problem ? [state.problem, ...(state.problems ?? [])] : [];
  const known = all.some(
    (other) => other.position === problem.position && other.progress === problem.progress,
  );
  if (known && problem.reason !== 'undelivered') return state;
  if (state.problem) return { ...state, problems: [...(state.problems ?? []), { ...problem, at }] };
  return asking(state, { ...problem, at });
}

function asking(state: CaseState, problem: Problem): CaseState {
  const { at, reason, effect } = problem;
  const about = [`${reason}@${at}`, ...(effect === undefined ? [] : [effect])].join('/');
  const said = told({ ...state, problem }, { at, what: 'problem', about, because: reason });
  return opened(said, 'problem', about, optionsOf(state, problem));
}

function optionsOf({ tasks }: CaseState, { reason, errand }: Problem): string[] {
  if (reason === NO_DATES) return ['try-again'];
  const final = errand !== undefined && !tasks.some(({ key }) => key === errand);
  return final ? JUDGEMENTS.filter((option) => option !== 'try-again') : JUDGEMENTS;
}

/** The dates of the next steps could not be planned: nothing was tried that could count as done or be left out. */
export const NO_DATES = 'no-dates';

const JUDGEMENTS = ['try-again', 'count-as-done', 'leave-it-out'];

/** Its next problem is asked about; the case goes on, and may come to a gate, when all of them are judged. */
function afterwards(program: Program, state: CaseState, at: Instant): CaseState {
  const [next, ...others] = state.problems ?? [];
  return next ? asking({ ...state, problems: others }, next) : goingOn(program, state, at, 'in-hours');
}

/** A person judged the problem. A second try is a new message and goes out in working hours only. */
export function judged(
  program: Program,
  state: CaseState,
  problem: Problem,
  option: string,
  at: Instant,
): CaseState {
  const cleared = told({ ...state, problem: null }, { at, what: 'problem-cleared', because: option });
  if (problem.errand !== undefined)
    return afterwards(program, errandJudged(cleared, problem, option, at), at);
  const operation = program.operations[problem.position];
  const effect = operation?.op === 'perform' ? operation.effects[problem.progress] : undefined;
  const untried = operation?.op !== 'perform' || !effect || problem.reason === NO_DATES;
  if (untried) return afterwards(program, cleared, at);
  const current = state.position === problem.position && state.progress === problem.progress;
  if (option === 'count-as-done') {
    const there = problem.contact ? found(cleared, problem.contact) : cleared;
    if (current) return afterwards(program, effectDone(there, operation, effect, at, at), at);
    const counts = problem.contact ? counted(there, problem.contact) : there;
    return afterwards(program, believed(counts, operation, effect, at), at);
  }
  if (option === 'leave-it-out') {
    const left = current ? effectLeftOut(cleared, operation) : unwarned(cleared, effect);
    return afterwards(program, left, at);
  }
  // What has been begun since may have reached the contact: nothing older is repeated before that is judged.
  const later = (state.problems ?? []).some(({ position }) => position > problem.position);
  const repeatable = current || (state.lastAttempt?.step === operation.step && !later);
  if (!repeatable) return afterwards(program, cleared, at);
  // What people were doing at the place that is left is asked of them again when the case comes back to it.
  const free = current ? cleared : closed(cleared, isWork);
  const back = {
    ...free,
    position: problem.position,
    progress: problem.progress,
    ...secondTry(state, current),
  };
  return afterwards(program, back, at);
}

/** A second try is a new message. Of a step that has reached the contact by another channel it is still the same attempt. */
function secondTry(
  { lastAttempt, pass, contacts }: CaseState,
  current: boolean,
): Pick<CaseState, 'pass' | 'lastAttempt' | 'contacts'> {
  const again = pass + 1;
  if (!current || lastAttempt?.pass !== pass) return { pass: again, lastAttempt, contacts };
  const same = (each: Contact) => each.step === lastAttempt.step && each.pass === pass && !each.lost;
  return {
    pass: again,
    lastAttempt: { ...lastAttempt, pass: again },
    contacts: contacts.map((each) => (same(each) ? { ...each, pass: again } : each)),
  };
}

/** A message that came back counts all the same, by a person's word: what it warned of was said. */
function believed(state: CaseState, operation: Perform, effect: Effect, at: Instant): CaseState {
  if ((effect.verb !== 'send' && effect.verb !== 'call') || !effect.warnsOf) return state;
  const warning = { act: effect.warnsOf, at, deliveredAt: at, key: operation.key };
  return { ...state, warnings: [...state.warnings, warning] };
}

/** Tasks that are a part of the step at which the case stands. */
export function isWork({ kind }: OpenTask): boolean {
  return kind === 'step' || kind === 'call' || kind === 'review' || kind === 'by-hand';
}

/** A message turned out not to have arrived: it is no warning and no attempt, and a person looks at the address. */
export function undelivered(
  program: Program,
  state: CaseState,
  event: { at: Instant; key: string; effect: number; pass?: number },
): CaseState {
  const said = told(state, { at: event.at, what: 'undelivered', about: event.key });
  if (isErrand(event.key) && !state.outcome) {
    const { state: less, ...of } = errandCameBack(said, event.key);
    return troubled(less, { position: -1, progress: 0, reason: 'undelivered', ...of }, event.at);
  }
  const key = state.renamed?.[event.key] ?? event.key;
  const position = program.operations.findIndex((other) => other.op === 'perform' && other.key === key);
  const elsewhere = state.renamed?.[event.key] !== undefined;
  if (state.outcome || (position < 0 && !elsewhere)) return said;
  const { step = '' } = program.operations[position] ?? {};
  // Of another try it says nothing: that one may well arrive.
  const underWay = position === said.position && said.progress <= event.effect && said.pass === event.pass;
  const { state: less, ...of } = cameBack(said, event, underWay ? { step, pass: said.pass } : null);
  const silent = { ...less, warnings: said.warnings.filter((warning) => warning.key !== event.key) };
  return troubled(silent, { position, progress: event.effect, reason: 'undelivered', ...of }, event.at);
}
