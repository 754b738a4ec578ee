import type { PlainItem, Procedure } from './procedure.ts';
import { plainItems } from './timetable.ts';

/** Whatever reaches the contact. */
export const CONTACT = 'contact';
/** A message or call that warns of something. */
export const WARNING = 'warning';
const APPROVED = 'approved ';

/** The words by which a rule can mean what is done: the verb as the file writes it, and the verb with its name. */
export function wordsFor(
  item: Pick<PlainItem, 'verb'> & { channel?: string; name?: string; warnsOf?: string },
): string[] {
  const verb = item.verb === 'send' ? `send-${item.channel}` : item.verb;
  const words = [verb, `${verb} ${item.name}`];
  if (item.verb !== 'send' && item.verb !== 'call') return words;
  return item.warnsOf === undefined ? [CONTACT, ...words] : [CONTACT, WARNING, ...words];
}

/** A rule about order in the file's own words: "never send-email before call". */
export function orderWords({
  never,
  before,
  after,
}: {
  never: string;
  before?: string;
  after?: string;
}): string {
  return `never ${never} ${before === undefined ? `after ${after}` : `before ${before}`}`;
}

/** The act whose approval a rule waits for; null: the words mean something that is done. */
export function approvedIn(words: string): string | null {
  return words.startsWith(APPROVED) ? words.slice(APPROVED.length) : null;
}

/** What a rule of this procedure can wait for besides what is done: a person's approval that still stands. */
export function approvalsIn({ steps }: Pick<Procedure, 'steps'>): string[] {
  const acts = steps.flatMap(plainItems).filter((item) => item.verb === 'act' && item.approvedBy);
  return acts.map((item) => `${APPROVED}${'name' in item ? item.name : ''}`);
}

/** All words that a rule of this procedure can use. */
export function verbsIn({ steps }: Pick<Procedure, 'steps'>): string[] {
  const items = steps.flatMap(plainItems).filter(({ verb }) => verb !== 'end' && verb !== 'ask');
  const done = items.flatMap((item) =>
    item.verb === 'act' && item.with !== undefined ? [item, { verb: item.verb, name: item.with }] : [item],
  );
  return [...new Set(done.flatMap(wordsFor))];
}
