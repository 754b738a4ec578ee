import { resolve } from 'node:path';
import { type Child, type Exit, startChild } from '../child.ts';
import { EmbeddedError } from '../errors.ts';
import { takeLock } from '../lock.ts';
import { freePort, requireFreePort } from '../ports.ts';
import type { StopSteps } from '../processes.ts';
import { serverArguments } from './arguments.ts';
import { untilReady } from './ready.ts';
import { requireRoom, type SearchAttributes } from './searchAttributes.ts';
import { claimVersion, confirmVersion } from './versionFile.ts';
import { isNewEnough, OLDEST_SERVER, versionOf } from './version.ts';

export interface TemporalServerOptions {
  /** Path of the server program, from obtainTemporalServer. */
  binary: string;
  dbFilename: string;
  logFile: string;
  namespace?: string;
  retentionDays?: number;
  searchAttributes?: SearchAttributes;
  /** Loopback only. */
  ip?: string;
  /** Free ports are chosen where none is given. */
  port?: number;
  uiPort?: number;
  headless?: boolean;
  /** Whom the Web UI asks to open what is sealed. */
  uiCodecEndpoint?: string;
  dynamicConfig?: Readonly<Record<string, unknown>>;
  /** How far a skip of time may be late, as '50ms'; the server's own default is one second. */
  timerProcessorMaxTimeShift?: string;
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'never';
  startWithinMs?: number;
}

export interface TemporalServer {
  address: string;
  uiUrl?: string;
  pid: number;
  namespace: string;
  serverVersion: string;
  /** Resolves when the server is gone, whether stopped or crashed. */
  exited: Promise<Exit>;
  stop(): Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);
/** The server bounds its own stopping by five seconds; SQLite loses nothing by a kill. */
const STOP: StopSteps = [
  ['SIGTERM', 8_000],
  ['SIGKILL', 5_000],
];

/**
 * Starts a Temporal server on a SQLite file and returns when it has finished a probe workflow in a namespace of the
 * configured retention. It ends with our process, also when that is killed.
 * @throws EmbeddedError FT-EMB-LOCKED, -PORT, -LOOPBACK, -VERSION, -START, -RETENTION, -ATTRIBUTE, -NO-SERVER
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const ip = loopback(options.ip ?? '127.0.0.1');
  requireRoom(namespaceOf(options), options.searchAttributes ?? {});
  const version = await usableVersion(options.binary);
  const dbFilename = resolve(options.dbFilename);
  const lock = await takeLock(`${dbFilename}.lock`, `The Temporal data file ${dbFilename}`, STOP);
  let child: Child | undefined;
  const stop = async () => {
    await child?.stop(STOP);
    lock.release();
  };
  try {
    claimVersion(dbFilename, version.serverVersion);
    const ports = await choosePorts(options, ip);
    child = await launch(options, { ip, dbFilename, ...ports, ours: version.ours });
    lock.setChild(child.pid);
    const address = `${ip.includes(':') ? `[${ip}]` : ip}:${ports.port}`;
    await untilReady(child, address, {
      namespace: namespaceOf(options),
      retentionDays: options.retentionDays ?? 30,
      searchAttributes: options.searchAttributes ?? {},
      startWithinMs: options.startWithinMs ?? 60_000,
      logFile: options.logFile,
    });
    confirmVersion(dbFilename, version.serverVersion);
    return {
      address,
      ...(ports.uiPort === undefined ? {} : { uiUrl: `http://${ip}:${ports.uiPort}` }),
      pid: child.pid,
      namespace: namespaceOf(options),
      serverVersion: version.serverVersion,
      exited: child.exited,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function namespaceOf(options: TemporalServerOptions): string {
  return options.namespace ?? 'followthrough';
}

function loopback(ip: string): string {
  if (LOOPBACK.has(ip)) return ip === 'localhost' ? '127.0.0.1' : ip;
  throw new EmbeddedError(
    'FT-EMB-LOOPBACK',
    `The embedded Temporal server has neither TLS nor logins and does not listen on ${ip}. Use 127.0.0.1, or run a ` +
      'Temporal server of your own and set TEMPORAL_ADDRESS.',
  );
}

async function usableVersion(binary: string) {
  const version = await versionOf(binary);
  if (version !== undefined && isNewEnough(version.serverVersion)) return version;
  const found =
    version === undefined ? 'is not a Temporal server program' : `brings server ${version.serverVersion}`;
  throw new EmbeddedError(
    'FT-EMB-NO-SERVER',
    `${binary} ${found}; Temporal server ${OLDEST_SERVER} or newer is needed.`,
  );
}

async function choosePorts({ port, uiPort, headless }: TemporalServerOptions, ip: string) {
  if (port !== undefined) await requireFreePort(port, 'Temporal', '--temporal-port', ip);
  if (uiPort !== undefined && headless !== true)
    await requireFreePort(uiPort, 'the Temporal Web UI', '--ui-port', ip);
  return {
    port: port ?? (await freePort(ip)),
    uiPort: headless === true ? undefined : (uiPort ?? (await freePort(ip))),
  };
}

interface Launch {
  ip: string;
  port: number;
  uiPort: number | undefined;
  dbFilename: string;
  ours: boolean;
}

function launch(options: TemporalServerOptions, { ours, ...where }: Launch): Promise<Child> {
  const shift = options.timerProcessorMaxTimeShift;
  const args = serverArguments({
    ...where,
    namespace: namespaceOf(options),
    searchAttributes: options.searchAttributes ?? {},
    dynamicConfig: {
      ...options.dynamicConfig,
      ...(shift === undefined ? {} : { 'history.timerProcessorMaxTimeShift': shift }),
    },
    logLevel: options.logLevel ?? 'warn',
    ...(options.uiCodecEndpoint === undefined ? {} : { uiCodecEndpoint: options.uiCodecEndpoint }),
  });
  return startChild({
    command: options.binary,
    args,
    env: { ...process.env, FOLLOWTHROUGH_PARENT_PIPE: '1' },
    logFile: options.logFile,
    onOurDeath: ours ? 'pipe' : 'SIGTERM',
  });
}
