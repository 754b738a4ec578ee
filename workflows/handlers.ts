import {
  ApplicationFailure,
  CancellationScope,
  setDefaultSignalHandler,
  setHandler,
  uuid4,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import { planned } from '../domain/program/ahead.ts';
import type { CaseEvent } from '../domain/program/events.ts';
import { REFUSALS, refusal } from '../domain/program/refusal.ts';
import { type CaseView, viewOf } from '../domain/program/view.ts';
import * as messages from './messages.ts';
import type { RunningCase } from './running.ts';

/**
 * Registers everything a case can be told, before its first await (MSG-3). Handlers take the event at once and answer
 * from the new state; they do no I/O.
 */
export function registerHandlers(running: RunningCase): void {
  registerSignals(running);
  registerUpdates(running);
  setHandler(messages.snapshot, () => {
    const { facts, tasks, held, problem, unrecorded } = running.state;
    const view = viewOf(running.program, running.state);
    return {
      view,
      facts,
      tasks,
      heldUntil: held?.until ?? null,
      problem: problem?.reason ?? null,
      recorded: unrecorded === null,
      now: running.now(),
    };
  });
  setHandler(messages.plan, () => planned(running.program, running.state, running.now()));
  setHandler(messages.timeline, () => running.state.log);
  setHandler(messages.standing, () => ({
    hash: running.program.hash,
    state: running.state,
    speaking: running.speaking,
    view: viewOf(running.program, running.state),
    busy: running.busy,
    now: running.now(),
  }));
  CancellationScope.current().cancelRequested.catch(() => {
    running.take({ type: 'withdrawn', at: running.now(), id: 'cancelled-in-temporal' });
  });
}

function registerSignals(running: RunningCase): void {
  setHandler(messages.customerReplied, (told) => {
    running.take({ type: 'replied', at: running.now(), id: told?.id ?? uuid4() });
  });
  setHandler(messages.conditionMet, (told) => {
    const event = { at: running.now(), id: told.id ?? uuid4() };
    if (told.condition === 'customer-replies') running.take({ ...event, type: 'replied' });
    else running.take({ ...event, type: 'condition-met', condition: told.condition });
  });
  setHandler(messages.managerApproved, (told) => managerSaid(running, true, told));
  setHandler(messages.managerDeclined, (told) => managerSaid(running, false, told));
  setHandler(messages.deliveryReported, (told) => {
    if (told.delivered) return;
    running.take({
      type: 'undelivered',
      at: running.now(),
      id: told.id ?? uuid4(),
      key: told.key,
      effect: told.effect,
      ...(told.pass === undefined ? {} : { pass: told.pass }),
    });
  });
  setDefaultSignalHandler((name) => {
    running.take({ type: 'unknown-message', at: running.now(), id: uuid4(), name });
  });
}

/**
 * An approval counts only when it says who gave it and to which open question; anything less is confirmed by a person.
 * An unclear refusal is only noted: the question stays open, and nothing is done without an answer.
 */
function managerSaid(
  running: RunningCase,
  approved: boolean,
  told?: { id?: string; decision?: string; approver?: string },
): void {
  const event = { at: running.now(), id: told?.id ?? uuid4() };
  const task = running.state.tasks.find((open) => open.kind === 'decision' && open.key === told?.decision);
  if (!task || !told?.approver) {
    if (approved) running.take({ ...event, type: 'approval-unclear' });
    else running.take({ ...event, type: 'unknown-message', name: 'managerDeclined' });
    return;
  }
  const option = approved ? 'approve' : 'decline';
  running.take({ ...event, type: 'task-done', task: task.key, option, by: told.approver });
}

function registerUpdates(running: RunningCase): void {
  const now = () => running.now();
  answer(running, messages.hold, ({ id, until, promise }) => ({
    type: 'held',
    at: now(),
    id,
    until: until ?? null,
    ...(promise ? { promise } : {}),
  }));
  answer(running, messages.resume, ({ id, notBefore }) => ({
    type: 'resumed',
    at: now(),
    id,
    ...(notBefore === undefined ? {} : { notBefore }),
  }));
  answer(running, messages.settle, ({ id }) => ({ type: 'settled', at: now(), id }));
  answer(running, messages.waitAgain, ({ id, since }) => ({
    type: 'waits-again',
    at: now(),
    id,
    since: since ?? now(),
  }));
  answer(running, messages.withdraw, ({ id }) => ({ type: 'withdrawn', at: now(), id }));
  answer(running, messages.chooseResolution, ({ id, option, fact }) => ({
    type: 'fact-chosen',
    at: now(),
    id,
    fact: fact ?? 'resolution',
    value: option,
  }));
  answer(running, messages.completeTask, ({ id, task, option, by, until }) => ({
    type: 'task-done',
    at: now(),
    id,
    task,
    option,
    by,
    ...(until === undefined ? {} : { until }),
  }));
  answer(running, messages.decide, ({ id, decision, option, by }) => ({
    type: 'task-done',
    at: now(),
    id,
    task: decision,
    option,
    by,
  }));
  answer(running, messages.snoozeTask, ({ id, task, until }) => ({
    type: 'snoozed',
    at: now(),
    id,
    task,
    until,
  }));
  answer(running, messages.assignTask, ({ id, task }) => ({ type: 'assigned', at: now(), id, task }));
  answer(running, messages.logAction, ({ id, task, action }) => ({
    type: 'action-logged',
    at: now(),
    id,
    task,
    action,
  }));
  answer(running, messages.withdrawApproval, ({ id, act }) => ({
    type: 'approval-withdrawn',
    at: now(),
    id,
    act,
  }));
  answer(running, messages.moveTo, ({ id, program, place, plan, mark }) => ({
    type: 'moved',
    at: now(),
    id,
    to: program,
    place,
    plan,
    mark,
  }));
  answer(running, messages.recalculate, ({ id, plan, mark }) => ({
    type: 'recalculated',
    at: now(),
    id,
    plan,
    mark,
  }));
}

/** An update is refused by the same rule that `evolve` obeys; a repeated command gets the answer of the state as it is. */
function answer<Asked extends messages.Command>(
  running: RunningCase,
  update: UpdateDefinition<CaseView, [Asked]>,
  toEvent: (asked: Asked) => CaseEvent,
): void {
  const handle = (asked: Asked): CaseView => {
    running.take(toEvent(asked));
    return viewOf(running.program, running.state);
  };
  const validator = (asked: Asked): void => {
    if (running.state.seen.includes(asked.id)) return;
    const event = toEvent(asked);
    const underWay = running.busy && JUDGED_OUTSIDE.includes(event.type);
    const because = underWay ? 'work-under-way' : refusal(running.program, running.state, event);
    if (because) throw ApplicationFailure.nonRetryable(REFUSALS[because], because);
  };
  setHandler(update, handle, { validator });
}

/** A case that was stopped in its work still waits for how far that came: until then its state is not all there is to judge. */
const JUDGED_OUTSIDE: CaseEvent['type'][] = ['moved', 'recalculated'];
