import type { Finding, Named } from '../../domain/verify/finding.ts';
import { reportDiscrepancy } from '../../ledger/lookups/discrepancies.ts';
import { addRemarks, type LookedUp, recordLookUps } from '../../ledger/lookups/looked.ts';
import { caseNow, type Doing } from '../doing.ts';
import { sopOfStep } from '../sop.ts';

/** One look-up, with what was seen and what it counts for. */
export interface Judged {
  name: string;
  connector: string;
  evidence: string | null;
  /** What the answer says. */
  seen: Finding;
  /** What it counts for now; see `weighed`. */
  counts: Finding;
}

/**
 * Keeps all findings, the remarks for the report, and the discrepancies with their tasks, as one transaction.
 * @param asked a person is asked because of the findings of that kind; null: nobody is
 */
export async function recordFindings(
  doing: Doing,
  kind: LookedUp['kind'],
  judged: Judged[],
  asked: Finding['finding'] | null,
  suppliers: string | null,
): Promise<void> {
  const { deps, found, input } = doing;
  const { id: caseId } = found;
  const at = caseNow(doing);
  const rows = judged.map(({ name, connector, evidence, seen, counts }) => ({
    caseId,
    name,
    connector,
    kind,
    at,
    evidence,
    finding: seen.finding,
    reason: reasonOf(seen),
    about: 'about' in seen ? seen.about : [],
    asked: counts.finding === asked,
  }));
  const remarks = judged.flatMap(({ name, seen }) =>
    'remark' in seen && seen.remark !== undefined ? [{ caseId, name, at, text: seen.remark }] : [],
  );
  await deps.ledger.transaction().execute(async (tx) => {
    await recordLookUps(tx, rows);
    await addRemarks(tx, remarks);
    for (const { name, seen } of judged) {
      if (seen.finding !== 'discrepancy') continue;
      const { expected, found: said } = seen;
      const about = seen.about.join(' ');
      const role = suppliers ?? found.owner;
      await reportDiscrepancy(tx, {
        caseId,
        round: input.round,
        name,
        at,
        expected,
        found: said,
        about,
        role,
        sop: sopOfStep(doing.procedure, found.variant, input.step),
      });
    }
  });
}

function reasonOf(finding: Finding): string | null {
  switch (finding.finding) {
    case 'met':
      return finding.condition;
    case 'hold':
      return finding.reason;
    case 'unreadable':
      return finding.why;
    case 'already-contacted':
    case 'made-outside':
      return finding.channel;
    case 'clear':
    case 'discrepancy':
      return null;
  }
}

/** Findings by the name of their look-up, as `verdictOf` takes them. */
export function namedFindings(judged: Judged[]): Named[] {
  return judged.map(({ name, counts }) => ({ ...counts, name }));
}
