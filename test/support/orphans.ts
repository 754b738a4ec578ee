import type { Followthrough } from '../../client/index.ts';

/**
 * Says which cases of a stage nothing would touch any more, a line each. Two queries and a list; cases by name only where
 * those leave a doubt. `broken` are cases whose run a test has ended on purpose. A Temporal server that the test has ended says nothing.
 */
export async function orphansOf(
  client: Pick<Followthrough, 'orphans'>,
  broken: readonly string[] = [],
): Promise<string[]> {
  try {
    const found = (await client.orphans()).filter(({ caseId }) => !broken.includes(caseId));
    return found.map(({ caseId, because, about }) => `${caseId}: ${because}${about ? ` (${about})` : ''}`);
  } catch (error) {
    if (error instanceof Error && error.name === 'Undelivered') return [];
    throw error;
  }
}
