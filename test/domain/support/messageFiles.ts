import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '../../../domain/messages/catalog.ts';

const PROCEDURES = join(import.meta.dirname ?? '.', '../../../procedures');

/** The message files of a shipped procedure, by path below its folder. */
export function messageFiles(procedure: string): Record<string, string> {
  const folder = join(PROCEDURES, procedure);
  return Object.fromEntries(
    readdirSync(join(folder, 'messages'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.liquid'))
      .map((name) => [`messages/${name}`, readFileSync(join(folder, 'messages', name), 'utf8')]),
  );
}

export function shippedCatalog(procedure: string): Catalog {
  return new Catalog(messageFiles(procedure));
}
