import { beginErasure } from '../../ledger/erasure/erasures.ts';
import { addressesOfCases, casesOf, sharedAddresses, spelt } from '../../ledger/erasure/find.ts';
import { markedCases, markedStill } from '../../ledger/erasure/marked.ts';
import { readRegister, takeRegister } from '../../ledger/erasure/register.ts';
import type { Subject } from '../../ledger/erasure/rows.ts';
import { newId } from '../../ledger/id.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { FOLLOW_UP } from '../start.ts';
import { type Carried, carryOut } from './carryOut.ts';
import { deleteRuns, terminate } from './runs.ts';

export interface Reapplied {
  /** Erasures in the register, and lines of it that cannot be read. */
  known: number;
  damaged: number;
  /** Marks that the ledger did not have. */
  taken: number;
  /** Runs that Temporal had of cases that the ledger does not know, ended and deleted. */
  runs: number;
  /** What had come back was erased again; null: nothing had. */
  erasure: Carried | null;
}

const AGAIN = 'Erased before; what a restored copy had of it is removed again.';
const PAGE = 500;

/**
 * Erases again whoever was erased, after an older copy of the ledger or of Temporal was restored (LAW-11). Call it before
 * a worker runs: a marked address is refused from the first statement on, and open cases are ended without a contact as
 * soon as one runs. Done twice it finds nothing.
 * @param folder where the register is kept, see `keepRegister`
 * @throws Undelivered when Temporal does not answer; what the ledger had to take over is taken over then
 */
export async function reapplyErasures(context: Context, folder: string, by: string): Promise<Reapplied> {
  const { ledger } = context;
  const register = await readRegister(folder);
  const taken = await ledger.transaction().execute((tx) => takeRegister(tx, register));
  const found = { known: register.entries.length, damaged: register.damaged, taken };
  const subject = await cameBack(context);
  const runs = await deleteRuns(context, await endMarkedRuns(context, subject.cases));
  if (subject.cases.length === 0 && subject.addresses.length === 0) return { ...found, runs, erasure: null };
  const what = { begun_at: Date.now(), begun_by: by, role: 'restore', reason: AGAIN, subject };
  const erasure = await beginErasure(ledger, { id: newId(), ...what });
  return { ...found, runs, erasure: await carryOut(context, erasure) };
}

/** A marked address was nobody else's when its person was erased: every case with it is theirs. */
async function cameBack(context: Context): Promise<Subject> {
  const { ledger } = context;
  const marked = await markedStill(ledger);
  const rows = await casesOf(ledger, { ids: marked.cases, addresses: marked.addresses });
  const ids = rows.map(({ id }) => id);
  const all = spelt([...marked.addresses, ...(await addressesOfCases(ledger, ids))]);
  const shared = spelt(
    (await sharedAddresses(ledger, { ids, addresses: all })).map(({ address }) => address),
  );
  return {
    cases: ids,
    addresses: all.filter((address) => !shared.includes(address)),
    shared: shared.length,
  };
}

/** Ends the runs of erased cases of which the ledger knows nothing any more. */
async function endMarkedRuns(context: Context, known: readonly string[]): Promise<string[]> {
  const { engine, ledger, taskQueue, patience } = context;
  const query = `WorkflowType = '${FOLLOW_UP}' AND TaskQueue = '${taskQueue}'`;
  const ids = await within(engine, 10 * patience, async () => {
    const found = new Set<string>();
    for await (const { workflowId } of engine.workflow.list({ query })) found.add(workflowId);
    return [...found];
  });
  const marked: string[] = [];
  for (let from = 0; from < ids.length; from += PAGE)
    marked.push(...(await markedCases(ledger, ids.slice(from, from + PAGE))));
  const unknown = marked.filter((id) => !known.includes(id));
  for (const id of unknown) await terminate(context, id);
  return unknown;
}
