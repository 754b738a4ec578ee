import type { Program } from '../../domain/program/program.ts';
import type { Command } from '../../ledger/schema.ts';

/** What goes over the wire. Nothing personal: a person is named by the id of the command that the ledger keeps. */
export interface Wire {
  kind: 'signal' | 'update';
  name: string;
  args: object;
}

type Args = Record<string, never> & {
  until?: number | null;
  notBefore?: number;
  since?: number;
  fact?: string;
  option?: string;
  task?: string;
  decision?: string;
  condition?: string;
  approver?: string;
  promise?: boolean;
  act?: string;
  key?: string;
  effect?: number;
  pass?: number;
  action?: string;
  place?: object;
  plan?: object | null;
  mark?: string;
};

/**
 * The message that a command of the ledger is delivered as.
 * @param program of the version that a case is moved to: the ledger names it by its hash
 */
export function messageOf(command: Command, program?: Program): Wire {
  const { id, name } = command;
  const args = command.args as Args;
  switch (name) {
    case 'hold':
      return update(name, { id, until: args.until ?? null, ...(args.promise ? { promise: true } : {}) });
    case 'resume':
      return update(name, args.notBefore === undefined ? { id } : { id, notBefore: args.notBefore });
    case 'waitAgain':
      return update(name, args.since === undefined ? { id } : { id, since: args.since });
    case 'settle':
    case 'withdraw':
      return update(name, { id });
    case 'chooseResolution':
      return update(name, { id, fact: args.fact, option: args.option });
    case 'completeTask':
      return update(name, {
        id,
        task: args.task,
        option: args.option,
        by: id,
        ...(typeof args.until === 'number' ? { until: args.until } : {}),
      });
    case 'decide':
      return update(name, { id, decision: args.task, option: args.option, by: id });
    case 'snoozeTask':
      return update(name, { id, task: args.task, until: args.until });
    case 'assignTask':
      return update(name, { id, task: args.task });
    case 'logAction':
      return update(name, { id, task: args.task, action: args.action });
    case 'withdrawApproval':
      return update(name, { id, act: args.act });
    case 'moveTo':
      return update(name, { id, program, place: args.place, plan: args.plan ?? null, mark: args.mark });
    case 'recalculate':
      return update(name, { id, plan: args.plan ?? null, mark: args.mark });
    case 'conditionMet':
      return { kind: 'signal', name, args: { id, condition: args.condition } };
    case 'deliveryReported':
      return {
        kind: 'signal',
        name,
        args: {
          id,
          key: args.key,
          effect: args.effect,
          ...(args.pass === undefined ? {} : { pass: args.pass }),
          delivered: false,
        },
      };
    case 'managerApproved':
    case 'managerDeclined':
      return {
        kind: 'signal',
        name,
        args: {
          id,
          ...(args.decision ? { decision: args.decision } : {}),
          ...(args.approver ? { approver: id } : {}),
        },
      };
    default:
      throw new Error(`the ledger holds a command "${name}" that this version does not know`);
  }
}

function update(name: string, args: object): Wire {
  return { kind: 'update', name, args };
}
