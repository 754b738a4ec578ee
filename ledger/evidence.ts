import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Status } from '../domain/program/state.ts';
import type { Ledger } from './connect.ts';
import { sameAddress } from './locks.ts';
import type { Contact } from './schema.ts';

/** What the gate asks about. */
export interface Question {
  caseId: string;
  round: number;
  pass: number;
  key: string;
  /** For acts and notes: `act`, `note`. */
  channel: string;
  address: string;
  localDay: string;
  /** Contacts with the same person are counted from here on. */
  personSince: Instant;
  /** For an irreversible act: its name, which the warning and the approval must bear. */
  act: string | null;
}

/** All that the ledger knows that may speak against a contact or an act, read at one moment. */
export interface Evidence {
  status: Status;
  asOf: Instant;
  consent: Contact['consent'] | null;
  /** Replies that nobody has dealt with. */
  replies: string[];
  /** Holds, resumptions, withdrawals and conditions met that the workflow has not answered yet, oldest first. */
  pending: { name: string; args: Record<string, unknown> }[];
  suppressed: string | null;
  switchedOff: string | null;
  /** Another attempt of this case went out, or may have gone out, on this local day. */
  attemptToday: boolean;
  /** How many attempts have gone to the same address in live cases. */
  personContacts: number;
  /** The newest message of this round that warned of the act. */
  warning: { acceptedAt: Instant; deliveredAt: Instant | null } | null;
  /** A reply, dealt with or not, that came after that warning. */
  replySinceWarning: boolean;
  approval: { decision: string; revoked: boolean } | null;
}

/** Reads the evidence as one statement, so that it is of one moment. Undefined: the ledger has no such case. */
export async function readEvidence(tx: Ledger, question: Question): Promise<Evidence | undefined> {
  const { caseId, round, pass, key, channel, localDay, act } = question;
  const address = sameAddress(question.address);
  const since = new Date(question.personSince);
  const { rows } = await sql<Evidence>`
    select c.status, c.as_of as "asOf", c.contact -> 'consent' as consent,
      coalesce((select json_agg(i.id order by i.received_at, i.id) from inbound i where i.released_at is null
        and (i.case_id = c.id or (i.case_id is null and i.address = ${address}))), '[]') as replies,
      coalesce((select json_agg(json_build_object('name', k.name, 'args', k.args) order by k.created_at, k.id)
        from commands k where k.case_id = c.id and k.answered_at is null
        and k.name in ('hold', 'resume', 'withdraw', 'conditionMet')), '[]') as pending,
      (select s.reason from suppressions s where s.channel = ${channel} and s.address = ${address}) as suppressed,
      (select w.reason from switches w where w.channel in (${channel}, '*') order by w.channel limit 1) as "switchedOff",
      exists (select from intents n where n.case_id = c.id and n.attempt and n.local_day = ${localDay}
        and n.state in ('sending', 'unknown', 'with-person', 'accepted')
        and (n.round, n.pass, n.key) <> (${round}::int, ${pass}::int, ${key}::text)) as "attemptToday",
      (select count(*)::int from intents n join cases o on o.id = n.case_id and not o.rehearsal
        where n.attempt and n.recipient = ${question.address} and n.accepted_at >= ${since}) as "personContacts",
      (select json_build_object('acceptedAt', floor(extract(epoch from n.accepted_at) * 1000),
          'deliveredAt', case when n.undelivered_at is null then floor(extract(epoch from n.delivered_at) * 1000) end)
        from intents n where n.case_id = c.id and n.round = ${round} and n.warns_of = ${act} and n.state = 'accepted'
        order by n.accepted_at desc limit 1) as warning,
      exists (select from inbound i where i.case_id = c.id and i.received_at > (select max(n.accepted_at) from intents n
        where n.case_id = c.id and n.round = ${round} and n.warns_of = ${act} and n.state = 'accepted'))
        as "replySinceWarning",
      (select json_build_object('decision', a.decision, 'revoked', a.revoked_at is not null) from approvals a
        where a.case_id = c.id and a.act = ${act} order by a.revoked_at is not null, a.approved_at desc limit 1) as approval
    from cases c where c.id = ${caseId}`.execute(tx);
  return rows[0];
}
