import { DateTime } from 'luxon';
import type { LogEntry } from '../program/state.ts';

const WHAT: Readonly<Record<string, string>> = {
  opened: 'the case was opened',
  replied: 'the contact answered',
  promised: 'the contact promised something',
  'promise-broken': 'what was promised did not come',
  held: 'the case was put on hold',
  resumed: 'the case went on',
  undelivered: 'a message did not arrive',
  approved: 'the act was approved',
  declined: 'the act was declined',
  'approval-void': 'the approval no longer counts',
  'approval-withdrawn': 'the approval was taken back',
};

const CHANNEL: Readonly<Record<string, string>> = {
  'send-portal': 'message in the portal',
  'send-email': 'email',
  'send-text': 'text message',
  call: 'call',
};

/** What was tried and what came of it, a line each: what people read who have to decide. */
export function historyOf(entries: LogEntry[], zone: string, locale: string): string {
  const lines = entries.flatMap((entry) => {
    const words = wordsOf(entry);
    if (words === null) return [];
    const day = DateTime.fromMillis(entry.at, { zone }).setLocale(locale);
    return [`- ${day.toLocaleString({ weekday: 'short', month: 'short', day: 'numeric' })}: ${words}`];
  });
  return lines.join('\n');
}

function wordsOf({ what, about = '', because }: LogEntry): string | null {
  if (what !== 'done' && what !== 'tried') return WHAT[what] ?? null;
  const [, verb = '', name = ''] = /([a-z-]+):([a-z0-9-]+)$/.exec(about) ?? [];
  const channel = CHANNEL[verb];
  if (channel === undefined) return null;
  return `${channel} "${name.replaceAll('-', ' ')}"${because ? ` (${because.replaceAll('-', ' ')})` : ''}`;
}
