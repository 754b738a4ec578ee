import { revokeApproval } from '../ledger/approvals.ts';
import { REFUSALS } from '../domain/program/refusal.ts';
import { whoActsIn } from './acting.ts';
import { ask, type Asked } from './ask.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { checkText, LONGEST_TEXT } from './text.ts';

export interface WithdrawApproval extends By {
  /** The act, in the procedure's word; absent: the one that is approved. */
  act?: string | undefined;
  note?: string | undefined;
}

/**
 * Takes an approval back. When this returns, the act does not start any more, whoever has not heard of it yet. Anybody
 * of the staff may: it is always the safe thing to do.
 * @throws ClientError FT-CLI-REFUSED when nothing is approved; FT-CLI-TASK-DONE when somebody has taken it back before
 */
export async function withdrawApproval(
  context: Context,
  caseId: string,
  given: WithdrawApproval,
): Promise<Asked> {
  const row = await existing(context, caseId);
  const { by, id, note, wait } = given;
  await whoActsIn(context.ledger, row, by);
  const act = await approvedAct(context, caseId, given.act);
  const at = Date.now();
  await revokeApproval(context.ledger, { caseId, act, by, at });
  const said = note === undefined ? {} : { note: checkText(note, 'note', LONGEST_TEXT) };
  const args = { act, revokes: { act, at }, ...said };
  return ask(context, { caseId, name: 'withdrawApproval', args, actor: by, id, wait });
}

async function approvedAct({ ledger }: Context, caseId: string, named: string | undefined): Promise<string> {
  const given = await ledger
    .selectFrom('approvals')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('act', named === undefined ? 'is not' : '=', named ?? null)
    .orderBy('approved_at', 'desc')
    .execute();
  const holding = given.find(({ revoked_at }) => revoked_at === null);
  if (holding) return holding.act;
  const [last] = given;
  if (!last || last.revoked_because === 'refused')
    throw new ClientError('FT-CLI-REFUSED', `${REFUSALS['nothing-approved']}.`, 'nothing-approved');
  const when = new Date(last.revoked_at ?? 0).toISOString();
  const how =
    last.revoked_because === 'void' ? 'void by itself since' : `taken back by ${last.revoked_by} at`;
  throw new ClientError('FT-CLI-TASK-DONE', `the approval of ${last.act} is already ${how} ${when}.`);
}
