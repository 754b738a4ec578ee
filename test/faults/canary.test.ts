import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { OpenCase } from '../../client/index.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { canary, foundIn, textOf } from './support/canaries.ts';
import { gated } from './support/gated.ts';
import { type OwnServer, ownServer } from './support/ownServer.ts';
import { allRuns } from './support/runs.ts';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const UNKNOWN_MAILBOX = {
  over: 'smtp',
  status: 550,
  enhanced: '5.1.1',
  stage: 'recipient',
  refusedHere: false,
} as const;
const TABLES = ['cases', 'timeline', 'inbound', 'intents', 'tasks', 'commands', 'approvals', 'outbox'];

/** What people are called, what they write, and what other systems say of them: each stands in a place of its own. */
const PERSONAL = {
  doctor: canary('doctor'),
  contact: canary('contact'),
  portal: canary('portal'),
  email: `${canary('email')}@example.com`,
  phone: canary('555-0100'),
  patient: canary('patient'),
  question: canary('question'),
  resolution: canary('resolution'),
  changed: canary('changed'),
  customer: canary('customer'),
  agent: canary('agent'),
  issue: canary('issue'),
  subject: canary('subject'),
  thread: `<${canary('thread')}@example.com>`,
  reply: canary('reply'),
  sender: `${canary('sender')}@example.com`,
  event: canary('event'),
  lateReply: canary('late-reply'),
  staff: canary('staff'),
  approver: canary('approver'),
  manager: canary('manager'),
  system: canary('system'),
  note: canary('note'),
  relay: `${canary('relay')}@example.com`,
};

/** What is nowhere on record: the words of a fault of ours, and another system's id of an event. */
const PASSING = { fault: canary('fault'), event: canary('event-id') };

/** Somebody tells Temporal what does not belong there: the search must find it. */
const SEEDED = canary('seeded');

function alertOf(id: string, resolution = 'as-is'): OpenCase {
  return {
    procedure: 'case-alert',
    source: 'lab-crm',
    id,
    variant: '5',
    facts: {
      'alert-sent': '2026-03-09T10:00:00-07:00',
      'doctor-name': PERSONAL.doctor,
      'patient-case': PERSONAL.patient,
      'alert-text': PERSONAL.question,
      resolution,
    },
    contact: { name: PERSONAL.contact, portal: PERSONAL.portal },
  };
}

const TICKET: OpenCase = {
  procedure: 'three-follow-ups',
  source: 'desk',
  id: 'reopened',
  facts: {
    'solution-sent': '2026-03-12T10:00:00+11:00',
    'customer-name': PERSONAL.customer,
    'agent-name': PERSONAL.agent,
    issue: PERSONAL.issue,
    'thread-subject': PERSONAL.subject,
    'thread-message-id': PERSONAL.thread,
  },
  contact: { name: PERSONAL.customer, email: PERSONAL.email },
};

let server: OwnServer;
let stage: Stage;
let cases: string[];
/** The texts in which the words are looked for, by what they are. */
let histories: Map<string, string>;
let files: Map<string, Buffer>;

beforeAll(async () => {
  server = await ownServer();
  stage = await openStage({ address: server.address });
  const port = gated(stage.client.ledger);
  await stage.startWorker({ deps: { connectors: port.connectors, lease: 0 } });
  const { client } = stage;

  // Words of a fault of ours, and of another system: both may name people.
  port.whileDelivering = once(() => new Error(`${PASSING.fault} is not there`));
  const answered = await answeredAlert();
  const cancelled = await cancelledAlert();
  port.whileDelivering = once(() => new ConnectorError(UNKNOWN_MAILBOX, `550 <${PERSONAL.relay}> unknown`));
  const reopened = await reopenedTicket();
  const seeded = (await client.openCase(alertOf('seeded'))).id;
  await client.engine.workflow.getHandle(seeded).signal('customerReplied', { text: SEEDED });
  await until(async () => (await client.show(seeded)).status === 'answered');

  cases = [answered, cancelled, reopened, seeded];
  histories = new Map();
  for (const id of cases) histories.set(id, (await allRuns(stage, id)).map(textOf).join('\n'));
  files = await server.files();
});
afterAll(async () => {
  await stage?.close();
  await server?.stop();
});

