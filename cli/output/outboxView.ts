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
      const what = [entry.verb, entry.name, `by ${entry.channel}`].join(' ');
      const to = entry.recipient === '' ? '' : ` to ${entry.recipient}`;
      return [
        `── ${at} · ${what}${to}${nameCases ? ` · ${entry.case_id}` : ''}`,
        `   ${entry.intent_id}`,
        ...(entry.subject ? [`   ${entry.subject}`, ''] : []),
        ...entry.text.split('\n').map((line) => `   ${line}`.trimEnd()),
      ].join('\n');
    })
    .join('\n\n');
}
