import { label } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Person } from '../../ledger/people.ts';
import { findProcedure } from '../../ledger/procedures.ts';
import type { Case, Task } from '../../ledger/schema.ts';
import { secretNamed } from '../../ledger/secrets.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { ClientError } from '../errors.ts';
import { historyOf, type HistoryLine, zoneOf } from '../history/history.ts';
import { optionsOf, type TaskOption } from '../tasks/options.ts';
import { tokenOf } from './token.ts';

/** A question with all that somebody needs to answer it. */
export interface DecisionNotice {
  task: Task;
  case: Case;
  /** The procedure's title. */
  about: string;
  options: TaskOption[];
  history: HistoryLine[];
  zone: string;
}

/** The name of the secret in the ledger that links are signed with. */
export const LINK_SECRET = 'decision-links';

/** Long enough for a holiday week; a question that is still open by then has been escalated, with new links. */
const LINK_HOLDS_MS = 7 * 24 * 3_600_000;

/** @throws ClientError FT-CLI-NO-TASK */
export async function decisionNotice(ledger: Ledger, taskId: string): Promise<DecisionNotice> {
  const task = await findTaskById(ledger, taskId);
  const row = task && (await findCase(ledger, task.case_id));
  if (!row) throw new ClientError('FT-CLI-NO-TASK', `there is no task "${taskId}".`);
  const [history, stored] = await Promise.all([historyOf(ledger, row), findProcedure(ledger, row.hash)]);
  const about = stored?.decoded.title ?? row.procedure;
  return { task, case: row, about, options: optionsOf(task), history, zone: zoneOf(row) };
}

/** Where one person answers: one link an option. Opening a link decides nothing. */
export async function linksFor(
  ledger: Ledger,
  { task, options }: DecisionNotice,
  { person, base, now }: { person: string; base: string; now: Instant },
): Promise<{ option: string; url: string; until: Instant }[]> {
  const secret = await secretNamed(ledger, LINK_SECRET);
  const until = now + LINK_HOLDS_MS;
  const token = tokenOf({ task: task.id, person, until }, secret);
  return options.map(({ option }) => {
    const url = new URL(`decide/${token}`, base.endsWith('/') ? base : `${base}/`);
    url.searchParams.set('answer', option);
    return { option, url: url.href, until };
  });
}

/** A line each: the case, whose it is, until when, and by which rule. */
export function whatItIsAbout({ task, case: row, about, zone }: DecisionNotice): string[] {
  return [
    `Case: ${row.id} (${about})`,
    ...(row.contact.name ? [`Contact: ${row.contact.name}`] : []),
    ...(task.due_at === null ? [] : [`Please answer until: ${label(zone, task.due_at)}`]),
    ...(task.sop === null ? [] : [`Where the SOP says it: ${task.sop}`]),
  ];
}

/** The message to one person, in plain text. */
export function noticeText(
  notice: DecisionNotice,
  person: Pick<Person, 'id' | 'name'>,
  links: { option: string; url: string; until: Instant }[],
): { subject: string; text: string } {
  const { task, case: row, options, history, zone } = notice;
  const reminder = task.escalated > 0 ? `Reminder ${task.escalated}: ` : '';
  const answers = options.map(({ option, does }) => {
    const link = links.find((each) => each.option === option);
    return `${option}: ${does ?? ''}${link ? `\n  ${link.url}` : ''}`;
  });
  const [first] = links;
  const how = first
    ? `Opening a link decides nothing: it shows the question once more and asks for your word. The links are for you alone and hold until ${label(zone, first.until)}.`
    : `Answer with: followthrough task decide ${task.id.slice(-8)} OPTION --as ${person.id}`;
  const lines = [
    `Hello ${person.name},`,
    '',
    task.title,
    task.body,
    '',
    ...whatItIsAbout(notice),
    '',
    ...answers.flatMap((answer) => [answer, '']),
    how,
    '',
    `What has happened so far (times of ${zone}):`,
    ...history.map(({ when, words }) => `- ${when}: ${words}`),
  ];
  return { subject: `${reminder}${task.title} (${row.id})`, text: lines.join('\n') };
}
