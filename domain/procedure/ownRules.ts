import type { PlainItem, Procedure } from './procedure.ts';
import { plainItems } from './timetable.ts';

/** The words by which a rule can mean what is done: the verb as the file writes it, and the verb with its name. */
export function wordsFor(item: Pick<PlainItem, 'verb'> & { channel?: string; name?: string }): string[] {
  const verb = item.verb === 'send' ? `send-${item.channel}` : item.verb;
  return [verb, `${verb} ${item.name}`];
}

/** All words that a rule of this procedure can use. */
export function verbsIn({ steps }: Pick<Procedure, 'steps'>): string[] {
  const done = steps.flatMap(plainItems).filter(({ verb }) => verb !== 'end' && verb !== 'ask');
  return [...new Set(done.flatMap(wordsFor))];
}
