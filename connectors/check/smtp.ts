import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpSettings } from '../smtp/smtp.ts';
import type { Finding } from './finding.ts';

/** In milliseconds, for the whole conversation. */
const LIMIT = 10_000;

/** Connects, logs in and says RSET, which changes nothing: no message is begun, so nobody is contacted. */
export function checkSmtp(settings: SmtpSettings, limit: number = LIMIT): Promise<Finding[]> {
  const { host, port, security, user, password } = settings;
  const relay = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: limit,
    greetingTimeout: limit,
    socketTimeout: limit,
  });
  let step: keyof typeof FIXES = 'connect';
  return new Promise((resolve) => {
    const end = (state: Finding['state'], what: string, fix?: string) => {
      clearTimeout(timer);
      relay.close();
      resolve([{ connector: 'smtp', state, what, ...(fix ? { fix } : {}) }, ...advice(settings)]);
    };
    const fail = (error: Error) => end('broken', `${host}:${port}, ${step}: ${error.message}`, FIXES[step]);
    const timer = setTimeout(() => fail(new Error('no answer in time')), limit);
    const reset = () => {
      step = 'use';
      relay.reset((error) =>
        error ? fail(error) : end('works', `${host}:${port} takes mail (${told(settings)}).`),
      );
    };
    relay.on('error', fail);
    relay.connect((error) => {
      if (error) return fail(error);
      if (user === undefined) return reset();
      step = 'login';
      relay.login({ credentials: { user, pass: password ?? '' } }, (refused) =>
        refused ? fail(refused) : reset(),
      );
    });
  });
}

const FIXES = {
  connect: 'Check host, port and security, and that this machine may reach the relay.',
  login: 'Check user and the password in the environment.',
  use: 'Ask whoever runs the relay.',
};

function told({ security, user }: SmtpSettings): string {
  const wire = { tls: 'TLS', starttls: 'STARTTLS', none: 'unencrypted' }[security];
  return user === undefined ? `${wire}, no login` : `${wire}, login taken`;
}

function advice({ replies, bounces }: SmtpSettings): Finding[] {
  const missing = [...(replies ? [] : ['replies']), ...(bounces ? [] : ['bounces'])];
  if (missing.length === 0) return [];
  return [
    {
      connector: 'smtp',
      state: 'missing',
      what: `No address for ${missing.join(' and ')}: answers and bounces are known by thread and sender only.`,
      fix: `Set ${missing.join(' and ')} to a mailbox that takes name+anything@.`,
    },
  ];
}
