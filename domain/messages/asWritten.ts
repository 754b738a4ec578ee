import type { MessageChannel } from './fileName.ts';
import { htmlOf } from './html.ts';
import { oneLine, paragraphs } from './plain.ts';
import type { Rendered } from './write.ts';

/** A message in the words of a person, cleaned as those of a template are. */
export function asWritten(
  channel: MessageChannel,
  { subject, text }: { subject: string | null; text: string },
): Rendered {
  const body = paragraphs(text);
  return {
    ...(subject === null ? {} : { subject: oneLine(subject) }),
    text: body,
    ...(channel === 'email' ? { html: htmlOf(body) } : {}),
  };
}
