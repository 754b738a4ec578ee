import type { OpenCase } from '../../../client/index.ts';
import { FOLLOW_UP, inputOf } from '../../../client/start.ts';
import type { CalendarRules } from '../../../domain/calendar/rules.ts';
import type { Plan } from '../../../domain/program/plan.ts';
import type { Instant } from '../../../domain/program/program.ts';
import { findCase } from '../../../ledger/cases.ts';
import { markStarted } from '../../../ledger/deliveries.ts';
import type { Stage } from '../../client/support/stage.ts';
import { Play } from '../../support/playing.ts';
import { clientAway, shelfOf } from './openWith.ts';

/** A case that was asleep before a date when everything went down. */
export interface Asleep {
  id: string;
  /** The step whose date it had come to wait for. */
  step: string;
  /** Its dates as they were then. */
  plan: Plan;
  /** Has Temporal carry it on from there: its clock says that it is this instant. */
  wakes(at: Instant): Promise<void>;
}

/**
 * Plays a case by the pure interpreter until an instant, and leaves it there. Null when it waits for a person then, or
 * has ended.
 */
export async function asleepAt(
  stage: Stage,
  given: OpenCase,
  rules: (calendar: string) => CalendarRules,
  down: Instant,
): Promise<Asleep | null> {
  const { ledger, engine } = stage.client;
  const { id } = await (await clientAway(stage)).openCase({ ...given, rehearsal: true });
  const row = await findCase(ledger, id);
  if (!row) throw new Error(`there is no ${id}`);
  const program = await shelfOf(stage).programOf(row);
  const play = new Play(program, rules(program.clock.calendar), row.opened_at);
  play.run(({ need }) => need.need === 'wait' && need.until !== null && need.until > down);
  const { need, state } = play;
  if (need.need !== 'wait' || need.for !== 'step' || !state.plan) return null;
  const { plan } = state;
  return {
    id,
    step: need.about,
    plan,
    async wakes(at) {
      const input = { ...inputOf(program, { ...row, plan }, at), state };
      await engine.workflow.start(FOLLOW_UP, { workflowId: id, taskQueue: stage.taskQueue, args: [input] });
      await markStarted(ledger, id, Date.now());
    },
  };
}
