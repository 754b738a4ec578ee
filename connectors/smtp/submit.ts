import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { ConnectorError } from '../errors/connectorError.ts';
import type { Signal } from '../errors/signal.ts';

/** In milliseconds; `total` bounds the whole conversation. */
export interface SmtpTimeouts {
  connection: number;
  greeting: number;
  socket: number;
  total: number;
}

export const SMTP_TIMEOUTS: SmtpTimeouts = {
  connection: 5_000,
  greeting: 5_000,
  socket: 20_000,
  total: 25_000,
};

export interface Relay {
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` required, or `none` for a relay on the same machine. */
  security: 'tls' | 'starttls' | 'none';
  user?: string;
  password?: string;
  timeouts?: SmtpTimeouts;
}

/**
 * Hands one message to the relay and returns its answer. nodemailer's transport hides whether the message itself had
 * begun to go out when a connection broke, and that decides whether its fate is known; so its connection is used directly.
 * @throws ConnectorError
 */
export function submit(relay: Relay, mail: { from: string; to: string; body: Buffer }): Promise<string> {
  const timeouts = relay.timeouts ?? SMTP_TIMEOUTS;
  const connection = new SMTPConnection({
    host: relay.host,
    port: relay.port,
    secure: relay.security === 'tls',
    requireTLS: relay.security === 'starttls',
    ignoreTLS: relay.security === 'none',
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
  });
  return new Promise((resolve, reject) => {
    let stage: Signal['stage'] = 'connect';
    const fail = (error: SmtpError) => {
      clearTimeout(total);
      connection.close();
      reject(new ConnectorError(signalOf(error, stage), error.response || error.message));
    };
    const total = setTimeout(() => fail(new Error('the conversation took too long')), timeouts.total);
    // The stream is read only after the relay has said that it wants the message.
    const body = new Readable({
      read() {
        stage = 'content';
        this.push(mail.body);
        this.push(null);
      },
    });
    const send = () => {
      stage = 'recipient';
      connection.send({ from: mail.from, to: [mail.to] }, body, (error, info) => {
        if (error) return fail(error);
        clearTimeout(total);
        connection.quit();
        resolve(info.response.slice(0, 200));
      });
    };
    // Stays on: an error that comes after the end must not be unheard.
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      if (relay.user === undefined) return send();
      stage = 'login';
      const credentials = { user: relay.user, pass: relay.password ?? '' };
      connection.login({ credentials }, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

interface SmtpError extends Error {
  code?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
}

function signalOf(error: SmtpError, stage: Signal['stage']): Signal {
  const status = error.responseCode || null;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? '')?.[1] ?? null;
  const refusedHere =
    status === null && error.command === 'API' && /^(EAUTH|EENVELOPE)$/.test(error.code ?? '');
  return { over: 'smtp', status, enhanced, stage, refusedHere };
}
