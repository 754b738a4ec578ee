/** A mailbox that is read. It is never changed: messages stay where they are, and unread. */
export interface MailboxSettings {
  /** Its name in the configuration: under it the ledger knows how far it has been read. */
  name: string;
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` required, or `none` for a server on the same machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  /** Each is watched by a connection of its own. */
  folders: string[];
  /** How often a folder is looked through besides, because servers forget to tell of new mail. */
  sweepSeconds: number;
}
