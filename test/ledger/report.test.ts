import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Figures } from '../../client/index.ts';
import { report, type ReportOptions } from '../../client/report/report.ts';
import type { Context } from '../../client/context.ts';
import { Shelf } from '../../client/procedures.ts';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { countedByHand } from './support/countedByHand.ts';
import { fillWithCases, PROCEDURE, ZONE } from './support/manyCases.ts';

const NOW = Date.parse('2026-04-08T20:00:00Z');
const PERIOD: ReportOptions = { from: '2026-03-04', to: '2026-04-15', now: NOW };

/** Rounding may differ by a millisecond, and a mean in its last digit. */
function same(counted: Figures | null): unknown {
  if (counted === null) return null;
  const spread = (each: Figures['timeToReply']) =>
    each === null
      ? null
      : {
          ...each,
          medianMs: near(each.medianMs, 1.5),
          p90Ms: near(each.p90Ms, 1.5),
        };
  return {
    ...counted,
    timeToReply: spread(counted.timeToReply),
    timeToOutcome: spread(counted.timeToOutcome),
    decisions: spread(counted.decisions),
    attemptsPerCase: counted.attemptsPerCase === null ? null : near(counted.attemptsPerCase, 1e-9),
  };
}

function near(value: number, within: number): unknown {
  return {
    asymmetricMatch: (other: unknown) => typeof other === 'number' && Math.abs(other - value) <= within,
    toString: () => `about ${value}`,
  };
}

describe.each([1, 2, 3])('The report of 1,500 random cases, seed %d', (seed) => {
  let database: TestDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    database = await freshDatabase();
    ledger = openLedger(database.url);
    await fillWithCases(ledger, seed, 1_500);
  }, 60_000);
  afterAll(async () => {
    await closeLedger(ledger);
    await database.drop();
  });

  test('says what a count by hand of all rows says, for every week and every version', async () => {
    const context = { ledger, procedures: new Shelf(ledger) } as Context;
    const told = await report(context, PROCEDURE, PERIOD);
    expect(told.weeks).toHaveLength(6);
    expect(told.zone).toBe(ZONE);
    const counted = await countedByHand(ledger, {
      procedure: PROCEDURE,
      zone: ZONE,
      weeks: told.weeks.map(({ week }) => week),
      from: Date.parse('2026-03-02T08:00:00Z'),
      until: NOW,
    });
    expect(told.total).toEqual(same(counted.at(null, null)));
    expect(told.versions.map(({ hash }) => hash).sort()).toEqual(['a', 'b', 'c']);
    for (const { hash, figures, comparable } of told.versions) {
      expect(figures).toEqual(same(counted.at(null, hash)));
      expect(comparable?.opened).toBeGreaterThan(50);
      expect(comparable).toEqual(same(counted.ripe(hash)));
    }
    for (const { week, figures, versions } of told.weeks) {
      expect(figures).toEqual(same(counted.at(week, null)));
      for (const { hash, figures: own } of versions) expect(own).toEqual(same(counted.at(week, hash)));
    }
  }, 60_000);

  test('has something of every figure to compare, or the comparison shows nothing', async () => {
    const context = { ledger, procedures: new Shelf(ledger) } as Context;
    const { total } = await report(context, PROCEDURE, PERIOD);
    expect(total).toMatchObject({ timeToReply: { few: false }, decisions: { few: false } });
    for (const each of ['opened', 'attempts', 'ended', 'reopened', 'undelivered', 'optOuts'] as const)
      expect(total?.[each]).toBeGreaterThan(10);
    expect(total?.replies.afterTheEnd).toBeGreaterThan(10);
    expect(Object.keys(total?.replies.afterAttempts ?? {}).length).toBeGreaterThan(3);
    expect(Object.keys(total?.outcomes ?? {})).toHaveLength(4);
  });
});
