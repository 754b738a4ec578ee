import { planned } from '../domain/program/ahead.ts';
import type { Program } from '../domain/program/program.ts';
import type { CaseState, LogEntry } from '../domain/program/state.ts';
import type { CaseView } from '../domain/program/view.ts';

/** How much of the past the Web UI shows; the whole of it is in the ledger. */
const ENTRIES_SHOWN = 12;

/**
 * The case in Markdown for Temporal's Web UI: where it stands, what comes next and when, what happened.
 * @param refused how often in a row the ledger has not taken what happened
 */
export function detailsOf(program: Program, state: CaseState, view: CaseView, refused = 0): string {
  const lines = [`**${program.title}** (${variantOf(program)})`, '', `**${standing(state, view)}**`];
  if (refused > 0)
    lines.push(
      '',
      `**The ledger does not take it**: refused ${refused} times; nothing goes out before it does.`,
    );
  const ahead = view.outcome
    ? []
    : planned(program, { ...state, answered: null, held: null, problem: null }, 0);
  if (ahead.length > 0) {
    lines.push('', 'Still to come if nobody answers:', '');
    for (const { label, does } of ahead) {
      lines.push(`- ${label ?? 'when its turn comes'}: ${does.map(inWords).join(', ')}`);
    }
  }
  if (state.tasks.length > 0) {
    lines.push('', 'Open tasks:', '');
    for (const task of state.tasks) lines.push(`- ${task.kind}: ${inWords(task.about)}`);
  }
  lines.push('', 'What happened (times in UTC):', '');
  for (const entry of state.log.slice(-ENTRIES_SHOWN)) lines.push(`- ${described(entry)}`);
  return lines.join('\n');
}

function variantOf(program: Program): string {
  const name = `${program.procedure} version ${program.version}`;
  return program.variant ? `${name}, variant ${program.variant}` : name;
}

function standing(state: CaseState, view: CaseView): string {
  if (view.outcome) return `Closed: ${view.outcome}`;
  const round = state.round > 1 ? ` (round ${state.round})` : '';
  const slot = view.waitingOn?.startsWith('step:')
    ? state.plan?.slots[view.waitingOn.slice('step:'.length)]
    : undefined;
  if (slot) return `Waiting until ${slot.label}, ${state.plan?.zone}${round}`;
  return `${view.status}: ${view.waitingOn ?? 'at work'}${round}`;
}

function described(entry: LogEntry): string {
  const about = entry.about ? ` ${inWords(entry.about)}` : '';
  const because = entry.because ? ` (${entry.because})` : '';
  return `${new Date(entry.at).toISOString().slice(0, 16).replace('T', ' ')} ${entry.what}${about}${because}`;
}

/** "day-2/1/send-portal:reminder-2" as "send-portal reminder-2". */
function inWords(about: string): string {
  return about.slice(about.lastIndexOf('/') + 1).replace(':', ' ');
}
