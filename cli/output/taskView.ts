import type { CallMade, HistoryLine, ReviewAction, TaskOption } from '../../client/index.ts';
import type { ListedTask } from '../../ledger/tasks.ts';
import { shortId } from '../system/find.ts';
import { whyNotYet } from './notYet.ts';
import { table } from './table.ts';
import { moment, short } from './times.ts';

/** What belongs to a task besides its own words. */
interface Around {
  answers: TaskOption[];
  actions: ReviewAction[];
  calls: CallMade[];
  /** Words that were taken for a refusal, and may be none. */
  refusals: { item: string; evidence: string }[];
  history: HistoryLine[];
}

/** Everything about one task on one screen, in the zone of its case. */
export function taskView(
  task: ListedTask,
  { answers, actions, calls, refusals, history }: Around,
  zone: string,
  width: number,
): string {
  const sections = [
    [task.title, table(head(task, zone), width)].join('\n'),
    task.body,
    ...(actions.length > 0 ? [actionsView(task, actions, zone, width)] : []),
    ...(calls.length > 0 ? [callsView(calls, zone, width)] : []),
    ...(refusals.length > 0 ? [refusalsView(refusals)] : []),
    `Outcomes\n${table(
      answers.map((each) => [`  ${each.option}`, meaning(each)]),
      width,
    )}`,
    `What happened in the case\n${table(
      history.map(({ when, words }) => [`  ${when}`, words]),
      width,
    )}`,
  ];
  return `${sections.join('\n\n')}\n\nTimes are those of ${zone}.`;
}

/** What a machine saw of the calls. What came of them only the person knows who called. */
function callsView(calls: CallMade[], zone: string, width: number): string {
  const rows = calls.map(({ at, by, state, says, because, seconds, suggests }) => {
    const seen = state === 'ended' ? (says ?? 'ended') : UNDER_WAY[state];
    const more = [
      because === null ? seen : `${seen}: ${because}`,
      ...(seconds === null ? [] : [`${seconds} s`]),
      ...(suggests === null ? [] : [`perhaps --outcome ${suggests}`]),
    ];
    return [`  ${short(at, zone)}`, by, more.join('; ')];
  });
  return `Calls, as far as a machine can tell\n${table(rows, width)}`;
}

const UNDER_WAY = {
  asked: 'asked for',
  'ringing-staff': 'the telephone of whoever asked for it rings',
  connecting: 'put through',
} as const;

/** What was done about an account, and what can be. */
function actionsView(task: ListedTask, actions: ReviewAction[], zone: string, width: number): string {
  const rows = actions.map(({ action, suggested }) => [
    `  ${action}`,
    suggested ? 'suggested' : '',
    task.logged
      .filter((each) => each.action === action)
      .map(({ at, by }) => `done ${moment(at, zone)}${by === null ? '' : ` by ${by}`}`)
      .join(', '),
  ]);
  return `Actions (task do)\n${table(rows, width)}`;
}

function head(task: ListedTask, zone: string): string[][] {
  const { role, assignee, case_id: caseId, opened_at: opened, due_at: due, show_at: shows, sop } = task;
  const again = task.escalated > 0 ? `, left undone ${times(task.escalated)} before` : '';
  return [
    ['  for', assignee === null ? role : `${assignee} (${role})`],
    ['  case', caseId],
    ['  since', moment(opened, zone)],
    ...(due === null ? [] : [['  due', moment(due, zone) + again]]),
    ...(shows === null ? [] : [['  put off until', moment(shows, zone)]]),
    ...(task.stopped === null ? [] : [['  not yet', whyNotYet(task.stopped)]]),
    ...(sop === null ? [] : [['  SOP', sop]]),
  ];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function meaning({ option, does, reason, date }: TaskOption): string {
  const needs = [
    ...(reason ? ['--note'] : []),
    ...(date === 'needed' ? ['--at'] : []),
    ...(date === 'possible' && option === 'spoke' ? ['perhaps --promised-for'] : []),
  ];
  return [does ?? '', ...(needs.length > 0 ? [`Give ${needs.join(' and ')}.`] : [])]
    .filter(Boolean)
    .join(' ');
}

function refusalsView(refusals: Around['refusals']): string {
  const lines = refusals.flatMap(({ item, evidence }) => [
    `  ${evidence}`,
    `  If they are none: followthrough inbox no-refusal ${shortId(item)} --as NAME`,
  ]);
  return ['Is it a refusal?', ...lines].join('\n');
}
