import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { between } from './between.ts';

export interface Front {
  port: number;
  /** All that anybody on the wire could have read of what was said to the server. */
  overheard(): string;
  close(): void;
}

/**
 * Stands before a mail server and keeps what is said to it in the open. With keys it offers STARTTLS, which GreenMail does
 * not: what is said after that is passed on decrypted, and is none of what could be overheard.
 */
export async function frontOf(port: number, keys?: { pfx: Buffer; passphrase: string }): Promise<Front> {
  let overheard = '';
  const { port: own, close } = await between((open, kept) => {
    if (!keys) {
      open.on('data', (bytes: Buffer) => (overheard += bytes.toString('latin1')));
      join(open, kept(connect(port, '127.0.0.1')));
      return;
    }
    open.write('* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n');
    const listen = (bytes: Buffer) => {
      const said = bytes.toString('latin1');
      overheard += said;
      const [tag = '*', verb = ''] = said.trim().split(' ');
      if (verb.toUpperCase() !== 'STARTTLS') return open.write(`${tag} BAD not before STARTTLS\r\n`);
      open.off('data', listen);
      const inner = kept(connect(port, '127.0.0.1'));
      // The server's greeting was said already. Whoever hears OK begins at once, so everything stands by then.
      inner.once('data', () => {
        open.write(`${tag} OK begin\r\n`);
        const { pfx, passphrase } = keys;
        join(kept(new TLSSocket(open, { isServer: true, pfx, passphrase })), inner);
      });
    };
    open.on('data', listen);
  });
  return { port: own, overheard: () => overheard, close };
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.once('close', () => other.destroy());
  other.once('close', () => one.destroy());
}
