import type { Ledger } from '../../ledger/connect.ts';
import { overdueFeeds } from '../../ledger/inbox/feeds.ts';
import type { Finding } from './finding.ts';

/** What comes in and is not read: answers and bounces may wait there. Nothing is said where all is well. */
export async function checkFeeds(ledger: Ledger): Promise<Finding[]> {
  const overdue = await overdueFeeds(ledger, Date.now());
  return overdue.map(({ name, since, because }) => ({
    connector: name,
    state: 'broken',
    what: `It has not been read since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC${because === null ? '' : `: ${because}`}.`,
    fix: 'Check its login and its folders, that this machine may reach it, and that a worker runs; its log says why.',
  }));
}
