import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { type Move, moveCase } from '../../domain/move/move.ts';
import type { Refused } from '../../domain/move/errors.ts';
import { recalculate } from '../../domain/move/recalculate.ts';
import type { Operation, Program } from '../../domain/program/program.ts';
import type { Play } from './playing.ts';
import { rulesOf } from './shipped.ts';

/** Other versions of a program, as an operations manager would change it. */
export const EDITIONS: ((program: Program) => Program)[] = [
  (program) => program,
  (program) => daysLater(program, 1),
  anotherApprover,
  withoutReminder,
  (program) => daysLater(withoutReminder(program), 2),
];

let made = 0;

/** Tries to move a case to another version of its procedure, as the client does it. */
export function moveOn(play: Play, option: number): { refused: Refused[] } | { move: Move } {
  made += 1;
  const edit = EDITIONS[option % EDITIONS.length]!;
  return moveTo(play, { ...edit(play.program), hash: `edition-${made}` });
}

export function moveTo(play: Play, to: Program): { refused: Refused[] } | { move: Move } {
  const { program, state, calendar, at: now } = play;
  const judged = moveCase({
    program,
    state,
    to,
    calendar,
    known: [calendar, rulesOf(calendar.calendar)],
    zero: zeroOf(play),
    zeroBefore: zeroOf(play),
    now,
    closes: () => false,
  });
  if ('move' in judged) {
    const { place, plan, mark } = judged.move;
    play.tell({ type: 'moved', to, place, plan, mark });
  }
  return judged;
}

/** The calendar is changed for another one, or back; the case is told. */
export function recalculateBy(play: Play): ReturnType<typeof recalculate> {
  const shipped = rulesOf(play.calendar.calendar);
  play.calendar = play.calendar === shipped ? otherCalendar(shipped) : shipped;
  return recalculateNow(play);
}

const OTHERS = new Map<string, CalendarRules>();

/** Works on holidays and not on Fridays. One object a calendar: spelling one out takes longer than a whole play. */
function otherCalendar(shipped: CalendarRules): CalendarRules {
  const { holidays: _, ...rules } = shipped;
  const other = OTHERS.get(rules.calendar) ?? { ...rules, weekdays: [1, 2, 3, 4] };
  OTHERS.set(rules.calendar, other);
  return other;
}

export function recalculateNow(play: Play): ReturnType<typeof recalculate> {
  const { program, state, calendar, at: now } = play;
  const judged = recalculate({
    program,
    state,
    calendar,
    known: [calendar, rulesOf(calendar.calendar)],
    zero: zeroOf(play),
    now,
  });
  if (judged && 'change' in judged) {
    const { plan, mark } = judged.change;
    play.tell({ type: 'recalculated', plan, mark });
  }
  return judged;
}

const zeroOf = (play: Play) => (play.state.round === 1 ? play.zero : null);

/** Every step but the first two comes so many days later. */
export function daysLater(program: Program, days: number): Program {
  const numbered = program.steps.filter(({ day }) => day !== undefined);
  const later = new Map(numbered.slice(1).map(({ key, day = 0 }) => [key, `day-${day + days}`]));
  const name = (key: string) => later.get(key) ?? key;
  return {
    ...program,
    steps: program.steps.map((step) =>
      later.has(step.key) ? { ...step, key: name(step.key), day: (step.day ?? 0) + days } : step,
    ),
    operations: program.operations.map((operation) => renamed(operation, name)),
  };
}

function renamed(operation: Operation, name: (key: string) => string): Operation {
  const step = name(operation.step);
  if (!('key' in operation)) return { ...operation, step };
  const key = `${step}/${operation.key.split('/')[1]}`;
  if (operation.op === 'perform') return { ...operation, step, key };
  return { ...operation, step, key, warnedBy: operation.warnedBy === null ? null : name(operation.warnedBy) };
}

export function anotherApprover(program: Program): Program {
  return {
    ...program,
    operations: program.operations.map((operation) =>
      operation.op === 'gate' ? { ...operation, approver: `${operation.approver}-on-duty` } : operation,
    ),
  };
}

/** The second attempt is no longer made, if it is neither a warning nor the last one. */
export function withoutReminder(program: Program): Program {
  const attempts = program.steps.filter(({ attempt, warns }) => attempt && !warns);
  const gone = attempts.length > 2 ? attempts[1]!.key : null;
  return {
    ...program,
    steps: program.steps.filter(({ key }) => key !== gone),
    operations: program.operations.filter(({ step }) => step !== gone),
  };
}
