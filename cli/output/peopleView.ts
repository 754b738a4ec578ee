import type { ListedPerson, PersonDetail } from '../../client/index.ts';
import type { Absence } from '../../ledger/people/absences.ts';
import { table } from './table.ts';
import { ownZone, short } from './times.ts';

const HEAD = ['person', 'name', 'site', 'here', 'roles'];

/** The staff as a table, absences in the reader's own zone. */
export function peopleTable(staff: ListedPerson[], width: number): string {
  const rows = staff.map((person) => [
    person.id,
    person.name,
    person.site ?? '',
    whereWords(person),
    person.roles.join(', '),
  ]);
  return table(rows, width, HEAD);
}

function whereWords({ active, away }: ListedPerson): string {
  if (!active) return 'has left';
  return away ? awayWords(away) : 'yes';
}

function awayWords({ untilAt, standIn }: Absence): string {
  const until = untilAt === null ? 'away' : `away until ${short(untilAt, ownZone())}`;
  return standIn === null ? until : `${until}, ${standIn} stands in`;
}

/** Everything about one person on one screen, times in the reader's own zone. */
export function personView(detail: PersonDetail, width: number): string {
  const zone = ownZone();
  const head = [
    ['  name', detail.name],
    ['  here', whereWords(detail)],
    ['  roles', detail.roles.join(', ') || 'none'],
    ['  signs as', detail.senderName ?? detail.name],
    ['  mailbox', detail.mailbox ?? 'none'],
    ['  number', detail.number ?? 'none'],
    ['  site', detail.site ?? 'none'],
    ...(detail.slack === undefined ? [] : [['  in Slack', detail.slack]]),
    ['  open cases', String(detail.openCases)],
  ];
  const absences = detail.absences.map(({ person, fromAt, untilAt, standIn }) => [
    `  ${short(fromAt, zone)}`,
    untilAt === null ? 'until further notice' : `until ${short(untilAt, zone)}`,
    person === detail.id ? `away, ${standIn ?? 'nobody'} stands in` : `stands in for ${person}`,
  ]);
  const changes = detail.changes.map(({ at, by, what, change }) => [
    `  ${short(at, zone)}`,
    `${what} by ${by}`,
    what === 'changed' ? Object.entries(change).map(changeWords).join('; ') : '',
  ]);
  return [
    `${detail.id}\n${table(head, width)}`,
    ...(absences.length > 0 ? [`Absences\n${table(absences, width)}`] : []),
    `Changes\n${table(changes, width)}`,
    `Times are those of ${zone}.`,
  ].join('\n\n');
}

function changeWords([field, value]: [string, unknown]): string {
  return `${field}: ${Array.isArray(value) ? value.join(', ') : JSON.stringify(value ?? 'none')}`;
}
