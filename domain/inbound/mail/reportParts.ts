import type { Attachment, Email } from 'postal-mime';
import { addressOf } from './address.ts';
import type { Mail } from './mail.ts';

type ReportParts = Pick<Mail, 'deliveryStatus' | 'feedback' | 'disposition' | 'returned' | 'attachments'>;

/** More of a report than any machine writes about one message. */
const LONGEST = 64 * 1024;

/** The parts that machines write for machines (RFC 6522), and what came along besides. */
export function reportParts({ attachments }: Email): ReportParts {
  const textOf = (...mediaTypes: string[]) => {
    const found = attachments.find(({ mimeType }) => mediaTypes.includes(mimeType));
    return found ? beginningOf(found) : null;
  };
  return {
    deliveryStatus: textOf('message/delivery-status', 'message/global-delivery-status'),
    feedback: textOf('message/feedback-report'),
    disposition: textOf('message/disposition-notification', 'message/global-disposition-notification'),
    returned: textOf('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'),
    attachments: attachments.slice(0, 200).map(({ filename, mimeType, content }) => ({
      name: filename,
      mediaType: mimeType,
      size: typeof content === 'string' ? content.length : content.byteLength,
    })),
  };
}

function beginningOf({ content }: Attachment): string {
  if (typeof content === 'string') return content.slice(0, LONGEST);
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  return new TextDecoder().decode(bytes.subarray(0, LONGEST));
}

/** The fields of such a part: groups are divided by empty lines, folded lines belong together. */
export function fieldGroups(text: string): Map<string, string>[] {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/);
  return groups
    .map((group) => {
      const fields = new Map<string, string>();
      for (const line of group.split('\n')) {
        const [, name, value] = /^([A-Za-z0-9-]{1,80}):\s*(.*)$/.exec(line) ?? [];
        if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), (value ?? '').trim());
      }
      return fields;
    })
    .filter((fields) => fields.size > 0);
}

/** "rfc822; pat@example.com" → "pat@example.com". */
export function addressIn(field: string | undefined): string | null {
  const bare = (field ?? '')
    .replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '');
  return addressOf(bare);
}
