import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedError } from '../errors.ts';

/** How a PostgreSQL program is run: as ourselves, or as another user when we are root. */
export interface RunAs {
  uid?: number;
  gid?: number;
  /** Comes before the program on the command line. */
  prefix: readonly string[];
}

const USER = 'postgres';
const run = promisify(execFile);

/** PostgreSQL refuses to run as root, so root steps down to the user `postgres`, which is made when missing. */
export async function runAs(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const ids = (await idsOf(USER)) ?? (await makeUser()) ?? (await idsOf(USER));
  if (ids !== undefined) return { ...ids, prefix: [] };
  throw new EmbeddedError(
    'FT-EMB-PG-USER',
    `PostgreSQL refuses to run as root, there is no user "${USER}", and none could be made. Make one ` +
      `("useradd --system ${USER}"), start Followthrough as another user than root, or set DATABASE_URL.`,
  );
}

/**
 * Makes sure that the user can enter the folders. Below a closed home such as /root it cannot; there, on Linux,
 * the programs keep one capability of root's, to read and search folders, rather than all of them.
 */
export function reaching(as: RunAs, folders: readonly string[]): RunAs {
  if (as.uid === undefined || as.gid === undefined) return as;
  const { uid, gid } = as;
  const closed = folders
    .map((folder) => firstClosed(folder, uid, gid))
    .find((folder) => folder !== undefined);
  if (closed === undefined) return as;
  const setpriv = findSetpriv();
  if (setpriv !== undefined && mayRead()) return { prefix: [setpriv, ...stepDown(uid, gid)] };
  throw new EmbeddedError(
    'FT-EMB-PG-FOLDER',
    `PostgreSQL runs as user "${USER}" because you are root, and ${USER} may not enter ${closed}. Put Followthrough and ` +
      'its data below a folder that everybody may enter (such as /opt or /srv), start it as another user than root, or set DATABASE_URL.',
  );
}

function stepDown(uid: number, gid: number): string[] {
  const one = '+dac_read_search';
  return [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=-all,${one}`,
    `--ambient-caps=-all,${one}`,
    '--',
  ];
}

/** The folder nearest to the root that the user may not search; folders not made yet are not looked at. */
function firstClosed(folder: string, uid: number, gid: number): string | undefined {
  const parents: string[] = [];
  for (let at = folder; parents[0] !== at; at = dirname(at)) parents.unshift(at);
  return parents.find((parent) => {
    const stat = statSync(parent, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    const search = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    return (stat.mode & search) === 0;
  });
}

function findSetpriv(): string | undefined {
  return ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Containers may run as a root that lacks the capability itself. */
function mayRead(): boolean {
  const readAndSearch = 1n << 2n;
  try {
    const effective = /CapEff:\s*([0-9a-f]+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return effective !== undefined && (BigInt(`0x${effective}`) & readAndSearch) !== 0n;
  } catch {
    return false;
  }
}

async function idsOf(user: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' })),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

async function makeUser(): Promise<undefined> {
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    USER,
  ]).catch(() => run('adduser', ['-S', '-D', '-H', USER]).catch(() => undefined));
}
