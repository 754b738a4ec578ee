/** A file that came along. It stays inside the stored original and is never shown by itself (RPY-17). */
export interface AttachedFile {
  name: string | null;
  mediaType: string;
  /** In bytes. */
  size: number;
}

/** Why a mail was read in part only: it stays stored as it came. */
export type MailTrouble =
  | 'cut-off'
  | 'too-many-parts'
  | 'headers-too-long'
  | 'unreadable'
  /** The server has handed out its headers alone, or nothing. */
  | 'not-handed-out';

export interface Mail {
  /** In the order in which they stand, names in lower case, values unfolded. */
  headers: readonly { name: string; value: string }[];
  /** Lower case; null: there is none, or it is no address. */
  from: string | null;
  fromName: string | null;
  /** Every address that it was sent or delivered to, in lower case. */
  to: string[];
  subject: string;
  /** With its angle brackets. */
  messageId: string | null;
  /** Ids that it refers to, the nearest first: In-Reply-To, then References from the end. */
  refersTo: string[];
  /** As it was written, with what it quotes. */
  text: string;
  /** The parts of a report of a machine, as text; null: there is none. */
  deliveryStatus: string | null;
  feedback: string | null;
  disposition: string | null;
  /** The beginning of the message that a report gives back. */
  returned: string | null;
  attachments: AttachedFile[];
  trouble: MailTrouble | null;
}

/** All values of a header, in order; the name in lower case. */
export function headersNamed({ headers }: Pick<Mail, 'headers'>, name: string): string[] {
  return headers.filter((header) => header.name === name).map(({ value }) => value.trim());
}

/** The first value of a header; null: it is not there. */
export function headerOf(mail: Pick<Mail, 'headers'>, name: string): string | null {
  return headersNamed(mail, name)[0] ?? null;
}