describe('SRV-8, SRV-9: what people are called and what they write', () => {
  test('is in the ledger: every one of these words has been told', async () => {
    const tables = await Promise.all(
      TABLES.map((table) => sql`select t::text from ${sql.table(table)} t`.execute(stage.client.ledger)),
    );
    const ledger = new Map([['ledger', textOf(tables.map(({ rows }) => rows))]]);
    const missing = Object.values(PERSONAL).filter((word) => foundIn(ledger, word).length === 0);
    expect(missing).toEqual([]);
  });

  test('is in no history of Temporal', () => {
    expect(leaked(histories)).toEqual([]);
  });

  test("is in no file of Temporal's: not in its data, not in what it writes ahead, not in its log", () => {
    expect(leaked(files)).toEqual([]);
  });

  test('would be found there: a word that somebody told Temporal is, and so is every case by its id', () => {
    expect(foundIn(histories, SEEDED)).toHaveLength(1);
    expect(foundIn(files, SEEDED).length).toBeGreaterThan(0);
    for (const id of cases) expect(foundIn(files, id).length).toBeGreaterThan(0);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'temporal.log']),
    );
    expect(files.get('temporal.log')?.length).toBeGreaterThan(0);
  });
});

function leaked(places: Map<string, string | Buffer>): string[] {
  const words = [...Object.values(PERSONAL), ...Object.values(PASSING)];
  return words.filter((word) => foundIn(places, word).length > 0);
}

/** Answered, held, changed, resumed, done, and answered once more after the end. */
async function answeredAlert(): Promise<string> {
  const { client } = stage;
  const alert = await rehearsed(alertOf('answered', PERSONAL.resolution), 'America/Los_Angeles');
  const by = PERSONAL.staff;
  await alert.until('step:day-2');
  await client.chooseResolution(alert.id, { resolution: `with ${PERSONAL.changed}`, by });
  await client.reply(alert.id, {
    text: `${PERSONAL.reply}, call me at ${PERSONAL.phone}`,
    channel: 'email',
    source: 'mailbox',
    eventId: PERSONAL.event,
    address: PERSONAL.sender,
  });
  await alert.rest();
  await client.resume(alert.id, { by });
  const { now } = await alert.rest();
  await client.hold(alert.id, { by, until: now + 3 * DAY_MS, reason: 'asked to wait' });
  await client.managerApproved(alert.id, {
    source: 'chat',
    approver: PERSONAL.manager,
    eventId: PASSING.event,
  });
  await client.conditionMet(alert.id, { condition: 'coffee-break', source: PERSONAL.system });
  await alert.until('task');
  const [task] = (await client.tasks({ caseId: alert.id })).filter(({ kind }) => kind === 'step');
  await client.completeTask(task?.id ?? '', 'done', { by, note: PERSONAL.note });
  expect(await alert.outcome()).toBe('proceeded');
  await client.reply(alert.id, { text: PERSONAL.lateReply });
  return alert.id;
}

async function cancelledAlert(): Promise<string> {
  const { client } = stage;
  const alert = await rehearsed(alertOf('cancelled', 'cancel'), 'America/Los_Angeles');
  await alert.until('decision');
  await alert.task('choose-resolution', 'cancel');
  const [decision] = await client.tasks({ caseId: alert.id });
  await client.completeTask(decision?.id ?? '', 'approve', { by: PERSONAL.approver });
  expect(await alert.outcome()).toBe('cancelled');
  return alert.id;
}

/** Refused by the mail relay, tried again, ended, opened again by a reply, and settled. */
async function reopenedTicket(): Promise<string> {
  const ticket = await rehearsed(TICKET, 'Australia/Sydney');
  await ticket.until('problem');
  await ticket.task('problem', 'try-again');
  await ticket.until('nothing');
  expect(await ticket.outcome()).toBe('ended');
  await ticket.reply(PERSONAL.lateReply);
  await ticket.task('reply', 'settle');
  expect(await ticket.outcome()).toBe('answered');
  return ticket.id;
}

async function rehearsed(given: OpenCase, zone: string): Promise<RehearsedCase> {
  const { id } = await stage.client.openCase({ ...given, rehearsal: true });
  return new RehearsedCase(stage, id, zone);
}

/** Throws the first time only. */
function once(error: () => Error): () => Promise<void> {
  let thrown = false;
  return async () => {
    if (thrown) return;
    thrown = true;
    throw error();
  };
}
