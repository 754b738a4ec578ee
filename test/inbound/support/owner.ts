import { ImapFlow } from 'imapflow';
import { USER } from './greenmail.ts';

/** The owner of the mailbox, with a program of their own. */
export function ownerAt(port: number): ImapFlow {
  const auth = { user: USER.user, pass: USER.password };
  return new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false });
}

export async function folderAt(port: number, name: string): Promise<void> {
  const client = ownerAt(port);
  await client.connect();
  await client.mailboxCreate(name);
  await client.logout();
}

/** Puts a mail into a folder. */
export async function putAt(port: number, folder: string, raw: Buffer): Promise<void> {
  const client = ownerAt(port);
  await client.connect();
  await client.append(folder, raw);
  await client.logout();
}
