import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { PerformInput, PerformOutcome } from '../../../activities/contract.ts';
import type { Deps } from '../../../activities/deps.ts';
import { createActivities } from '../../../activities/index.ts';
import { type Config, sandboxConfig } from '../../../connectors/config/config.ts';
import { createConnectors } from '../../../connectors/connectors.ts';
import type { CalendarRules } from '../../../domain/calendar/rules.ts';
import type { Effect } from '../../../domain/program/program.ts';
import { openCase } from '../../../ledger/cases.ts';
import { closeLedger, type Ledger, openLedger } from '../../../ledger/connect.ts';
import { keepProcedure } from '../../../ledger/procedures.ts';
import type { Contact } from '../../../ledger/schema.ts';
import { freshDatabase } from '../../support/database.ts';
import { SMALL } from '../../support/smallProcedure.ts';

/** Tue 10 Mar 2026 10:00 in Los Angeles: within the hours of the desk. */
export const NOW = Date.parse('2026-03-10T17:00:00Z');
const HOUR = 3_600_000;

const CALENDAR: CalendarRules = {
  calendar: 'desk',
  title: 'The desk',
  zone: 'America/Los_Angeles',
  weekdays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', until: '17:00' },
  closed: {},
  open: {},
  closesEarly: {},
};

export const HELLO: Effect = { verb: 'send', channel: 'portal', name: 'hello' };
export const HELLO_EMAIL: Effect = { verb: 'send', channel: 'email', name: 'hello' };
export const SAID: Effect = { verb: 'note', name: 'said' };

/** A ledger of this test file's own, with activities on it. */
export interface Desk {
  ledger: Ledger;
  /** What the activities stand on; a test may change it. */
  deps: Deps;
  configure(routes: Partial<Config['routes']>): void;
  /** Opens a case and returns its id. */
  open(given?: {
    rehearsal?: boolean;
    contact?: Contact;
    occurrence?: string;
    ownerPerson?: string;
  }): Promise<string>;
  /** Performs a step as the workflow would ask for it. */
  perform(
    caseId: string,
    effects: Effect[],
    more?: Partial<PerformInput>,
    env?: Env,
  ): Promise<PerformOutcome>;
  close: () => Promise<void>;
}

export type Env = ConstructorParameters<typeof MockActivityEnvironment>[0];

export async function desk(): Promise<Desk> {
  const database = await freshDatabase();
  const ledger = openLedger(database.url);
  await keepProcedure(ledger, SMALL, 'test', NOW);
  const deps: Deps = {
    ledger,
    connectors: createConnectors(sandboxConfig(), ledger),
    calendar: () => CALENDAR,
    owners: { desk: 'Example Desk' },
    clock: () => NOW,
  };
  return {
    ledger,
    deps,
    configure(routes) {
      const config = sandboxConfig();
      deps.connectors = createConnectors({ ...config, routes: { ...config.routes, ...routes } }, ledger);
    },
    async open({
      rehearsal = false,
      contact = { name: 'Pat Example', email: 'pat@example.com' },
      occurrence,
      ownerPerson,
    } = {}) {
      const id = occurrence ?? randomUUID();
      const { found } = await openCase(ledger, {
        id: `small:test:${id}`,
        procedure: 'small',
        hash: SMALL.hash,
        variant: null,
        source: 'test',
        occurrence: id,
        facts: { 'pet-name': 'Rex' },
        contact,
        owner: 'desk',
        ...(ownerPerson === undefined ? {} : { ownerPerson }),
        rehearsal,
        openedAt: NOW - 24 * HOUR,
        plan: null,
      });
      return found.id;
    },
    perform: (caseId, effects, more = {}, env = {}) =>
      environment(env).run(
        (input: PerformInput) => createActivities(deps).performStep(input),
        performing(caseId, effects, more),
      ),
    async close() {
      await closeLedger(ledger);
      await database.drop();
    },
  };
}

/** The first of six attempts, scheduled now; what the worker would log is left out. */
export function environment(env: Env = {}): MockActivityEnvironment {
  const info = {
    retryPolicy: { maximumAttempts: 6 },
    scheduledTimestampMs: NOW,
    scheduleToCloseTimeoutMs: 12 * HOUR,
    ...env,
  };
  return new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR', () => undefined) });
}

/** A step on day 1 that is due now. */
export function performing(
  caseId: string,
  effects: Effect[],
  more: Partial<PerformInput> = {},
): PerformInput {
  return {
    caseId,
    round: 1,
    pass: 0,
    key: 'day-1',
    step: 'day-1',
    from: 0,
    effects,
    attempt: true,
    slot: { at: NOW - HOUR / 6, until: NOW + 7 * HOUR },
    at: NOW,
    calendar: 'desk',
    rehearsal: false,
    facts: {},
    warnings: [],
    approvals: [],
    heard: [],
    lastAttempt: null,
    again: 0,
    verify: [],
    taskHours: 48,
    despiteReply: false,
    view: {
      status: 'waiting',
      waitingOn: 'step:day-2',
      nextAt: NOW + 24 * HOUR,
      attempts: 1,
      round: 1,
      outcome: null,
    },
    ...more,
  };
}
