import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Effect } from '../../domain/program/program.ts';
import { recordApproval, revokeApproval } from '../../ledger/approvals.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { type Desk, desk, NOW } from '../activities/support/desk.ts';
import { seeded } from '../support/seeded.ts';
import { type WatchedActs, watchedActs } from './support/watchedActs.ts';

const RACES = 1_000;
const AT_ONCE = 20;
const DAY = 24 * 3_600_000;
const ACT = 'end-programme';
const WARNING: Effect = { verb: 'send', channel: 'portal', name: 'hello', warnsOf: ACT };
const END: Effect = { verb: 'act', name: ACT, irreversible: true };
const LAST_DAY = { key: 'day-2', step: 'day-2', attempt: false, slot: { at: NOW, until: NOW + 2 * DAY } };

let at: Desk;
let acts: WatchedActs;
beforeAll(async () => {
  at = await desk();
  acts = watchedActs(at.ledger);
  at.deps.connectors = acts.connectors;
}, 60_000);
afterAll(() => at.close());

/** What comes in between approval and act, as the ledger takes it before anybody is told that it was taken. */
const NEWS: Record<string, (caseId: string) => Promise<unknown>> = {
  reply: (caseId) =>
    recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: caseId,
      text: 'Please wait!',
      receivedAt: NOW + DAY,
    }),
  'check-in': (caseId) => said(caseId, 'conditionMet', { condition: 'checked-in' }),
  booking: (caseId) => said(caseId, 'conditionMet', { condition: 'booked' }),
  payment: (caseId) => said(caseId, 'conditionMet', { condition: 'paid' }),
  withdrawal: (caseId) => said(caseId, 'withdraw', {}),
  hold: (caseId) => said(caseId, 'hold', { until: null }),
  'approval taken back': (caseId) =>
    revokeApproval(at.ledger, { caseId, act: ACT, by: 'morgan', at: NOW + DAY }),
};
const KINDS = Object.keys(NEWS);

function said(caseId: string, name: string, args: object): Promise<unknown> {
  return recordCommand(at.ledger, { caseId, name, args, actor: 'sam', at: NOW + DAY });
}

/** Warned on the first day, and approved. */
async function approved(): Promise<string> {
  const caseId = await at.open();
  at.deps.clock = () => NOW;
  await at.perform(caseId, [WARNING]);
  await recordApproval(at.ledger, { caseId, act: ACT, decision: 'd-1', by: 'morgan', at: NOW });
  return caseId;
}

/** When the news sets out: so many milliseconds after the act has, or for certain before it or after it. */
type Delay = number | 'before' | 'after';

async function race(caseId: string, kind: string, delay: Delay) {
  const tell = async () => {
    await NEWS[kind]?.(caseId);
    return performance.now();
  };
  const before = delay === 'before' ? await tell() : null;
  const set = performance.now();
  const proof = {
    warnings: [{ act: ACT, at: NOW, deliveredAt: NOW, key: 'day-1' }],
    approvals: [{ act: ACT, by: 'morgan', at: NOW, decision: 'd-1' }],
  };
  const act = at.perform(caseId, [END], { ...LAST_DAY, ...proof, at: NOW + DAY });
  const told = typeof delay === 'number' ? sleep(delay).then(tell) : act.then(tell);
  const [acknowledged, { results }] = await Promise.all([before ?? told, act]);
  const [began] = acts.began(caseId);
  return { kind, began, acknowledged, status: results[0]?.status, took: (began ?? set) - set };
}

describe('An approved act and what speaks against it', () => {
  test(`in ${RACES} races at the gate with a reply, a check-in, a booking, a payment, a withdrawal, a hold or an approval taken back, no act begins after the news was acknowledged`, async () => {
    const random = seeded(20_260_312);
    const ready: string[] = [];
    for (let round = 0; round < RACES; round += AT_ONCE) {
      ready.push(...(await Promise.all(Array.from({ length: AT_ONCE }, approved))));
    }
    at.deps.clock = () => NOW + DAY;
    const over: Awaited<ReturnType<typeof race>>[] = [];
    // News comes at any moment of an act, as long as acts take on this machine at this load.
    let usual = 50;
    while (ready.length > 0) {
      const races = ready.splice(0, AT_ONCE).map((caseId, index) => {
        const count = over.length + index;
        const certain = (['before', 'after'] as const)[Math.floor(count / KINDS.length)];
        return race(caseId, KINDS[count % KINDS.length] ?? '', certain ?? random() * usual * 1.5);
      });
      const ended = await Promise.all(races);
      over.push(...ended);
      const took = ended.filter(({ began }) => began !== undefined).map((one) => one.took);
      usual = took.length > 0 ? Math.max(...took) : usual * 2;
    }

    expect(over).toHaveLength(RACES);
    const late = over.filter(({ began, acknowledged }) => began !== undefined && began > acknowledged);
    expect(late.map(({ kind }) => kind)).toEqual([]);
    expect(over.filter(({ began, status }) => (status === 'done') !== (began !== undefined))).toEqual([]);
    // Both orders must have happened with every kind of news, or the test has shown nothing.
    for (const kind of KINDS) {
      const of = over.filter((one) => one.kind === kind);
      const done = of.filter(({ status }) => status === 'done').length;
      expect([kind, done > 0, done < of.length]).toEqual([kind, true, true]);
    }
  }, 180_000);
});
