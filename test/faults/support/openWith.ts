import type { Followthrough, OpenCase } from '../../../client/index.ts';
import { Shelf } from '../../../client/procedures.ts';
import { FOLLOW_UP, inputOf } from '../../../client/start.ts';
import type { Instant } from '../../../domain/program/program.ts';
import type { Plan } from '../../../domain/program/plan.ts';
import { findCase, storePlan } from '../../../ledger/cases.ts';
import { markStarted } from '../../../ledger/deliveries.ts';
import type { Stage } from '../../client/support/stage.ts';

/** Nobody listens there. */
const NOWHERE = '127.0.0.1:1';
const HOUR_MS = 3_600_000;

export interface How {
  /** When the first step is due; the next ones follow `apart` milliseconds after each other. */
  due?: Instant;
  apart?: number;
  continueAfterEvents?: number;
}

/**
 * Opens a live case as the client does, but with dates of the test's choice: no test can wait for a send hour.
 * @returns its id
 */
export async function openWith(stage: Stage, given: OpenCase, how: How): Promise<string> {
  const { ledger, engine } = stage.client;
  const { id } = await (await clientAway(stage)).openCase(given);
  const row = await findCase(ledger, id);
  if (!row?.plan) throw new Error(`${id} has no dates`);
  const plan = how.due === undefined ? row.plan : moved(row.plan, how.due, how.apart ?? 0);
  await storePlan(ledger, id, plan);
  const program = await shelfOf(stage).programOf(row);
  const input = inputOf(program, { ...row, plan });
  const { continueAfterEvents } = how;
  await engine.workflow.start(FOLLOW_UP, {
    workflowId: id,
    taskQueue: stage.taskQueue,
    args: [{ ...input, ...(continueAfterEvents === undefined ? {} : { continueAfterEvents }) }],
  });
  await markStarted(ledger, id, Date.now());
  return id;
}

const shelves = new WeakMap<Stage, Shelf>();

/** The programs of a stage's cases: one each of those that are opened by the hundred. */
export function shelfOf(stage: Stage): Shelf {
  const shelf = shelves.get(stage) ?? new Shelf(stage.client.ledger);
  shelves.set(stage, shelf);
  return shelf;
}

const away = new WeakMap<Stage, Promise<Followthrough>>();

/** A client of the same ledger that reaches no Temporal: what it opens is started by the test. */
export function clientAway(stage: Stage): Promise<Followthrough> {
  const client = away.get(stage) ?? stage.connect({ address: NOWHERE, patience: 1 });
  away.set(stage, client);
  return client;
}

function moved(plan: Plan, due: Instant, apart: number): Plan {
  const slots = Object.entries(plan.slots).map(([key, slot], index) => {
    const at = due + index * apart;
    return [key, { ...slot, at, until: at + HOUR_MS }] as const;
  });
  return { ...plan, slots: Object.fromEntries(slots) };
}
