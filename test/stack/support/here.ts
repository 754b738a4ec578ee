import { execFile } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './compose.ts';

/** Where things are on this machine that have names and places of their own inside of containers. */
export interface Here {
  ports: { database: number; temporal: number; gateway: number };
  /** What volumes hold. */
  folder: string;
  procedures: string;
  /** The content of the image. */
  app: string;
}

/** A word of a command or a value of the environment, as it is here. `tmp` is that of one container. */
export function here(word: string, { ports, folder, procedures, app }: Here, tmp: string): string {
  const places: [RegExp, string][] = [
    [/\bpostgres:5432\b/, `127.0.0.1:${ports.database}`],
    [/\btemporal:7233\b/, `127.0.0.1:${ports.temporal}`],
    [/^postgres$/, '127.0.0.1'],
    [/^5432$/, String(ports.database)],
    [/^7233$/, String(ports.temporal)],
    [/^8230$/, String(ports.gateway)],
    [/^0\.0\.0\.0$/, '127.0.0.1'],
    [/^\/stack\b/, join(root, 'server/stack')],
    [/^\/procedures\b/, procedures],
    [/^\/(config|data)\b/, `${folder}/$1`],
    [/(^| )\/tmp\b/, `$1${tmp}`],
    [/^\/app\b/, app],
  ];
  // The first that fits, and no other: what it gives may look like a place in a container again.
  const [place, instead] = places.find(([each]) => each.test(word)) ?? [/^/, ''];
  return word.replace(place, instead);
}

/** In containers each program has the ports to itself; here the parts of Temporal share them with everybody. */
export async function partsOfTemporal(): Promise<{ frontend: number; variables: Record<string, string> }> {
  const variables: Record<string, string> = {};
  for (const part of ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'])
    for (const kind of ['GRPC', 'MEMBERSHIP']) variables[`${part}_${kind}_PORT`] = String(await lowPort());
  variables['FRONTEND_HTTP_PORT'] = String(await lowPort());
  return { frontend: Number(variables['FRONTEND_GRPC_PORT']), variables };
}

/** On PostgreSQL Temporal keeps its ports in a column that ends at 32767. */
async function lowPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

/** The check of a container. `nc -z` is not on every machine, so we knock ourselves. */
export async function healthy([kind, ...words]: string[]): Promise<boolean> {
  const [command = '', ...args] = kind === 'CMD-SHELL' ? ['sh', '-c', words.join(' ')] : words;
  if (command === 'nc') return knocks(args.at(-2) ?? '', Number(args.at(-1)));
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}

function knocks(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
