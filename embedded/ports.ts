import { execFileSync } from 'node:child_process';
import { createConnection, createServer, type Server } from 'node:net';
import { EmbeddedError } from './errors.ts';
import { programOf } from './processes.ts';
import { linuxListener } from './portOwner.ts';

/** A free port of `ip`, which the system gives to nobody else for about a minute. */
export async function freePort(ip = '127.0.0.1'): Promise<number> {
  const server = await listen(ip, 0);
  const { port } = server.address() as { port: number };
  if (process.platform === 'linux') await leaveInTimeWait(server, ip, port);
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Refuses a port that is in use, naming the program that has it where the system tells.
 * @param option the flag or variable that chooses another port, as the user writes it
 */
export async function requireFreePort(
  port: number,
  what: string,
  option: string,
  ip = '127.0.0.1',
): Promise<void> {
  try {
    const server = await listen(ip, port);
    await new Promise((done) => server.close(done));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? `is in use by ${listenerOf(port)}` : `cannot be used (${message})`;
    throw new EmbeddedError(
      'FT-EMB-PORT',
      `Port ${port} for ${what} ${why}. Stop that program or choose another port with ${option}.`,
      { cause: error },
    );
  }
}

function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

/**
 * A connection closed first by the listening side keeps the port out of the system's random choice while binding
 * it by number still works; without it two servers started side by side can be given the same port.
 */
async function leaveInTimeWait(server: Server, host: string, port: number): Promise<void> {
  const client = createConnection({ host, port });
  const clientClosed = new Promise((done) => client.once('close', done));
  await new Promise<void>((resolve) => server.once('connection', (socket) => socket.end(resolve)));
  client.resume();
  client.end();
  await clientClosed;
}

function listenerOf(port: number): string {
  const pid = process.platform === 'linux' ? linuxListener(port) : lsofListener(port);
  return pid === undefined ? 'another program' : `${programOf(pid) ?? 'a program'} (process ${pid})`;
}

function lsofListener(port: number): number | undefined {
  try {
    const text = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
    return Number(text.split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}
