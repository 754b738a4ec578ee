import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Each has its row among the faults in docs/operations.md. */
export const SMTP_BREAKS = [
  /** Takes the whole message and breaks the connection instead of saying so. */
  'accept-then-drop',
  /** Takes the whole message and never answers. */
  'accept-then-silence',
  /** Breaks the connection before the message. */
  'drop-at-recipient',
] as const;

/** What the sink does with the next message; `accept` when nothing is scripted. */
export type SmtpFault =
  | 'accept'
  | (typeof SMTP_BREAKS)[number]
  | { at: 'recipient' | 'data' | 'login'; code: number; text: string };

export interface ReceivedMail {
  messageId: string;
  /** Of the envelope: where the relay sends bounces. */
  from: string;
  to: string[];
  raw: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
}

export interface SmtpSink {
  port: number;
  /** Every message that was taken in whole, also those whose sender was not told. */
  received: ReceivedMail[];
  connections: number;
  next(...faults: SmtpFault[]): void;
  close(): Promise<void>;
}

/**
 * A real SMTP server that keeps what it gets and misbehaves as scripted.
 * @param options.answerAfter milliseconds between having a message and saying so
 */
export async function smtpSink(
  options: { login?: boolean; answerAfter?: () => number } = {},
): Promise<SmtpSink> {
  const faults: SmtpFault[] = [];
  const sockets = new Map<number, Socket>();
  const fault = () => faults[0] ?? 'accept';
  const refusal = (at: 'recipient' | 'data' | 'login') => {
    const now = fault();
    if (typeof now !== 'object' || now.at !== at) return null;
    faults.shift();
    return Object.assign(new Error(now.text), { responseCode: now.code });
  };
  const server = new SMTPServer({
    authOptional: !options.login,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disabledCommands: options.login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    logger: false,
    onAuth: (auth, _session, callback) => callback(refusal('login'), { user: auth.username ?? '' }),
    onRcptTo(_address, session, callback) {
      if (fault() === 'drop-at-recipient') {
        faults.shift();
        sockets.get(session.remotePort)?.destroy();
        return;
      }
      callback(refusal('recipient'));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('data');
        if (refused) return callback(refused);
        const bytes = Buffer.concat(chunks);
        const raw = bytes.toString('utf8');
        sink.received.push({
          messageId: /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? '',
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          hash: createHash('sha256').update(bytes).digest('hex'),
        });
        const now = faults.shift() ?? 'accept';
        if (now === 'accept-then-silence') return;
        if (now === 'accept-then-drop') sockets.get(session.remotePort)?.destroy();
        else setTimeout(() => callback(null, 'taken'), options.answerAfter?.() ?? 0);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sink.connections += 1;
    sockets.set(socket.remotePort ?? 0, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const sink: SmtpSink = {
    port: typeof address === 'object' && address ? address.port : 0,
    received: [],
    connections: 0,
    next: (...more) => void faults.push(...more),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return sink;
}
