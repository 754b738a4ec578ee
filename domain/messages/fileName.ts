/** Where a message goes; notes, tasks, scripts of calls and what staff are told stay inside the house. */
export const MESSAGE_CHANNELS = [
  'portal',
  'email',
  'text',
  'note',
  'task',
  'call',
  'tell',
  'letter',
] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** What a path below the procedure's folder says about the file. `variant` is null for the wording all variants share. */
export type MessageFileName =
  | { is: 'message'; name: string; channel: MessageChannel; locale: string; variant: string | null }
  | { is: 'partial'; name: string; locale: string; variant: string | null };

const PATH = /^messages\/(?:([a-z0-9][a-z0-9-]*)\/)?([^/]+)\.liquid$/;
const MESSAGE = /^([a-z0-9][a-z0-9-]*)\.([a-z]+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/;
const PARTIAL = /^_([a-z0-9][a-z0-9-]*)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/;

function isChannel(word: string): word is MessageChannel {
  return (MESSAGE_CHANNELS as readonly string[]).includes(word);
}

/** Reads a path such as "messages/5/last-reminder.portal.en.liquid"; undefined when it follows no rule. */
export function readFileName(path: string): MessageFileName | undefined {
  const [, variant = null, stem = ''] = PATH.exec(path) ?? [];
  const [, name, channel, locale] = MESSAGE.exec(stem) ?? [];
  if (name && channel && locale && isChannel(channel))
    return { is: 'message', name, channel, locale, variant };
  const [, part, partLocale] = PARTIAL.exec(stem) ?? [];
  if (part && partLocale) return { is: 'partial', name: part, locale: partLocale, variant };
  return undefined;
}
