import { instantAt, nextDate } from '../../domain/calendar/localTime.ts';
import { DryRunError } from '../../domain/dryRun/errors.ts';
import { stopIn } from '../../domain/dryRun/stopped.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { pastCases } from '../../ledger/pastCases.ts';
import type { PastLine } from '../input/pastCases.ts';

/** The whole days of a period in a zone, as instants. @throws DryRunError FT-DRY-PERIOD */
export function periodOf(zone: string, from: string | undefined, to: string | undefined) {
  for (const [option, date] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    if (date === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
      throw new DryRunError(
        'FT-DRY-PERIOD',
        date === undefined ? `${option} is missing.` : `${option} "${date}" is no date such as 2026-03-01.`,
      );
  }
  const [first = '', last = ''] = [from, to];
  if (first > last) throw new DryRunError('FT-DRY-PERIOD', `${first} comes after ${last}.`);
  return {
    from: instantAt(zone, first, '00:00'),
    until: instantAt(zone, nextDate(zone, last), '00:00'),
  };
}

/** The ledger's own cases that opened in the period, numbered from 1, each with when it stopped from outside. */
export async function* casesOfLedger(
  ledger: Ledger,
  procedure: string,
  period: { from: number; until: number },
): AsyncGenerator<PastLine> {
  let number = 0;
  for await (const { row, turns } of pastCases(ledger, procedure, period)) {
    number += 1;
    const { id, variant, facts, contact, opened_at: openedAt } = row;
    const { email, phone, portal, name } = contact;
    const stop = stopIn(turns.map(({ key, ...turn }) => ({ ...turn, own: key.startsWith('ended|') })));
    const who = email ?? phone ?? portal ?? name ?? null;
    yield { number, past: { name: id, contact: who, variant: variant ?? undefined, facts, openedAt, stop } };
  }
}
