import { advance } from './advance.ts';
import type { Plan } from './plan.ts';
import type { Instant, Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * The state of a case that has just been opened.
 * @param zero the instant of the day-zero fact
 * @param plan dates that were planned before the start; without them the case asks for them first
 * @param attemptsMade a case that joins late goes on behind so many attempts, which were made elsewhere (the SOPs)
 */
export function begin(program: Program, given: Begun): CaseState {
  const state = blank(program, given);
  return advance(program, joined(program, state, given.attemptsMade ?? 0, given.at), given.at);
}

/**
 * The state that a case of an earlier release carries over (DET-10): what that release did not know is as in a case that
 * has just been opened, and what this one does not know is kept.
 */
export function carried(program: Program, given: Begun, older: Partial<CaseState>): CaseState {
  const state = blank(program, given);
  return { ...state, ...older, facts: { ...state.facts, ...older.facts }, log: older.log ?? [] };
}

interface Begun {
  at: Instant;
  zero: Instant;
  facts?: Record<string, string>;
  plan?: Plan | null;
  attemptsMade?: number;
}

function blank(program: Program, given: Begun): CaseState {
  const defaults = Object.fromEntries(program.steering.map((fact) => [fact.name, fact.default]));
  return {
    round: 1,
    position: 0,
    progress: 0,
    pass: 0,
    plan: given.plan ?? null,
    ask: given.plan ? null : { kind: 'round', zero: given.zero },
    notBefore: null,
    facts: { ...defaults, ...given.facts },
    answered: null,
    held: null,
    problem: null,
    tasks: [],
    attempts: 0,
    contacts: [],
    unsent: null,
    lastAttempt: null,
    since: given.zero,
    again: 0,
    manual: null,
    errand: null,
    errands: 0,
    warnings: [],
    approvals: [],
    declined: [],
    wanted: [],
    reopening: false,
    outcome: null,
    past: [],
    unrecorded: null,
    seen: [],
    log: [{ at: given.at, round: 1, what: 'opened' }],
  };
}

/** Stands behind the attempts that were made; what is done at the opening is not done again. */
function joined(program: Program, state: CaseState, made: number, at: Instant): CaseState {
  if (made === 0) return state;
  // Where dates come from what is owed, each debt keeps its own level: the case only counts what was tried.
  if (program.levels.length > 0) return { ...state, attempts: made };
  const attempts = program.steps.filter((step) => step.attempt && !actsFirst(program, step.key));
  const step = attempts[Math.min(made, attempts.length) - 1]?.key;
  const last = program.operations.findLastIndex((operation) => operation.step === step);
  if (last < 0) return state;
  const there = { ...state, ...behind(program, last), attempts: made, since: at, plan: null };
  const on = program.operations[there.position]?.step ?? '';
  return { ...there, ask: { kind: 'from', step: on, notBefore: at, mode: 'send-hour', since: at } };
}

/** A step that acts and then says so is no attempt to reach anybody: nothing counts as its having been done. */
function actsFirst({ operations }: Program, step: string): boolean {
  const effects = operations.flatMap((each) =>
    each.op === 'perform' && each.step === step ? each.effects : [],
  );
  const first = effects.find(({ verb }) => verb === 'act' || verb === 'send' || verb === 'call');
  return first?.verb === 'act';
}

/** The operation after it; where there is none, what the last one does after its last contact. */
function behind(program: Program, last: number): Pick<CaseState, 'position' | 'progress'> {
  const operation = program.operations[last];
  if (program.operations[last + 1] || operation?.op !== 'perform') return { position: last + 1, progress: 0 };
  const contact = operation.effects.findLastIndex(({ verb }) => verb === 'send' || verb === 'call');
  return { position: last, progress: contact + 1 };
}
