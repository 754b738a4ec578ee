import type { LookUps } from '../../connectors/lookups/lookUps.ts';
import type { LookUp } from '../../domain/procedure/vocabulary/lookUps.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { LOOK_UP_NAMES, type LookUpName } from '../../domain/verify/answers.ts';
import { emailOpens } from '../../domain/verify/emailOpens.ts';
import type { Circumstances, Finding } from '../../domain/verify/finding.ts';
import { judge } from '../../domain/verify/judge.ts';
import { verdictOf } from '../../domain/verify/verdict.ts';
import { lookUpHistory } from '../../ledger/lookups/looked.ts';
import type { Deps } from '../deps.ts';
import type { Doing } from '../doing.ts';
import type { Kind } from '../../domain/gate/asked.ts';
import { askSystem } from './ask.ts';
import { circumstancesOf, questionOf } from './circumstances.ts';
import { outcomeOf, weighed } from './outcome.ts';
import { type Judged, namedFindings, recordFindings } from './record.ts';

/** A look-up that our own ledger answers, such as open items. */
export type OwnLookUp = (doing: Doing, given: Circumstances) => Promise<Finding>;

export interface Verifying {
  lookUps: LookUps;
  /** Look-ups that no outside system answers. */
  own?: Partial<Record<LookUp, OwnLookUp>>;
  /** Milliseconds for one look-up. */
  limit?: number;
}

/**
 * What the activities need to read the evidence again: `verify` right before a contact or an irreversible act, `lookUp`
 * where a step chooses by what a system says.
 */
export function verifying(given: Verifying): Required<Pick<Deps, 'verify' | 'lookUp'>> {
  return {
    verify: (doing, kind) => verify(given, doing, kind),
    lookUp: (doing, name) => choose(given, doing, name),
  };
}

/**
 * Asks every look-up that the procedure names and keeps what it finds. Null: the reason still stands.
 * Call it right before the claim; `isFresh` (domain/verify/fresh.ts) says for how long it holds.
 */
async function verify(given: Verifying, doing: Doing, kind: Kind): Promise<EffectResult | null> {
  const names = doing.input.verify;
  if (names.length === 0 || (kind !== 'contact' && kind !== 'irreversible-act')) return null;
  const history = await lookUpHistory(doing.deps.ledger, doing.found.id);
  const circumstances = circumstancesOf(doing, kind, given.lookUps, history);
  const judged = await Promise.all(
    names.map(async (name): Promise<Judged> => {
      const asked = await ask(given, doing, name, circumstances, history);
      return { name, ...asked, counts: weighed(asked.seen, history.names[name], circumstances) };
    }),
  );
  const verdict = verdictOf(namedFindings(judged));
  const since = history.names[verdict.name]?.unreadableSince ?? null;
  const result = outcomeOf(verdict, circumstances, since, doing.input.slot !== null);
  const asked = result?.status === 'to-check' ? verdict.finding : null;
  await recordFindings(doing, kind, judged, asked, given.lookUps.suppliers);
  return result;
}

type Looked = Omit<Judged, 'name' | 'counts'>;

async function ask(
  { lookUps, own, limit }: Verifying,
  doing: Doing,
  name: string,
  circumstances: Circumstances,
  history: Awaited<ReturnType<typeof lookUpHistory>>,
): Promise<Looked> {
  const ours = own?.[name as LookUp];
  if (ours) return { connector: 'ledger', evidence: null, seen: await ours(doing, circumstances) };
  if (!isOutside(name)) throw new Error(`there is no look-up ${name}`);
  const question = questionOf(doing, name, circumstances, history);
  const { looked, ...told } = await askSystem(lookUps, question, doing.input.rehearsal, limit);
  return { ...told, seen: judge(name, looked, circumstances) };
}

/** What a choice goes by; null: it cannot be known. */
async function choose({ lookUps, limit }: Verifying, doing: Doing, name: LookUp): Promise<string | null> {
  if (name !== 'email-opens') return null;
  const history = { settled: [], names: {} };
  const circumstances = circumstancesOf(doing, 'contact', lookUps, history);
  const question = questionOf(doing, name, circumstances, history);
  const { looked, ...told } = await askSystem(lookUps, question, doing.input.rehearsal, limit);
  const seen = judge(name, looked, circumstances);
  await recordFindings(doing, 'choice', [{ name, ...told, seen, counts: seen }], null, lookUps.suppliers);
  return emailOpens(looked);
}

function isOutside(name: string): name is LookUpName {
  return (LOOK_UP_NAMES as readonly string[]).includes(name);
}
