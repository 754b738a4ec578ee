import { localDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { orderFailure } from '../../ledger/rehearsals/orders.ts';
import type { SendFailure } from '../../ledger/rehearsals/rows.ts';
import type { Case } from '../../ledger/schema.ts';
import { plusDays } from '../../domain/statement/days.ts';
import { withdraw } from '../commands.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { ClientError } from '../errors.ts';
import { existing, reply } from '../messages.ts';
import { waitingWords } from '../wording.ts';
import { comesTrue } from './comesTrue.ts';
import { type Begin, openRehearsal } from './open.ts';
import { atRest, type AtRest, MARGIN_MS, moveTo } from './move.ts';
import { momentMeant } from './moments.ts';
import { checkCondition } from './conditions.ts';
import { type RehearsalState, stateOf, zoneOf } from './state.ts';
import { DECISIONS, PLAYED, type PlayedTask, playTask, taskMeant } from './tasks.ts';

/**
 * How the next message to the contact goes wrong. `temporarily`: the other side is busy and takes it at the second try;
 * `refused`: the address takes nothing; `bounces`: it is accepted and comes back; `ambiguous`: nobody knows whether it
 * arrived.
 */
export const SEND_FAILURES: readonly SendFailure[] = ['temporarily', 'refused', 'bounces', 'ambiguous'];

/**
 * A case on the real engine that goes on when it is told to: its clock is moved by Temporal's own fast-forward, nobody is
 * reached, and whoever calls plays the contact, the staff and the world. Each call needs the case's id and nothing else,
 * so that any process can do the next one; it returns when all work of the moment is done. A closed case takes a reply.
 *
 * Thrown by all of them: ClientError FT-CLI-REHEARSED when the case is no rehearsal or cannot do what is asked,
 * FT-CLI-REHEARSAL when the engine does not move it; LedgerUnavailable.
 */
export interface Rehearsals {
  /** Opens a case at the time of its facts. Thrown besides: FactError and others as for `openCase`. */
  start(given: Begin): Promise<RehearsalState>;
  /** Changes nothing. */
  state(id: string): Promise<RehearsalState>;
  /** To just past the next date on which the case goes on by itself. */
  step(id: string): Promise<RehearsalState>;
  /** To eight in the morning, so many days from now; at least 1, which is tomorrow. */
  day(id: string, days?: number): Promise<RehearsalState>;
  /** To a moment; of a date alone ("2026-03-12") to eight in the morning of that day. At most a year ahead. */
  to(id: string, when: Date | Instant | string): Promise<RehearsalState>;
  /** The contact answers, now. */
  reply(id: string, text?: string): Promise<RehearsalState>;
  /** What the case waits for comes true, now; of a debt also what becomes of the account: see `conditions` of the state. */
  conditionMet(id: string, condition: string): Promise<RehearsalState>;
  /** Staff do a task, or say that it cannot be done. @param task its id, name or kind; absent: the only one */
  doTask(id: string, task?: string, given?: PlayedTask): Promise<RehearsalState>;
  /** Whoever may decide answers the open question. */
  decide(id: string, option: string, given?: Omit<PlayedTask, 'option' | 'until'>): Promise<RehearsalState>;
  /** Has the next message to the contact go wrong; replaces an order that no message has met yet. */
  failNextSend(id: string, how: SendFailure): Promise<RehearsalState>;
  /** Ends the rehearsal: the case is withdrawn. */
  end(id: string): Promise<RehearsalState>;
}

const YEAR_MS = 366 * 86_400_000;
/** A question is named by its act and the moment it was asked. */
const ASKED_AT = /@\d+$/;

/** The calls of `client.rehearsals`. */
export function rehearsals(context: Context): Rehearsals {
  /** Every call: the case comes to rest, is told something or moved, and comes to rest again. */
  const told = (id: string, tell: (row: Case, before: AtRest) => Promise<unknown>) =>
    onEngine(async () => {
      const row = await rehearsed(context, id);
      await tell(row, await atRest(context, id));
      return stateOf(context, id, await atRest(context, id));
    });
  const moved = (id: string, target: (row: Case, before: AtRest) => Instant | Promise<Instant>) =>
    onEngine(async () => {
      const row = await rehearsed(context, id);
      const before = await atRest(context, id);
      if (before.seen.view.status === 'closed') throw refused('the case has ended: its clock stands');
      const to = await target(row, before);
      if (to <= before.clock) throw refused('that lies in the past of the rehearsal');
      if (to > before.clock + YEAR_MS) throw refused('that is more than a year ahead');
      return stateOf(context, id, await moveTo(context, id, to));
    });
  return {
    start: (given) =>
      onEngine(async () => {
        const id = await openRehearsal(context, given);
        return stateOf(context, id, await atRest(context, id));
      }),
    state: (id) => told(id, async () => undefined),
    step: (id) =>
      moved(id, (_, { seen, clock }) => {
        const { nextAt, waitingOn } = seen.view;
        if (nextAt === null) {
          const person = waitingWords(waitingOn, null).replace(ASKED_AT, '') || 'a person';
          throw refused(`nothing comes by itself: the case waits for ${person}`);
        }
        return Math.max(nextAt, clock) + MARGIN_MS;
      }),
    day: (id, days = 1) =>
      moved(id, async (row, { clock }) => {
        if (!Number.isInteger(days) || days < 1) throw refused('give a whole number of days, 1 or more');
        const zone = await zoneOf(context, row);
        return momentMeant(zone, plusDays(localDate(zone, clock), days));
      }),
    to: (id, when) => moved(id, async (row) => momentMeant(await zoneOf(context, row), when)),
    reply: (id, text = 'An example of an answer.') =>
      told(id, () => reply(context, id, { text, source: PLAYED })),
    conditionMet: (id, condition) =>
      told(id, async (row) => {
        const { procedure } = await context.procedures.editionOf(row);
        checkCondition(condition, procedure, row.variant);
        await comesTrue(context, id, condition);
      }),
    doTask: (id, task, given = {}) =>
      told(id, async () => playTask(context, await taskMeant(context, id, task), given)),
    decide: (id, option, given = {}) =>
      told(id, async () => {
        const question = await taskMeant(context, id, undefined, ({ kind }) => DECISIONS.includes(kind));
        await playTask(context, question, { ...given, option });
      }),
    failNextSend: (id, how) =>
      told(id, async (_, { seen }) => {
        if (!SEND_FAILURES.includes(how))
          throw refused(`"${how}" is no way to go wrong: ${SEND_FAILURES.join(', ')}`);
        if (seen.view.status === 'closed') throw refused('the case has ended: it sends nothing');
        await orderFailure(context.ledger, id, how);
      }),
    end: (id) => told(id, () => withdraw(context, id, { by: PLAYED })),
  };
}

async function rehearsed(context: Context, id: string): Promise<Case> {
  const row = await existing(context, id);
  if (row.rehearsal) return row;
  throw refused(`${id} is a live case: its clock is everybody's, and its people answer for themselves`);
}

function refused(why: string): ClientError {
  return new ClientError('FT-CLI-REHEARSED', `${why}.`);
}

async function onEngine(work: () => Promise<RehearsalState>): Promise<RehearsalState> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    throw new ClientError('FT-CLI-REHEARSAL', `Temporal or its worker does not answer: ${error.message}.`);
  }
}
