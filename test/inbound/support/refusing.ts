import { connect } from 'node:net';
import { between } from './between.ts';

export interface RefusingServer {
  port: number;
  /** From now on. */
  refuse(rule: Rule): void;
  close(): void;
}

/** What is answered to a command in place of the server; `hang-up` closes the connection; null: the server answers. */
export type Rule = (command: string) => string | null;

/**
 * Stands before a real mail server and answers some commands in its place. The server itself keeps messages in its memory
 * and hands out whatever it has taken, so that none of them can be spoilt there.
 */
export async function refusingServer(imapPort: number): Promise<RefusingServer> {
  let rule: Rule = () => null;
  const { port, close } = await between((open, kept) => {
    const inner = kept(connect(imapPort, '127.0.0.1'));
    inner.pipe(open);
    open.once('close', () => inner.destroy());
    inner.once('close', () => open.destroy());
    let heard = '';
    open.on('data', (bytes: Buffer) => {
      const lines = `${heard}${bytes.toString('latin1')}`.split('\r\n');
      heard = lines.pop() ?? '';
      for (const line of lines) {
        const [tag = '', ...command] = line.split(' ');
        const answer = rule(command.join(' '));
        if (answer === 'hang-up') open.destroy();
        else if (answer === null) inner.write(`${line}\r\n`, 'latin1');
        else open.write(`${tag} ${answer}\r\n`);
      }
    });
  });
  return {
    port,
    refuse(next) {
      rule = next;
    },
    close,
  };
}
