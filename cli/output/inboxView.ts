import type { InboxItem } from '../../client/index.ts';
import { shortId } from '../system/find.ts';
import { table } from './table.ts';
import { moment, ownZone, short } from './times.ts';

const DONE: Record<NonNullable<InboxItem['did']>, string> = {
  replied: 'stopped its case',
  'to-assign': 'somebody must say whose it is',
  'opted-in': 'may be reached again',
  undelivered: 'its message counts as not delivered',
  postponed: 'the case waits until they are back',
  noted: 'nothing followed',
};

/** What came in, a line each, in the zone of this machine. */
export function inboxTable(items: readonly InboxItem[], width: number): string {
  const rows = items.map((item) => [
    shortId(item.id),
    short(item.received_at, ownZone()),
    item.address ?? '',
    item.class,
    item.case_id ?? '',
    item.did ?? 'waits',
    firstWords(item),
  ]);
  return table(rows, width, ['item', 'at', 'from', 'taken for', 'case', 'followed', 'text']);
}

/** One item with its words, and why it was taken for what it is. */
export function inboxItemView(item: InboxItem, width: number): string {
  const { address, case_id: caseId, matched_by: matchedBy, subject, attachments, error } = item;
  const rows = [
    ['item', item.id],
    ['at', moment(item.received_at, ownZone())],
    ['by', `${item.channel}, from ${item.source}`],
    ...(address === null ? [] : [['from', address + (item.authentic ? '' : ' (not proven)')]]),
    ['taken for', `${item.class} (${item.because.replaceAll('-', ' ')})`],
    ['case', caseId === null ? 'none' : `${caseId}${matchedBy === null ? '' : `, by its ${matchedBy}`}`],
    ['followed', doneAbout(item)],
    ...(error === null ? [] : [['failed', `${error} (${item.tries} tries)`]]),
    ...(subject === null ? [] : [['subject', subject]]),
    ...attachments.map(({ name, mediaType, size }) => [
      'attached',
      `${name ?? mediaType}, ${Math.ceil(size / 1_024)} KiB`,
    ]),
  ];
  return `${table(rows, width)}\n\n${item.text.trimEnd()}`;
}

function doneAbout({ did }: InboxItem): string {
  return did === null ? 'not dealt with yet; nothing goes out meanwhile' : DONE[did];
}

function firstWords({ subject, text }: InboxItem): string {
  const words = (text.trim() || (subject ?? '')).replaceAll(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}
