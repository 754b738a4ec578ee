import { CAN_BE_ALLOWED } from '../../domain/gate/rules.ts';
import { ALLOWED_ONCE } from '../../domain/program/evolve/outside.ts';
import type { Instant } from '../../domain/program/program.ts';
import { listed } from '../../domain/words.ts';
import { writeCommand } from '../../ledger/commands.ts';
import { recordAllowance } from '../../ledger/contactRules/allowances.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { mayActFor, whoActsIn } from '../acting.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { deliverSoon } from '../deliver/deliver.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';

export interface AllowOnce {
  /** The rule that is set aside: `quiet-hours` or `per-person`. */
  rule: string;
  /** Absent: whichever channel comes first. */
  channel?: string | undefined;
  /** Why; never empty. */
  reason: string;
  by: string;
}

export interface AllowedOnce {
  id: string;
  /** It lapses then if nothing has used it. */
  until: Instant;
  /** False: a case that waits because of the rule takes it up as soon as Temporal can be reached. */
  delivered: boolean;
}

const HOLDS_FOR = 24 * 60 * 60 * 1000;

/**
 * A person who may allows one attempt of a case although a rule refuses it; a step that was put off by the rule goes on
 * at once. What the contact has said (a reply, an opt-out) can never be set aside.
 * @throws ClientError FT-CLI-ALLOW when the rule, the role or the reason will not do
 */
export async function allowOnce(context: Context, caseId: string, given: AllowOnce): Promise<AllowedOnce> {
  const row = await existing(context, caseId);
  const { ledger } = context;
  if (!CAN_BE_ALLOWED.includes(given.rule))
    throw new ClientError(
      'FT-CLI-ALLOW',
      `"${given.rule}" cannot be set aside. Only ${listed(CAN_BE_ALLOWED)} can.`,
    );
  const reason = checkText(given.reason, 'reason', LONGEST_TEXT).trim();
  if (reason === '') throw new ClientError('FT-CLI-ALLOW', 'the reason is missing.');
  const actor = await whoActsIn(ledger, row, given.by);
  const { overrideRoles } = await contactRulesOf(ledger);
  const at = caseNow(row);
  const [role] = await rolesOf(overrideRoles, (each) => mayActFor(ledger, actor, each, at));
  if (role === undefined)
    throw new ClientError(
      'FT-CLI-ALLOW',
      `${actor.name} may not allow it; ${listed(overrideRoles)} may. Ask one of them.`,
    );
  const until = at + HOLDS_FOR;
  const { rule, channel = null } = given;
  const id = await ledger.transaction().execute(async (tx) => {
    const kept = await recordAllowance(tx, {
      caseId,
      rule,
      channel,
      reason,
      by: actor.id,
      role,
      at,
      until,
    });
    const entry = { caseId, at, round: row.round, what: 'allowed-once', about: rule, because: actor.id };
    await addToTimeline(tx, [{ ...entry, key: `allowed-once|${kept}` }]);
    const args = { condition: ALLOWED_ONCE };
    await writeCommand(tx, { id: kept, caseId, name: 'conditionMet', args, actor: actor.id, at });
    return kept;
  });
  return { id, until, delivered: (await deliverSoon(context, caseId)) === null };
}

async function rolesOf(roles: string[], may: (role: string) => Promise<boolean>): Promise<string[]> {
  const found = await Promise.all(roles.map(async (role) => ((await may(role)) ? [role] : [])));
  return found.flat();
}
