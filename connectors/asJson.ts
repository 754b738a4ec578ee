import type { AnyItem, Prepared } from './ports.ts';

/** The item for JSON: a file that goes with it is written in base64. */
export function asJson(item: AnyItem) {
  if (item.verb !== 'send' || !item.attachments) return item;
  const attachments = item.attachments.map(({ body, ...file }) => ({
    ...file,
    base64: body.toString('base64'),
  }));
  return { ...item, attachments };
}

/** What is stored as JSON until it goes out. */
export function jsonBytes(value: object): Prepared {
  return { mediaType: 'application/json', body: Buffer.from(JSON.stringify(value)), messageId: null };
}
