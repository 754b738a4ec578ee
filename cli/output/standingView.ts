import type { RehearsalState, RehearsalTask } from '../../client/index.ts';
import { label } from '../../domain/calendar/localTime.ts';
import { LABEL } from './rehearsalView.ts';
import { short } from './times.ts';
import { effectWords, stepWords, waitingWords } from './wording.ts';

/** Wide enough for the longest option that procedures come with, "count-as-done". */
const OPTION = 14;

/** A remark among the entries of a timeline. */
export function noteLine(at: number, zone: string, text: string): string {
  return `  ${short(at, zone).padEnd(LABEL)}  ${text}`;
}

/** How a rehearsal stands: its date and time, what comes, who is waited for, and what can be done now. */
export function standing(state: RehearsalState, suggested: string[]): string {
  const lines = [
    `It is ${label(state.zone, state.clock)}.`,
    ...row('next', [comes(state)]),
    ...row('waits for', waitsFor(state)),
    ...row('ordered', ordered(state)),
    ...row('you can', [suggested.join(' · ')]),
  ];
  return lines.join('\n');
}

/** For the prompt: "Tue 10 Mar 09:01". */
export function clockWords({ zone, clock }: RehearsalState): string {
  return label(zone, clock).replace(/ \d{4} /, ' ');
}

/** All that lies ahead if nobody answers. */
export function aheadLines({ ahead, zone }: RehearsalState): string[] {
  return ahead.map(({ at, step, does, ends }) => {
    const what = [...does.map(effectWords), ...(ends ? [`end ${ends}`] : [])].join(', ');
    return `  ${(at === null ? 'later' : short(at, zone)).padEnd(LABEL)}  ${stepWords(step)}: ${what}`;
  });
}

/** The open tasks with their words, as staff see them. */
export function taskLines({ tasks, zone }: RehearsalState): string[] {
  return tasks.flatMap(({ name, role, title, body, dueAt }, at) => [
    `  ${at + 1}. ${title} (${name}, for ${role}${dueAt === null ? '' : `, until ${short(dueAt, zone)}`})`,
    ...indented(body),
  ]);
}

export function indented(text: string): string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => `     ${line}`.trimEnd());
}

function row(title: string, [first, ...rest]: string[]): string[] {
  if (first === undefined || first === '') return [];
  return [`  ${title.padEnd(9)}  ${first}`, ...rest.map((line) => `  ${''.padEnd(9)}  ${line}`)];
}

function comes({ status, outcome, nextAt, waitingOn, ahead, zone }: RehearsalState): string {
  if (status === 'closed') return `nothing: the case is closed (${outcome})`;
  const step = waitingOn?.startsWith('step:') ? waitingOn.slice('step:'.length) : null;
  const coming = ahead.filter((each) => (step === null ? each.step === ahead[0]?.step : each.step === step));
  const ends = coming.find((each) => each.ends)?.ends;
  const does = [...coming.flatMap((each) => each.does.map(effectWords)), ...(ends ? [`end ${ends}`] : [])];
  if (nextAt === null)
    return does.length > 0 ? `nothing by itself; then ${does.join(', ')}` : 'nothing by itself';
  const what = step === null ? waitingWords(waitingOn, nextAt) : does.join(', ') || stepWords(step);
  return `${label(zone, nextAt)}: ${what}`;
}

function waitsFor({ status, contact, tasks, waitingOn }: RehearsalState): string[] {
  const person = `${contact ?? 'the contact'}, who can answer at any time`;
  const first =
    status === 'waiting' ? [waitingOn?.startsWith('change:') ? waitingWords(waitingOn, null) : person] : [];
  if (status === 'held' && tasks.length === 0) return ['the date of the hold'];
  return [...first, ...tasks.flatMap((task, at) => taskRows(task, tasks.length > 1 ? `${at + 1}. ` : ''))];
}

function taskRows({ role, title, name, options }: RehearsalTask, number: string): string[] {
  return [
    `${number}${role}: ${title} (${name})`,
    ...options.map(({ option, does, date }) => {
      const asks = date === 'needed' ? `${option} DATE` : date === 'possible' ? `${option} [DATE]` : option;
      return `   ${asks.padEnd(OPTION)}  ${does ?? ''}`.trimEnd();
    }),
  ];
}

const ORDERED = {
  temporarily: 'the next message is refused for now, and goes through when it is tried again',
  refused: 'the next message is refused for good',
  bounces: 'the next message is accepted, and comes back',
  ambiguous: 'of the next message nobody knows whether it arrived',
} as const;

function ordered({ order, status }: RehearsalState): string[] {
  return order && !order.taken && status !== 'closed' ? [ORDERED[order.how]] : [];
}
