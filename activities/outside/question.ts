import { instantAt, localDate, nextDate } from '../../domain/calendar/localTime.ts';
import { type ContactRules, purposeOf } from '../../domain/contactRules/contactRules.ts';
import { countedFrom } from '../../domain/contactRules/counts.ts';
import { placesOf } from '../../domain/contactRules/places.ts';
import { type Asked, attemptKey } from '../../domain/gate/asked.ts';
import type { ContactEvidence } from '../../domain/gate/evidence.ts';
import type { Question } from '../../ledger/evidence.ts';
import { caseNow, type Doing } from '../doing.ts';
import { type Job, roadOfJob } from './job.ts';

/** What the ledger is asked for about one job. */
export function questionOf(doing: Doing, job: Job, rules: ContactRules): Question {
  const { input, zone, procedure } = doing;
  const now = caseNow(doing);
  const { caseId, round, pass, key } = input;
  return {
    caseId,
    round,
    pass,
    key,
    channel: job.channel,
    road: roadOfJob(job),
    purpose: purposeOf(procedure),
    address: job.recipient,
    localDay: localDate(zone, now),
    at: now,
    known: { at: input.at, heard: input.heard },
    personSince: job.kind === 'contact' ? countedFrom(rules.caps, now) : null,
    act: job.verb === 'act' ? (job.allowedAs ?? job.name) : null,
  };
}

/** What the gate is asked about it. */
export async function askedOf(
  { input, zone }: Doing,
  { kind }: Job,
  given: { question: Question; rules: ContactRules; contact: ContactEvidence },
): Promise<Asked> {
  const { question, rules, contact } = given;
  const { channel, purpose, act, at, localDay } = question;
  return {
    kind,
    channel,
    purpose,
    act,
    now: at,
    tomorrow: instantAt(zone, nextDate(zone, localDay), '00:00'),
    attempt: attemptKey(input),
    rules,
    places: await placesOf(kind === 'contact' ? contact : {}, rules.country),
    work: input,
  };
}
