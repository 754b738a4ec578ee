import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../../embedded/ports.ts';
import { defaultCacheDir } from '../../../embedded/temporal/cache.ts';
import type { OwnCertificate } from './certificate.ts';

const VERSION = '2.1.3';
const ARTIFACT = `com.icegreen:greenmail-standalone:${VERSION}`;
const FILE = `greenmail-standalone-${VERSION}.jar`;
const SHA256 = '9457fdaf45ded6c87bf84a321a5ced4b4b5e72b1d03686b778df381378afc4c8';

/** GreenMail, a mail server with SMTP and IMAP (IDLE included), for tests. Needs Java 11 or newer. */
export interface MailServer {
  smtpPort: number;
  imapPort: number;
  /** With TLS from the first byte. */
  imapsPort: number;
  stop(): Promise<void>;
}

export type MailPorts = Omit<MailServer, 'stop'>;

export const USER = { user: 'desk@example.com', password: 'a-password-of-the-test' };

/** Starts it on free ports, or on those given: as the same server that was away, though with nothing in it. */
export async function startMailServer(own: OwnCertificate, ports?: MailPorts): Promise<MailServer> {
  const jar = await obtainJar();
  const { smtpPort, imapPort, imapsPort } = ports ?? (await freePorts());
  const options = [
    'greenmail.hostname=127.0.0.1',
    `greenmail.smtp.port=${smtpPort}`,
    'greenmail.smtp.hostname=127.0.0.1',
    `greenmail.imap.port=${imapPort}`,
    'greenmail.imap.hostname=127.0.0.1',
    `greenmail.imaps.port=${imapsPort}`,
    'greenmail.imaps.hostname=127.0.0.1',
    `greenmail.tls.keystore.file=${own.keystore}`,
    `greenmail.tls.keystore.password=${own.password}`,
    `greenmail.users=desk:${USER.password}@example.com`,
    'greenmail.users.login=email',
  ];
  const child = spawn('java', ['-Xmx128m', ...options.map((option) => `-D${option}`), '-jar', jar], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // Its users are made after it has begun to listen.
  const login = `a LOGIN "${USER.user}" "${USER.password}"\r\n`;
  await Promise.all([answers(smtpPort), answers(imapPort, login)]);
  return {
    smtpPort,
    imapPort,
    imapsPort,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePorts(): Promise<MailPorts> {
  return { smtpPort: await freePort(), imapPort: await freePort(), imapsPort: await freePort() };
}

/** Fetched once by Maven into the user's cache, and only the very file that is named here is run. */
async function obtainJar(): Promise<string> {
  const folder = join(defaultCacheDir(), 'greenmail');
  const jar = join(folder, FILE);
  if (await isRight(jar)) return jar;
  await mkdir(folder, { recursive: true });
  const fetched = await mkdtemp(join(tmpdir(), 'followthrough-greenmail-'));
  const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';
  await promisify(execFile)(
    'mvn',
    ['-q', '-B', copy, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${fetched}`],
    {
      timeout: 240_000,
    },
  ).catch((error: Error) => {
    throw new Error(`GreenMail cannot be fetched; these tests need Java and Maven. ${error.message}`);
  });
  if (!(await isRight(join(fetched, FILE))))
    throw new Error(`${ARTIFACT} is not the file that was expected.`);
  await rename(join(fetched, FILE), jar).catch(async () => {
    // The cache is on another disk.
    const { copyFile } = await import('node:fs/promises');
    await copyFile(join(fetched, FILE), `${jar}.${process.pid}`);
    await rename(`${jar}.${process.pid}`, jar);
  });
  await rm(fetched, { recursive: true, force: true });
  return jar;
}

async function isRight(jar: string): Promise<boolean> {
  try {
    return (
      createHash('sha256')
        .update(await readFile(jar))
        .digest('hex') === SHA256
    );
  } catch {
    return false;
  }
}

/** Until it greets, and says OK to what is said then. */
async function answers(port: number, say?: string): Promise<void> {
  for (let left = 300; left > 0; left -= 1) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.setTimeout(1_000, () => socket.destroy());
      let heard = '';
      socket.on('data', (bytes) => {
        if (heard === '' && say !== undefined) socket.write(say);
        heard += bytes.toString('latin1');
        if (say !== undefined && !/^a /m.test(heard)) return;
        resolve(say === undefined || /^a OK/m.test(heard));
        socket.destroy();
      });
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
    });
    if (greeted) return;
    await sleep(100);
  }
  throw new Error(`the mail server does not answer on ${port}`);
}
