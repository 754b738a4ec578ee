import { type LocalDate, localDate } from '../../domain/calendar/localTime.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect, Level } from '../../domain/program/program.ts';
import type { Review } from '../../domain/statement/levels.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { automationOn, automationOnIn } from '../../ledger/automation.ts';
import { storeWaiting } from '../../ledger/cases.ts';
import { dateSetByHand, findReview, finishReview, openReview } from '../../ledger/openItems/reviews.ts';
import { openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';
import { sopOfStep } from '../sop.ts';
import { written } from '../words.ts';
import { nextOf, type Owed } from '../statement/account.ts';
import { owedNow } from '../statement/owed.ts';
import { send } from './send.ts';

const OPTIONS = ['done'];

/**
 * A level is reached: a person goes through the statement. Where the level is switched to automatic, its email goes out
 * by itself, and a person is asked only for what cannot: a letter, or an action of their own.
 */
export async function review(
  doing: Doing,
  index: number,
  effect: Extract<Effect, { verb: 'review' }>,
): Promise<EffectResult> {
  const { input, procedure, deps } = doing;
  const key = ['review', input.caseId, input.round, input.pass].join(':');
  const owed = await owedNow(doing);
  if (owed.standing === 'clear') return { status: 'met', condition: 'paid' };
  const at = caseNow(doing);
  const due = await reviewNow(doing, key, owed);
  const level = procedure.levels[(due?.level ?? 0) - 1];
  if (!due || !level) return { status: 'skipped', reason: 'nothing-due' };
  const template = level.name;
  const automatic = due.items.length > 0 && (await sendsItself(doing, level));
  if (automatic) {
    const sent = await send(doing, index, { verb: 'send', channel: 'email', name: level.name });
    if (sent.status !== 'done') return sent;
    if (level.manual.length === 0 && !level.actions.includes('letter')) {
      await finishReview(deps.ledger, { id: key, on: owed.today, by: 'followthrough', at });
      return { status: 'done' };
    }
  }
  await ask(doing, index, effect.role, { key, level, automatic });
  return { status: 'with-person', task: key, options: OPTIONS, template };
}

/** What is to be looked at, as it was written down when it came up first. */
async function reviewNow(doing: Doing, id: string, { items, today }: Owed): Promise<Review | null> {
  const { deps, input, procedure, zone } = doing;
  const { caseId } = input;
  const before = await findReview(deps.ledger, id);
  if (before) return before;
  const next = nextOf(items, procedure.levels, today);
  const byHand = await dateSetByHand(deps.ledger, caseId, id);
  const found =
    next && next.on <= today
      ? next
      : byHand !== null && localDate(zone, byHand) <= today
        ? lookedAtAgain(items, procedure.levels.length, today)
        : null;
  return found && openReview(deps.ledger, { id, caseId, review: found, at: caseNow(doing) });
}

/** On a date that a person set, with no level reached: the wording of the last one, and no debt takes another level. */
function lookedAtAgain(items: OpenItem[], levels: number, on: LocalDate): Review {
  const reached = items.filter(({ dispute }) => dispute === null).map(({ level }) => level);
  return { on, level: Math.min(levels, Math.max(1, ...reached)), items: [] };
}

/** Never where emails go by hand: then there is nothing that a person need not do. */
async function sendsItself({ deps, input, procedure }: Doing, level: Level): Promise<boolean> {
  if (!level.actions.includes('email')) return false;
  if (deps.connectors.message('email', input.rehearsal).by === 'hand') return false;
  const { caseId, rehearsal } = input;
  const name = procedure.procedure;
  return rehearsal
    ? automationOnIn(deps.ledger, { caseId, procedure: name }, level.name)
    : automationOn(deps.ledger, name, level.name);
}

async function ask(
  doing: Doing,
  index: number,
  role: string,
  { key, level, automatic }: { key: string; level: Level; automatic: boolean },
): Promise<void> {
  const { deps, input, found, procedure } = doing;
  const at = caseNow(doing);
  const about = aboutOf(doing, index);
  const due = at + input.taskHours * 3_600_000;
  const common = {
    caseId: input.caseId,
    key,
    kind: 'review' as const,
    role,
    options: OPTIONS,
    about,
    at,
    due,
    sop: sopOfStep(procedure, found.variant, input.step),
  };
  const actions = level.actions.filter((action) => !(automatic && action === 'email'));
  const name = found.contact.name ?? found.occurrence;
  const suggested = [
    ...actions.map((action) => `- ${WHAT[action]}`),
    ...(await Promise.all(level.manual.map((each) => ownAction(doing, each)))),
  ];
  const sent = automatic ? ['The email of this level has gone out by itself.', ''] : [];
  const body = [doing.owed?.statement ?? '', '', ...sent, 'Suggested:', ...suggested].join('\n');
  const title = `${name}: ${doing.owed?.amountDue ?? ''} overdue, level "${level.name}"`;
  await deps.ledger.transaction().execute(async (tx) => {
    await openTasks(tx, [{ ...common, title, body }]);
    await addToTimeline(tx, [
      {
        caseId: input.caseId,
        key: `with-a-person|${key}`,
        at,
        round: input.round,
        what: 'with-a-person',
        about,
        because: level.name,
      },
    ]);
    await storeWaiting(tx, input.caseId, input.at, `task:${about}`);
  });
}

const WHAT = { letter: 'print the letter', email: 'send the email' } as const;

async function ownAction(doing: Doing, name: string): Promise<string> {
  const { title = name, text } = await written(doing, name, 'task');
  return `- ${title}\n  ${text.trim().replaceAll('\n', '\n  ')}`;
}
