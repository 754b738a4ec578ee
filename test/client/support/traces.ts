import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import { connect } from '../../../client/index.ts';
import { callable, once } from '../../http/support/gateway.ts';
import { mail } from '../../inbound/support/mails.ts';
import { ago } from './accounts.ts';
import { alert, ticket } from './alerts.ts';
import { checkIn, IMPORT_PROCEDURES, listOf } from './lists.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** Nobody else has these words, so that a search for them finds what an erasure has forgotten. */
export const CANARY = {
  name: 'Wilma Kanarienvogel',
  email: 'Wilma.Kanarienvogel@example.com',
  phone: '+13105550164',
  portal: 'kanarienvogel-praxis',
};
export const WORDS = 'kanarienvogel|3105550164|canary-90417';

/** Tables of the ledger in which the words stand, each row read as text and each body as it is. */
export async function tablesWith({ client: { ledger } }: Stage, words: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(ledger);
  const found: string[] = [];
  for (const { name } of tables) {
    const body = ['contents', 'upload_parts'].includes(name) ? sql`encode(body, 'escape')` : sql`t::text`;
    const { rows } = await sql`select from ${sql.table(name)} t where ${body} ~* ${words} limit 1`.execute(
      ledger,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** The canary goes through every procedure and leaves what people leave: messages, mails, notes, lists, debts. */
export async function leaveTraces(stage: Stage): Promise<string[]> {
  const { client } = stage;
  const contact = { ...CANARY };
  const alerted = await client.openCase(alert({ id: `canary-90417-${randomUUID()}`, contact }));
  await client.reply(alerted.id, { text: 'This is Wilma Kanarienvogel.', channel: 'portal' });
  const [task] = await until(async () => {
    const tasks = await client.tasks({ caseId: alerted.id });
    return tasks.length > 0 && tasks;
  });
  await client.assignTask(task?.id ?? '', { to: 'kim', by: 'kim' });
  await client.correctContact(alerted.id, { phone: '+13105550165' }, { by: 'kim' });
  await client.correctContact(alerted.id, { phone: CANARY.phone }, { by: 'kim' });
  await client.completeTask(task?.id ?? '', 'settle', { by: 'kim', note: 'Ms Kanarienvogel is happy.' });

  const asked = await client.openCase(ticket({ id: `canary-90417-${randomUUID()}`, contact }));
  await client.receive({
    channel: 'email',
    source: 'webhook',
    eventId: randomUUID(),
    raw: mail({ from: CANARY.email, text: 'Kanarienvogel again: it prints blank pages.' }),
  });
  // In somebody else's name: the words are the canary's, the address is not.
  await client.reply(asked.id, {
    text: 'Please never write to me again. Kanarienvogel',
    channel: 'email',
    address: 'front.desk@example.org',
  });
  const played = await client.rehearse({ procedure: 'no-appointment-booked', contact });
  const checked = await client.rehearse({
    procedure: 'missed-check-in',
    contact,
    conditions: [{ condition: 'checked-in', on: 'still-missing' }],
  });
  const importer = await connect({
    ledgerUrl: stage.ledgerUrl,
    temporal: { address: stage.address, namespace: stage.namespace },
    taskQueue: stage.taskQueue,
    proceduresDir: IMPORT_PROCEDURES,
  });
  const row = { Name: CANARY.name, Email: CANARY.email, Phone: CANARY.phone, 'Client ID': 'canary-90417' };
  await importer.importList({ procedure: 'missed-check-in', file: listOf([checkIn(row)]), by: 'kim' });
  await importer.close();

  await client.importOpenItems({
    source: 'erp',
    procedure: 'customer-statement',
    holds: 'customers',
    rows: [
      {
        row: 1,
        customer: 'C-4711',
        item: {
          number: 'INV-1',
          kind: 'invoice',
          issued: ago(60),
          due: ago(2),
          currency: 'USD',
          amount: 9_900,
          paid: 0,
          level: 0,
        },
        name: CANARY.name,
        email: CANARY.email,
        address: '1 Example Street',
      },
    ],
  } as never);
  const owed = await client.openCase({
    procedure: 'customer-statement',
    source: 'erp',
    id: 'C-4711',
    facts: {
      'oldest-due': `${ago(2)}T00:00:00-05:00`,
      'customer-name': CANARY.name,
      'company-name': 'Example Supplies',
    },
    contact,
  });
  await client.dispute(owed.id, { invoice: 'INV-1', reason: 'Kanarienvogel never got it', by: 'kim' });

  const gateway = await callable(stage);
  const no = { address: CANARY.phone, channel: 'text', evidence: 'Kanarienvogel said stop' };
  const kept = await gateway.post('/v1/opt-outs', no, once());
  expect(kept.status).toBe(201);
  await gateway.close();
  await client.optIn({
    address: CANARY.email,
    channel: 'email',
    evidence: 'form of Kanarienvogel',
    by: 'kim',
  });
  await client.inconvenient({
    address: CANARY.phone,
    from: '12:00',
    until: '13:00',
    note: 'Kanarienvogel eats',
    by: 'kim',
  });
  return [alerted.id, asked.id, owed.id, played.workflowId, checked.workflowId];
}

const COPIED = [
  'cases',
  'timeline',
  'contents',
  'intents',
  'inbound',
  'inbox',
  'outbox',
  'tasks',
  'commands',
  'contact_changes',
  'inconvenient',
  'requests',
];

/** An older copy of the ledger, as a backup has it. */
export async function keepCopy({ client: { ledger } }: Stage): Promise<void> {
  await sql`create schema older`.execute(ledger);
  for (const table of COPIED)
    await sql`create table ${sql.table(`older.${table}`)} as select * from ${sql.table(table)}`.execute(
      ledger,
    );
}

/** The older copy knows of no erasure, and has what was removed since. */
export async function restoreCopy({ client: { ledger } }: Stage): Promise<void> {
  await sql`truncate erased, erasures, erasure_keys`.execute(ledger);
  for (const table of COPIED)
    await sql`insert into ${sql.table(table)} overriding system value
      select * from ${sql.table(`older.${table}`)} on conflict do nothing`.execute(ledger);
}
