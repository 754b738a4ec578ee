import type { CaseDetail } from '../../client/index.ts';
import type { Planned } from '../../domain/program/ahead.ts';
import { shortId } from '../system/find.ts';
import { table } from './table.ts';
import { taskRows, TASK_HEAD } from './taskRows.ts';
import { moment, ownZone, short } from './times.ts';
import { effectWords, eventWords, saidWords, statusWords, stepWords, waitingWords } from './wording.ts';

/**
 * Everything about a case on one screen, in the zone of its procedure.
 * @param names of people, by their ids
 */
export function caseView(
  detail: CaseDetail,
  ahead: Planned[],
  width: number,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const zone = detail.plan?.zone ?? ownZone();
  const calendar = detail.calendar === null ? '' : `, and its days those of the calendar ${detail.calendar}`;
  const sections = [
    head(detail, zone, width),
    section('What comes next, if nobody answers', aheadRows(ahead, zone), width),
    section('Open tasks', taskRows(detail.tasks, new Map([[detail.id, zone]])), width, TASK_HEAD),
    section(
      'Replies',
      detail.replies.map(({ received_at, channel, text }) => [short(received_at, zone), channel, text]),
      width,
    ),
    section(
      'Replies from the address that nobody has assigned; nothing goes out until somebody has',
      detail.toAssign.map(({ id, received_at, channel, text }) => [
        short(received_at, zone),
        channel,
        text,
        `followthrough reply assign ${shortId(id)} ${detail.id}`,
      ]),
      width,
    ),
    section(
      'What happened',
      detail.timeline.map((entry) => [
        short(entry.at, zone),
        eventWords(entry) + saidWords(entry, (at) => short(at, zone), names),
      ]),
      width,
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n\nTimes are those of ${zone}${calendar}.`;
}

function head(detail: CaseDetail, zone: string, width: number): string {
  const { id, procedure, variant, status, outcome, rehearsal, facts, contact } = detail;
  const waits = waitingWords(detail.waitingOn, detail.nextAt);
  const next = detail.nextAt === null ? '' : `, ${moment(detail.nextAt, zone)}`;
  const rows = [
    ['procedure', variant === null ? procedure : `${procedure}, variant ${variant}`],
    ['status', statusWords(status, outcome) + (rehearsal ? ' (a rehearsal)' : '')],
    ...(waits ? [['waits for', waits + next]] : []),
    ...(detail.joinedLate === null ? [] : [['dates', detail.joinedLate]]),
    ['owner', detail.ownerPerson === null ? detail.owner : `${detail.ownerPerson} (${detail.owner})`],
    [
      'contact',
      Object.values(contact)
        .filter((value) => typeof value === 'string')
        .join(', '),
    ],
    ...Object.entries(facts).map(([name, value]) => [name, factWords(value, zone)]),
  ];
  return `${id}\n${table(
    rows.map(([name = '', value = '']) => [`  ${name}`, value]),
    width,
  )}`;
}

/** The ledger keeps instants in UTC; people read them in the zone of the case. */
function factWords(value: string, zone: string): string {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? short(Date.parse(value), zone) : value;
}

function section(title: string, rows: string[][], width: number, columns?: readonly string[]): string {
  if (rows.length === 0) return '';
  const indented = rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]);
  const [first = '', ...rest] = columns ?? [];
  return `${title}\n${table(indented, width, columns && [`  ${first}`, ...rest])}`;
}

function aheadRows(ahead: Planned[], zone: string): string[][] {
  return ahead.map(({ at, step, does, ends }) => [
    at === null ? 'later' : short(at, zone),
    stepWords(step),
    [...does.map(effectWords), ...(ends ? [`end ${ends}`] : [])].join(', '),
  ]);
}
