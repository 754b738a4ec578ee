import { instantAt, localDate, nextDate } from '../../domain/calendar/localTime.ts';
import type { Question } from '../../ledger/evidence.ts';
import { caseNow, type Doing } from '../doing.ts';
import type { Asked } from '../gate/asked.ts';
import type { Job } from './job.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What the ledger is asked for, and what the gate is asked, about one job. */
export function questionOf(doing: Doing, job: Job): { question: Question; asked: Asked } {
  const { deps, input, zone } = doing;
  const now = caseNow(doing);
  const localDay = localDate(zone, now);
  const act = job.verb === 'act' ? job.name : null;
  const { caseId, round, pass, key } = input;
  return {
    question: {
      caseId,
      round,
      pass,
      key,
      channel: job.channel,
      address: job.recipient,
      localDay,
      personSince: now - (deps.perPerson?.days ?? 0) * DAY,
      act,
    },
    asked: {
      kind: job.kind,
      channel: job.channel,
      act,
      now,
      tomorrow: instantAt(zone, nextDate(zone, localDay), '00:00'),
      perPerson: deps.perPerson,
      work: input,
    },
  };
}
