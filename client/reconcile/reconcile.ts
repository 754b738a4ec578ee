import type { Instant } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import type { Case } from '../../ledger/schema.ts';
import { casesToCompare, type ComparedCase, knownCases } from '../../ledger/standings/compared.ts';
import { isToCompare, markCompared } from '../../ledger/standings/doubts.ts';
import { findStanding } from '../../ledger/standings/standings.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { Undelivered, within } from '../engine.ts';
import { carryAnew } from './carryAnew.ts';
import { endInLedger } from './endInLedger.ts';
import { type Found, type InLedger, type InTemporal, judge } from './judge.ts';
import { agrees, type ListedRun, listRuns, runOf } from './runs.ts';

export interface Reconciliation {
  /** What was found, and what could not be done about it; absent: it was done, or only looked at. */
  found: { caseId: string; found: Found; because?: string }[];
  /** It broke off at the limit, or because nobody answered; the next one goes on. */
  left: boolean;
}

export interface ReconcileOptions {
  /** Only look. */
  dryRun?: boolean | undefined;
  /** Cases that are put right at most; the others follow in the next round. */
  atMost?: number | undefined;
  /** Milliseconds in which word is still on its way into the lists of Temporal and the ledger; default a minute. */
  settledMs?: number | undefined;
  onFound?: ((found: Reconciliation['found'][number]) => void) | undefined;
}

const PAGE = 500;
const AT_MOST = 50;
/** Cases in a row that do not answer: then there is no worker, and asking on is of no use. */
const SILENT = 3;
const SETTLED_MS = 60_000;

/**
 * Compares the ledger's open cases with Temporal's runs, both ways, and puts right what differs (LED-7). Where they agree
 * it costs one list of each; only what differs is asked for by name, one after another.
 * @throws Undelivered when Temporal does not answer at all
 */
export async function reconcile(context: Context, options: ReconcileOptions = {}): Promise<Reconciliation> {
  const round = new Round(context, options);
  const runs = await listRuns(context);
  const open = new Set<string>();
  const settled = Date.now() - (options.settledMs ?? SETTLED_MS);
  for (let after = ''; ; ) {
    const page = await casesToCompare(context.ledger, after, PAGE);
    for (const row of page) {
      open.add(row.id);
      if (differs(row, runs.get(row.id), settled)) await round.look(row.id);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? '';
  }
  const others = [...runs].filter(([id]) => !open.has(id));
  for (let from = 0; from < others.length; from += PAGE)
    await lookAtOthers(round, others.slice(from, from + PAGE), settled);
  return round.result;
}

function differs(row: ComparedCase, run: ListedRun | undefined, settled: Instant): boolean {
  if (!run || row.overtaken || row.toCompare) return true;
  return row.asOf > 0 && row.asOf <= settled && !agrees(row, run);
}

/** Runs that go on although the ledger has ended their case, or never had it. */
async function lookAtOthers(round: Round, others: [string, ListedRun][], settled: Instant): Promise<void> {
  const older = others.filter(([, { startedAt }]) => startedAt <= settled);
  const known = await knownCases(
    round.context.ledger,
    older.map(([id]) => id),
  );
  for (const [id] of older) {
    const row = known.get(id);
    if (!row) round.tell({ caseId: id, found: 'stray' });
    else if (row.closed && !row.rehearsal) await round.look(id);
  }
}

/** One comparison, with its limits. */
class Round {
  readonly context: Context;
  readonly result: Reconciliation = { found: [], left: false };
  readonly #options: ReconcileOptions;
  #left: number;
  #silent = 0;

  constructor(context: Context, options: ReconcileOptions) {
    this.context = context;
    this.#options = options;
    this.#left = options.atMost ?? AT_MOST;
  }

  tell(found: Reconciliation['found'][number]): void {
    this.result.found.push(found);
    this.#options.onFound?.(found);
  }

  /** Asks both sides for one case, and puts right what is wrong. One that cannot be does not hold up the others. */
  async look(caseId: string): Promise<void> {
    if (this.#left <= 0 || this.#silent >= SILENT) {
      this.result.left = true;
      return;
    }
    let found: Found | null = null;
    try {
      const row = await findCase(this.context.ledger, caseId);
      if (!row) return;
      const ledger = await this.#inLedger(row);
      const { run, standing } = await runOf(this.context, caseId);
      this.#silent = 0;
      found = judge(ledger, run);
      if (this.#options.dryRun !== true) {
        if (found !== null) await putRight(this.context, row, found, { run, standing });
        await markCompared(this.context.ledger, caseId, Date.now());
      }
      if (found === null) return;
      this.#left -= 1;
      this.tell({ caseId, found });
    } catch (error) {
      if (error instanceof Undelivered) this.#silent += 1;
      this.result.left = true;
      if (found !== null) this.tell({ caseId, found, because: String(error) });
    }
  }

  async #inLedger({ id, closed_at, as_of: asOf }: Case): Promise<InLedger> {
    const { ledger } = this.context;
    const last = (await findStanding(ledger, id)) ?? null;
    const toCompare = await isToCompare(ledger, id);
    return { open: closed_at === null, last, overtaken: last?.overtaken ?? false, asOf, toCompare };
  }
}

async function putRight(
  context: Context,
  row: Case,
  found: Found,
  { run, standing }: { run: InTemporal; standing: Standing | null },
): Promise<void> {
  switch (found) {
    case 'no-run':
    case 'behind':
      return carryAnew(context, row, found);
    case 'ahead':
      return carryAnew(context, row, found, standing);
    case 'ended-there':
      if (run?.is === 'completed' && run.outcome !== null)
        await endInLedger(context.ledger, row, { outcome: run.outcome, what: 'ended-there' });
      return;
    case 'terminated':
      return endInLedger(context.ledger, row, { outcome: 'withdrawn', what: 'terminated' });
    case 'ended-here':
      return endRun(context, row);
    case 'stray':
      return;
  }
}

/** Without any contact: the ledger has the case's end, and what it wanted was refused already. */
async function endRun({ engine, ledger, patience }: Context, row: Case): Promise<void> {
  await within(engine, patience, () =>
    engine.workflow.getHandle(row.id).terminate('the case has ended in the ledger'),
  );
  const entry = { at: Math.max(Date.now(), row.as_of), round: row.round, what: 'old-run-ended' };
  await addToTimeline(ledger, [{ caseId: row.id, ...entry }]);
}
