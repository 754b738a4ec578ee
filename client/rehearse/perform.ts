import { hold } from '../commands.ts';
import { ClientError } from '../errors.ts';
import { reply } from '../messages.ts';
import { comesTrue } from './comesTrue.ts';
import type { Days } from './moments.ts';
import type { Performance } from './performance.ts';
import type { Happening, Script } from './script.ts';
import type { Staff } from './staff.ts';

/** No procedure keeps staff and dates busy so often; a rehearsal that does would never end. */
const TURNS = 200;

/** Always to the next thing that happens, whatever it is: a date, a task done, something from outside. */
export async function perform(performance: Performance, staff: Staff, script: Script): Promise<void> {
  const { context, caseId } = performance;
  const judged = new Set<string>();
  for (let turn = 0; turn < TURNS; turn += 1) {
    const seen = await performance.settled();
    const closed = seen.view.status === 'closed';
    if (seen.problem && !closed) tryOnce(judged, caseId, seen.problem);
    const outside = script.next(performance.timeline, closed);
    if (closed && !outside) return;
    const due = closed ? null : seen.view.nextAt;
    const task = closed ? null : staff.next(seen);
    const comes = Math.min(due ?? Infinity, task?.at ?? Infinity);
    if (outside && outside.at <= comes) {
      if (!closed) await performance.forward(seen, outside.at);
      script.taken(outside.happening);
      await tell(performance, outside.happening, script.days);
      continue;
    }
    if (comes === Infinity) throw new ClientError('FT-CLI-REHEARSAL', `${caseId} waits for nothing.`);
    const still = await performance.forward(seen, comes);
    if (still && task && task.at === comes && task.at !== due)
      await staff.complete(context, caseId, task.task);
  }
  throw new ClientError('FT-CLI-REHEARSAL', `${caseId} did not end within ${TURNS} turns.`);
}

async function tell({ context, caseId }: Performance, happening: Happening, days: Days): Promise<void> {
  if (happening.what === 'condition') await comesTrue(context, caseId, happening.condition);
  else if (happening.what === 'hold') {
    const { until, promise } = happening;
    const date = typeof until === 'number' ? days.date(until) : until;
    await hold(context, caseId, { by: 'rehearsal', until: date, promise });
  } else await reply(context, caseId, { text: 'An example of an answer.', source: 'rehearsal' });
}

/** Staff who try again see at the second time that it is of no use: nothing changes in a rehearsal. */
function tryOnce(judged: Set<string>, caseId: string, problem: string): void {
  if (judged.has(problem)) {
    throw new ClientError(
      'FT-CLI-REHEARSAL',
      `${caseId} needs a person's judgement again and again: ${problem}.`,
    );
  }
  judged.add(problem);
}
