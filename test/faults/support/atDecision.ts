import { randomUUID } from 'node:crypto';
import type { Stage } from '../../client/support/stage.ts';
import { until } from '../../client/support/until.ts';
import { openWith } from './openWith.ts';
import { DAY_MS } from './questions.ts';

/** A live case whose client was warned, and whose end a manager may approve now. */
export interface AtDecision {
  id: string;
  /** The manager's yes: the two acts of the end follow at once. */
  approve: () => Promise<void>;
  /** Where the client writes from. */
  email: string;
}

export async function atDecision(stage: Stage): Promise<AtDecision> {
  const occurrence = randomUUID();
  const facts = { missed: new Date(Date.now() - 4 * DAY_MS).toISOString(), 'client-name': 'Pat' };
  const email = `pat.${occurrence}@example.com`;
  const contact = { name: 'Pat Example', portal: `pat-${occurrence}`, email };
  const given = { procedure: 'warned-end', source: 'desk', id: occurrence, facts, contact };
  const id = await openWith(stage, given, { due: Date.now() });
  const question = await until(async () => {
    const open = await stage.client.tasks({ caseId: id });
    return open.find(({ kind }) => kind === 'decision');
  });
  return {
    id,
    email,
    approve: async () => {
      await stage.client.completeTask(question.id, 'approve', { by: 'morgan' });
    },
  };
}
