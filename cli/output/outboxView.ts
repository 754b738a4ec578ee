import type { OutboxEntry } from '../../ledger/schema.ts';
import { moment, ownZone } from './times.ts';

/** Messages as they would have gone out, one below the other. */
export function outboxView(
  entries: OutboxEntry[],
  zones: ReadonlyMap<string, string>,
  nameCases: boolean,
): string {
  return entries
    .map((entry) => {
      const at = moment(entry.at, zones.get(entry.case_id) ?? ownZone());
      return [
        `── ${at} · ${whatAndWho(entry)}${nameCases ? ` · ${entry.case_id}` : ''}`,
        ...(entry.subject ? [`   ${entry.subject}`, ''] : []),
        ...entry.text.split('\n').map((line) => `   ${line}`.trimEnd()),
        `   (${entry.intent_id})`,
      ].join('\n');
    })
    .join('\n\n');
}

/** A note and an act are for the outside system that knows the occurrence, whose id says nothing to people. */
function whatAndWho({ verb, channel, name, recipient }: OutboxEntry): string {
  if (verb === 'send') return `${channel} ${name} to ${recipient}`;
  return channel === 'tell' ? `message ${name} to ${recipient}` : `${verb} ${name}`;
}
