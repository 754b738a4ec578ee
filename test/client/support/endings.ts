import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Followthrough, OpenCase } from '../../../client/index.ts';
import type { ListedTask } from '../../../ledger/tasks.ts';
import { until } from './until.ts';

/** Procedures of these tests: one that asks a manager at once, one that has somebody called. */
export const SOURCE = fileURLToPath(new URL('../procedures', import.meta.url));

const HOUR = 3_600_000;

/** A case that asks a manager as soon as it is opened, in real time. */
export function ending(given: Partial<OpenCase> = {}): OpenCase {
  return {
    procedure: 'ending',
    source: 'desk',
    id: `ending-${randomUUID()}`,
    facts: { since: new Date(Date.now() - HOUR).toISOString(), 'client-name': 'Chris' },
    contact: { name: 'Chris Example', portal: 'chris' },
    ...given,
  };
}

/** The staff of these tests: two managers, one of them away with a stand-in, a coach, and a director. */
export async function withStaff(client: Followthrough): Promise<void> {
  const by = 'morgan';
  const mailbox = (id: string) => `${id}@example.com`;
  await client.addPerson({
    by,
    id: 'morgan',
    name: 'Morgan Example',
    roles: ['manager'],
    mailbox: mailbox('morgan'),
  });
  await client.addPerson({ by, id: 'kim', name: 'Kim Lee', roles: ['manager', 'coach'] });
  await client.addPerson({ by, id: 'sam', name: 'Sam Sample', roles: ['coach'], mailbox: mailbox('sam') });
  await client.addPerson({ by, id: 'mo', name: 'Mo Example', roles: ['director'], mailbox: mailbox('mo') });
}

/** The open task of a kind, as soon as the ledger has it. */
export function openTaskOf(client: Followthrough, caseId: string, kind: string): Promise<ListedTask> {
  return until(async () => (await client.tasks({ caseId })).find((task) => task.kind === kind));
}
