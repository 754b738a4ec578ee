import { DateTime } from 'luxon';
import type { PreviewWithTexts, Text } from '../texts.ts';

/** The messages of a preview, one below the other in the order of time. */
export function textsView({ steps, zone }: PreviewWithTexts): string {
  return steps
    .flatMap(({ at, earliest, does }) =>
      does.flatMap(({ verb, name, channel, message }) => {
        if (!message) return [];
        const day = DateTime.fromISO(at ?? earliest ?? '', { zone, locale: 'en' });
        const what =
          channel === undefined ? `${verb} ${name}` : `${verb.replace(/-.*/, '')} ${name} (${channel})`;
        return [`── ${day.toFormat('ccc d LLL yyyy HH:mm')} · ${what}`, ...wordsOf(message), ''];
      }),
    )
    .join('\n')
    .trimEnd();
}

function wordsOf(message: Text): string[] {
  if ('notWritten' in message) return [`   This one cannot be written: ${message.notWritten}`];
  const { subject, title, kind, text } = message;
  const head = subject ?? title;
  return [
    ...(head === undefined ? [] : [`   ${kind === undefined ? '' : `${kind}: `}${head}`, '']),
    ...text.split('\n').map((line) => `   ${line}`.trimEnd()),
  ];
}
