import type { CaseEvent } from '../../program/events.ts';
import { NOT_POSSIBLE } from '../../program/evolve/taskDone.ts';
import { NO_DATES } from '../../program/evolve/trouble.ts';
import { blocks } from '../../program/next.ts';
import type { Instant } from '../../program/program.ts';
import type { OpenTask } from '../../program/state.ts';
import { classesOf } from '../classes.ts';
import { LONG } from '../days.ts';
import { deedAt } from '../deed.ts';
import { counted, type Deed, did, excused, factsChanged, isUnwanted, type Witness } from '../witness.ts';
import type { World } from '../world.ts';
import { type Ground, type Move, type Moves, SAID } from './move.ts';
import { OPTED_OUT } from './results.ts';

/** Each open task that steers, done with each of its options. Tasks that nobody waits for steer nothing. */
export const tasks: Moves = (ground, world) =>
  world.state.tasks.flatMap((task) => (steers(task) ? doing(ground, world, task) : []));

function steers(task: OpenTask): boolean {
  return (
    blocks(task) ||
    ['reply', 'problem', 'decision', 'confirm-approval', 'choose-resolution', 'on-hold'].includes(task.kind)
  );
}

function doing(ground: Ground, world: World, task: OpenTask): Move[] {
  const { at, witness } = world;
  const logging = task.kind === 'review' && !task.logged?.length ? logged(world, task) : [];
  const done = optionsOf(ground, task).flatMap((option) =>
    datesOf(at, task, option).map((until): Move => {
      const event: CaseEvent = { type: 'task-done', at, id: SAID, task: task.key, option, by: 'a person' };
      return {
        at,
        says: `${wordsOf(task)}: ${option}${until === undefined ? '' : ', with a date'}`,
        event: until === undefined ? event : { ...event, until },
        witness: seenBy(ground, world, task, option, witness),
        ...(isAgainstOptOut(world, task, option) ? { surprise: true } : {}),
      };
    }),
  );
  return [...logging, ...done];
}

/** That a person does anything but leave out what the contact has opted out of is nothing that a procedure plans for. */
function isAgainstOptOut({ state }: World, { kind }: OpenTask, option: string): boolean {
  return kind === 'problem' && state.problem?.reason === OPTED_OUT.reason && option !== 'leave-it-out';
}

/** Of the options that are values of a fact, one of each class. */
function optionsOf({ program }: Ground, task: OpenTask): string[] {
  if (task.kind !== 'choose-resolution') return task.options;
  const classes = new Set(program.steering.flatMap(({ name }) => classesOf(program, name)));
  return task.options.filter((option) => classes.has(option));
}

function datesOf(at: Instant, { kind }: OpenTask, option: string): (Instant | undefined)[] {
  if (kind === 'review') return [undefined, at + LONG];
  if (kind !== 'call') return [undefined];
  if (option === 'call-at') return [at + LONG];
  return option === 'spoke' ? [undefined, at + LONG] : [undefined];
}

function logged({ at, witness }: World, { key }: OpenTask): Move[] {
  return ['letter', 'email'].map((action) => ({
    at,
    says: `a person does something about the statement: ${action}`,
    event: { type: 'action-logged', at, id: SAID, task: key, action },
    witness,
  }));
}

function seenBy(ground: Ground, world: World, task: OpenTask, option: string, witness: Witness): Witness {
  const operation = ground.program.operations[world.state.position];
  const act = operation?.op === 'gate' ? operation.act : '';
  const about = task.about.split('@')[0] ?? '';
  switch (task.kind) {
    case 'decision':
      return option === 'approve' ? approving(witness, about) : witness;
    case 'confirm-approval':
      return option === 'confirm' ? approving(witness, act) : witness;
    case 'choose-resolution': {
      const wantsIt = ground.program.operations.some(
        (other) => other.op === 'gate' && other.act === about && other.only?.is?.includes(option),
      );
      return wantsIt ? witness : factsChanged(witness);
    }
    case 'reply':
      return { ...witness, answered: false };
    case 'call': {
      const spoken = option === 'spoke' || option === 'voicemail';
      if (!spoken && option !== 'no-answer') return witness;
      return did(witness, deedAt(ground, world, spoken ? world.at : null));
    }
    case 'step':
      return option === NOT_POSSIBLE ? witness : did(witness, deedAt(ground, world, world.at));
    case 'review':
      return did(witness, deedAt(ground, world, world.at));
    case 'by-hand':
      return option === 'posted'
        ? did(witness, deedAt(ground, world, world.at))
        : leftOut(ground, witness, deedAt(ground, world, null));
    case 'problem':
      return judged(ground, world, option, witness);
    default:
      return witness;
  }
}

function approving(witness: Witness, act: string): Witness {
  return { ...witness, approved: [...new Set([...witness.approved, act])] };
}

/**
 * What a person leaves out is a person's word: neither a note nor a last message is missed, and what must come before
 * something else need not.
 */
function leftOut(ground: Ground, witness: Witness, deed: Deed | null, here = true): Witness {
  const left: Witness = { ...witness, owesNote: false, closed: 'excused' };
  if (!deed) return left;
  const { effect, key, words } = deed;
  return {
    ...excused(ground, left, words),
    givenUp: here && isUnwanted(witness, effect) ? key : witness.givenUp,
  };
}

function judged(ground: Ground, world: World, option: string, witness: Witness): Witness {
  const { problem } = world.state;
  if (option === 'try-again') return triedAgain(ground, world, { ...witness, givenUp: null });
  if (!problem) return witness;
  const { position, progress } = problem;
  const current = world.state.position === position && world.state.progress === progress;
  const there = { ...world, at: problem.at, state: { ...world.state, position, progress } };
  if (option === 'leave-it-out') return leftOut(ground, witness, deedAt(ground, there, null), current);
  if (option !== 'count-as-done') return witness;
  const deed = deedAt(ground, there, world.at);
  return current ? did(witness, deed) : counted(witness, deed);
}

/** A later channel of an attempt, tried a second time, belongs to the same attempt; its note comes with the second try. */
function triedAgain({ program }: Ground, { state }: World, witness: Witness): Witness {
  const { problem, position, progress, pass } = state;
  if (!problem || problem.reason === NO_DATES) return witness;
  const seen: Witness = { ...witness, owesNote: false };
  const step = program.operations[position]?.step;
  const current = problem.position === position && problem.progress === progress;
  if (!current || !witness.last || witness.last.attempt !== `${step} ${pass}`) return seen;
  return { ...seen, last: { ...witness.last, attempt: `${step} ${pass + 1}` } };
}

function wordsOf({ kind, about }: OpenTask): string {
  // Of "day-3/1/task:release-production@177…" a reader wants the name.
  const subject = about.replace(/@\d+/, '').replace(/^.*[/:]/, '');
  return kind === 'call' || kind === 'step'
    ? `task ${subject}`
    : `task ${kind.replaceAll('-', ' ')} (${subject})`;
}
