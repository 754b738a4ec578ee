import { blocks, ERRAND, REOPENING } from '../program/next.ts';
import type { Instant, Program } from '../program/program.ts';
import type { CaseState, OpenTask } from '../program/state.ts';
import { mayBeDoneFrom } from '../program/timeToAnswer.ts';
import { dayOf } from './days.ts';
import type { Ground } from './moves/move.ts';
import type { World } from './world.ts';

/** Tasks whose answers steer the case or stop a second question. */
const STEERING: OpenTask['kind'][] = [
  'reply',
  'problem',
  'decision',
  'confirm-approval',
  'choose-resolution',
  'on-hold',
];

/**
 * Two worlds with the same key are taken for one: they differ only in how long something takes, in what has been said
 * about the past, or in facts that no guard tells apart. What counts of an instant is whether it has come, and whether it
 * lies on this day. Without that there would be no end of situations.
 */
export function keyOf(ground: Ground, world: World): string {
  const { program } = ground;
  const { state, at, flight } = world;
  if (state.outcome && program.afterEnd === 'task') return `over ${state.outcome.outcome}`;
  const here = program.operations[state.position]?.step;
  return [
    flight && ([ERRAND, REOPENING].includes(flight.step) ? flight.step : flight.key),
    state.position,
    state.progress,
    state.outcome?.outcome,
    state.reopening !== false && 'o',
    Object.values(state.facts).join(),
    state.ask?.kind,
    state.ask ? '' : datesKey(program, state, at),
    when(state.notBefore, at),
    state.answered && 'a',
    state.held && 'h',
    [state.problem, ...(state.problems ?? [])]
      .map((each) => each && `${each.position}/${each.progress}`)
      .join(),
    tasksKey(state.tasks),
    state.unsent === here && 'u',
    lastKey(program, state),
    when(state.manual, at),
    state.errand && 'e',
    once(state.warnings.map((given) => `${given.act}${given.key}${when(mayBeDoneFrom(given), at)}`)),
    state.approvals.map(({ act }) => act).join(),
    once((state.unwarned ?? []).filter((act) => isGated(program, act))),
    once(state.declined),
    once(state.wanted),
    witnessKey(ground, world),
  ].join('|');
}

/** Only a gate asks whether there was a warning. */
function isGated({ operations }: Program, act: string): boolean {
  return operations.some((operation) => operation.op === 'gate' && operation.act === act);
}

/** Said twice it counts once: what is done again and again must come back to a situation that is known. */
function once(words: string[]): string {
  return words.length < 2 ? words.join() : [...new Set(words)].join();
}

/** Has come, comes on this day, or later. */
function when(instant: Instant | null | undefined, now: Instant): string {
  if (instant === null || instant === undefined) return '';
  if (instant <= now) return '-';
  return dayOf(instant) === dayOf(now) ? '0' : '+';
}

/** Whether the step at hand is due, and whether its day, or the last day on which it makes sense, is over. */
function datesKey({ operations }: Program, { plan, position }: CaseState, now: Instant): string {
  if (!plan) return '';
  const slot = plan.slots[operations[position]?.step ?? ''];
  if (!slot) return `${plan.moved ? 'm' : ''}${plan.standing ?? 'none'}`;
  const over = slot.notAfter !== undefined && now > slot.notAfter ? 2 : Number(now > slot.until);
  return `${plan.moved ? 'm' : ''}${when(slot.at, now)}${over}`;
}

/** Where the case stands says what a task is about. */
function tasksKey(tasks: OpenTask[]): string {
  const steering = tasks.filter((task) => blocks(task) || STEERING.includes(task.kind));
  const keys = steering.map(
    ({ kind, options, logged }) => `${kind}${options.length}${logged?.length ? '!' : ''}`,
  );
  return once(keys.sort());
}

/** A second try of the step that was tried last is told from its first one. */
function lastKey(program: Program, { lastAttempt, problem, position, pass }: CaseState): string {
  const here = program.operations[problem?.position ?? position]?.step;
  if (!lastAttempt || lastAttempt.step !== here) return lastAttempt ? '-' : '';
  return lastAttempt.pass === pass ? 'same' : 'before';
}

function witnessKey(ground: Ground, world: World): string {
  const { answered, warned, approved, happened, optedOut, givenUp } = world.witness;
  const acts = warned.map((given) => `${given.act}${given.key}${when(mayBeDoneFrom(given), world.at)}`);
  const said = [happened.join(), optedOut];
  return [answered, acts.join(), approved.join(), ...said, givenUp, contactsKey(ground, world)].join(' ');
}

/** What the rules about contacts go by. How many there were is left out: of two worlds the one with more is followed. */
function contactsKey(ground: Ground, { at, state, witness }: World): string {
  const { last, closed, owesNote } = witness;
  const here = `${ground.program.operations[state.position]?.step} ${state.pass}`;
  const today = last?.day !== dayOf(at) ? '' : last.attempt === here ? 'this' : 'other';
  return `${today} ${ground.closingNeeded && closed} ${ground.notesNeeded && owesNote}`;
}
