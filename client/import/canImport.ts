import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

/**
 * Whether a list of this procedure can be imported at all, by somebody who speaks for this outside system only.
 * @throws ClientError, ImportError
 */
export async function canImport(
  context: Context,
  procedure: string,
  { source = null }: { source?: string | null } = {},
): Promise<void> {
  await context.procedures.current(procedure);
  const mapping = await context.procedures.mapping(procedure);
  if (source !== null && mapping.source !== source)
    throw new ClientError('FT-CLI-SOURCE', `lists of ${procedure} come from ${mapping.source}.`);
}
