import type { EffectResult } from '../../domain/program/events.ts';
import type { Effect } from '../../domain/program/program.ts';
import { automationOn } from '../../ledger/automation.ts';
import { storeWaiting } from '../../ledger/cases.ts';
import { finishReview, openReview } from '../../ledger/openItems/reviews.ts';
import { findTask, openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';
import { written } from '../words.ts';
import { nextOf } from '../statement/account.ts';
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
  const before = await findTask(deps.ledger, input.caseId, key);
  const owed = await owedNow(doing);
  if (owed.standing === 'clear') return { status: 'met', condition: 'paid' };
  const due = nextOf(owed.items, procedure.levels, owed.today);
  if (!before && (!due || due.on > owed.today)) return { status: 'skipped', reason: 'nothing-due' };
  const at = caseNow(doing);
  const kept = due && (await openReview(deps.ledger, { id: key, caseId: input.caseId, review: due, at }));
  const level = procedure.levels[(kept?.level ?? 1) - 1];
  if (!level) return { status: 'skipped', reason: 'nothing-due' };
  const template = level.name;
  const automatic = await automationOn(deps.ledger, procedure.procedure, level.name);
  if (automatic && level.actions.includes('email')) {
    const sent = await send(doing, index, { verb: 'send', channel: 'email', name: level.name });
    if (sent.status !== 'done') return sent;
    if (level.manual.length === 0 && !level.actions.includes('letter')) {
      await finishReview(deps.ledger, { id: key, on: owed.today, by: 'followthrough', at });
      return { status: 'done' };
    }
  }
  await ask(doing, index, effect.role, { key, level: level.name });
  return { status: 'with-person', task: key, options: OPTIONS, template };
}

async function ask(
  doing: Doing,
  index: number,
  role: string,
  { key, level }: { key: string; level: string },
): Promise<void> {
  const { deps, input, procedure, found } = doing;
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
  };
  const { manual = [], actions = [] } = procedure.levels.find(({ name }) => name === level) ?? {};
  const name = found.contact.name ?? found.occurrence;
  const suggested = [
    ...actions.map((action) => `- ${WHAT[action]}`),
    ...manual.map((each) => ownAction(doing, each)),
  ];
  const body = [doing.owed?.statement ?? '', '', 'Suggested:', ...suggested].join('\n');
  const title = `${name}: ${doing.owed?.amountDue ?? ''} overdue, level "${level}"`;
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
      },
    ]);
    await storeWaiting(tx, input.caseId, input.at, `task:${about}`);
  });
}

const WHAT = { letter: 'print the letter', email: 'send the email' } as const;

function ownAction(doing: Doing, name: string): string {
  const { title = name, text } = written(doing, name, 'task');
  return `- ${name}: ${title}\n  ${text.trim().replaceAll('\n', '\n  ')}`;
}
