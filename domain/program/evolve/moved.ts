import type { Place } from '../events.ts';
import { gatesOf } from '../gates.ts';
import type { Plan } from '../plan.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { closed, operationAt, replanned, told } from './edits.ts';

/** The case goes on under another version: what was done stays done, and what the new version changes is asked anew. */
export function moved(
  program: Program,
  state: CaseState,
  event: { at: Instant; id: string; to: Program; place: Place; plan: Plan | null },
): CaseState {
  const { at, id, to, place, plan } = event;
  const defaults = Object.fromEntries(to.steering.map((fact) => [fact.name, fact.default]));
  const stays = staysInStep(program, state, to, place);
  const there: CaseState = {
    ...unapproved(program, state, to, at),
    position: place.position,
    progress: place.progress,
    // Work that has not begun gets keys of its own: another version may have used the same ones.
    pass: stays ? state.pass : state.pass + 1,
    facts: { ...defaults, ...state.facts },
    lastAttempt: state.lastAttempt && {
      ...state.lastAttempt,
      step: place.steps[state.lastAttempt.step] ?? state.lastAttempt.step,
    },
    contacts: state.contacts.map((each) => ({ ...each, step: place.steps[each.step] ?? each.step })),
    unsent: state.unsent && (place.steps[state.unsent] ?? state.unsent),
    renamed: renamed(program, state, to, place),
  };
  const said = told(there, {
    at,
    what: 'moved',
    about: id,
    because: `${to.version}/${to.hash.slice(0, 8)}`,
  });
  return dated(to, { ...said, notBefore: stays ? said.notBefore : null }, at, plan);
}

/** The case keeps its place, and gets the dates that a changed calendar gives. */
export function recalculated(
  program: Program,
  state: CaseState,
  { at, id, plan }: { at: Instant; id: string; plan: Plan | null },
): CaseState {
  const step = operationAt(program, state).step;
  const [was, will] = [state.plan?.slots[step]?.label, plan?.slots[step]?.label];
  const because = was && will && was !== will ? { because: `${was} → ${will}` } : {};
  return dated(program, told(state, { at, what: 'recalculated', about: id, ...because }), at, plan);
}

/** A moment that a person or the gate has set for the middle of a step is never brought forward. */
function dated(program: Program, state: CaseState, at: Instant, plan: Plan | null): CaseState {
  if (!plan) return replanned(program, { ...state, ask: null }, at, 'send-hour');
  const operation = operationAt(program, state);
  const due = plan.slots[operation.step]?.at ?? at;
  const later = Math.max(due, state.notBefore ?? at);
  const notBefore = operation.op === 'perform' && later > at ? later : null;
  return { ...state, plan, ask: null, notBefore };
}

/** Some of the step is done, or in a person's hands: it is the same work with the same keys in both versions. */
function staysInStep(
  program: Program,
  state: CaseState,
  to: Program,
  { position, progress }: Place,
): boolean {
  const [here, there] = [operationAt(program, state), to.operations[position]];
  if (here.op !== 'perform' || there?.op !== 'perform') return false;
  return here.key === there.key && progress === state.progress;
}

/** What was approved, refused or wanted holds only while the question and the act are the same ones. */
function unapproved(program: Program, state: CaseState, to: Program, at: Instant): CaseState {
  const changed = (act: string) => gatesOf(program, act) !== gatesOf(to, act);
  const lost = state.approvals.filter(({ act }) => changed(act));
  const open = closed(state, (task) => isQuestion(task) && changed(actAsked(program, state, task)));
  return lost.reduce<CaseState>((so, { act }) => told(so, { at, what: 'approval-void', about: act }), {
    ...open,
    approvals: state.approvals.filter(({ act }) => !changed(act)),
    declined: state.declined.filter((act) => !changed(act)),
    wanted: state.wanted.filter((act) => !changed(act)),
  });
}

function isQuestion({ kind }: OpenTask): boolean {
  return ['decision', 'confirm-approval', 'choose-resolution', 'declined'].includes(kind);
}

/** An approval without a name is about the question at which the case stands. */
function actAsked(program: Program, state: CaseState, { kind, about }: OpenTask): string {
  const operation = operationAt(program, state);
  if (kind === 'confirm-approval') return operation.op === 'gate' ? operation.act : '';
  return about.split('@')[0] ?? about;
}

/** A report about a message names the work by the key it had when it was done. */
function renamed(
  program: Program,
  state: CaseState,
  to: Program,
  { steps }: Place,
): NonNullable<CaseState['renamed']> {
  const kept = new Set(to.operations.flatMap((operation) => ('key' in operation ? [operation.key] : [])));
  const now = (key: string) => {
    const [step = '', work = ''] = key.split('/');
    const same = `${steps[step] ?? step}/${work}`;
    return kept.has(same) ? same : GONE;
  };
  const before = Object.entries(state.renamed ?? {}).map(([key, name]) => [key, now(name)]);
  const done = program.operations
    .slice(0, state.position + 1)
    .flatMap((operation) => (operation.op === 'perform' ? [[operation.key, now(operation.key)]] : []));
  return Object.fromEntries([...done, ...before].filter(([key, name]) => key !== name));
}

/** The new version has no such work. */
const GONE = '';
