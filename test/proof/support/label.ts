import type { CaseEvent, EffectResult } from '../../../domain/program/events.ts';
import type { Program } from '../../../domain/program/program.ts';
import type { CaseState } from '../../../domain/program/state.ts';
import { classOf } from '../../../domain/proof/classes.ts';

/** What kind of thing happens: the event without instants, ids and persons, its values by their class. */
export function labelOf(program: Program, state: CaseState, event: CaseEvent): string {
  return [event.type, ...more(program, state, event)].join(' ');
}

function more(program: Program, state: CaseState, event: CaseEvent): string[] {
  switch (event.type) {
    case 'performed':
      return [workOf(event.key), ...event.results.map((result) => resultOf(program, result))];
    case 'condition-met':
      return [event.condition];
    case 'held':
      return [event.promise ? 'promise' : 'hold', dated(event.until)];
    case 'resumed':
      return [dated(event.notBefore)];
    case 'fact-chosen':
      return [event.fact, classOf(program, event.fact, event.value)];
    case 'task-done': {
      const kind = state.tasks.find(({ key }) => key === event.task)?.kind ?? 'unknown';
      const option = kind === 'choose-resolution' ? anyClass(program, event.option) : event.option;
      return [kind, option, dated(event.until)];
    }
    case 'action-logged':
      return [event.action === 'email' ? 'email' : 'by hand'];
    case 'approval-withdrawn':
      return [event.act];
    case 'undelivered':
      return [event.key, String(event.effect)];
    default:
      return [];
  }
}

/** Each email that a person orders, and each reopening, is work of its own. */
export function workOf(key: string): string {
  return key.replace(/^errand-\d+$/, 'errand').replace(/^reopening:.*$/, 'reopening');
}

export function resultOf(program: Program, result: EffectResult): string {
  switch (result.status) {
    case 'looked-up':
      return `looked-up ${anyClass(program, result.value)}`;
    case 'met':
      return `met ${result.condition}`;
    default:
      return result.status;
  }
}

function anyClass(program: Program, option: string): string {
  const fact = program.steering.find(({ options }) => options.includes(option));
  return fact ? classOf(program, fact.name, option) : option;
}

function dated(instant: number | null | undefined): string {
  return instant === null || instant === undefined ? '' : 'with a date';
}
