import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Child, startChild } from '../../../embedded/child.ts';
import { lastLines } from '../../../embedded/logFile.ts';
import { freePort } from '../../../embedded/ports.ts';
import { startPostgres } from '../../../embedded/postgres.ts';
import { until } from '../../client/support/until.ts';
import { filled, readCompose, readExample, type Service } from './compose.ts';
import { here, healthy, partsOfTemporal } from './here.ts';
import { imageIn, temporalPrograms } from './programs.ts';

const run = promisify(execFile);
/** A program that plays every way of all procedures says more than Node keeps by itself. */
const MOST_SAID = 64 * 1024 * 1024;
const KILL = [['SIGKILL', 5_000]] as const;
const END = [['SIGTERM', 20_000], ...KILL] as const;

/** The stack of docker-compose.yml on this machine, without containers: same programs, same environment. */
export interface Stack {
  url: string;
  /** Runs a one-shot service, or `followthrough` with other words, as `docker compose run` does. */
  once(service: string, words?: string[]): Promise<string>;
  start(service: string): Promise<void>;
  /** kill -9 of all processes of a service. */
  kill(service: string): Promise<void>;
  /** The last lines of every program. */
  logs(): string;
  close(): Promise<void>;
}

export interface StackOptions {
  procedures: string;
  /** What followthrough.yaml says. */
  config: string;
  /** Secrets that it names: lines of .env. */
  secrets: Record<string, string>;
  say: (line: string) => void;
}

export async function openStack({ procedures, config, secrets, say }: StackOptions): Promise<Stack> {
  const programs = await temporalPrograms(say);
  const folder = await mkdtemp(join(tmpdir(), 'followthrough-stack-'));
  // PostgreSQL runs as a user of its own when we are root, and must be able to enter.
  await chmod(folder, 0o755);
  for (const each of ['config', 'data', 'tmp']) await mkdir(join(folder, each));
  await writeFile(join(folder, 'config', 'followthrough.yaml'), config);
  const app = await imageIn(folder, say).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const postgres = await startPostgres({
    dataDir: join(folder, 'records'),
    logFile: join(folder, 'postgres.log'),
  });
  const compose = readCompose();
  const dotEnv = { ...readExample(), ...secrets, POSTGRES_PASSWORD: new URL(postgres.url).password };
  const { frontend, variables } = await partsOfTemporal();
  const ports = { database: postgres.port, temporal: frontend, gateway: await freePort() };
  const running = new Map<string, Child[]>();

  const where = { ports, folder, procedures, app };
  const local = (text: string, tmp: string): string => here(filled(text, dotEnv), where, tmp);
  const service = (name: string): Service => {
    const found = compose.services[name];
    if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
    return found;
  };
  const environment = ({ environment: own = {}, env_file }: Service, shared: string) => ({
    PATH: `${programs}:${process.env['PATH']}`,
    ...(env_file
      ? { ...dotEnv, NODE_ENV: 'production', TZ: 'UTC', ...imageVariables(app, folder) }
      : variables),
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, local(value, shared)])),
  });
  const words = (name: string, given: Service, shared: string, others?: string[]): string[] => {
    const said = others
      ? ['followthrough', ...others]
      : [...(given.entrypoint ?? []), ...(given.command ?? [])];
    const line = said.map((word) => local(word, shared));
    if (name === 'temporal') return ['temporal-server', 'start'];
    return line[0] === 'followthrough'
      ? [process.execPath, join(app, 'cli/followthrough.mjs'), ...line.slice(1)]
      : line;
  };
  const url = `http://127.0.0.1:${ports.gateway}`;
  /** The service's own check, or that of the image. */
  const isWell = ({ healthcheck }: Service, shared: string): Promise<boolean> =>
    healthcheck?.test
      ? healthy(healthcheck.test.map((word) => local(word, shared)))
      : fetch(`${url}/health`).then(
          ({ ok }) => ok,
          () => false,
        );
  return {
    url,
    async once(name, others) {
      const given = service(name);
      const shared = join(folder, 'tmp');
      const [command = '', ...args] = words(name, given, shared, others);
      const { stdout } = await run(command, args, {
        env: environment(given, shared),
        cwd: app,
        maxBuffer: MOST_SAID,
      });
      return stdout;
    },
    async start(name) {
      const given = service(name);
      const children: Child[] = [];
      for (let n = 1; n <= (given.deploy?.replicas ?? 1); n += 1) {
        const shared = join(folder, 'tmp', `${name}-${n}`);
        await mkdir(shared, { recursive: true });
        const [command = '', ...args] = words(name, given, shared);
        children.push(
          await startChild({
            command: command === 'temporal-server' ? join(programs, command) : command,
            args,
            env: environment(given, shared),
            logFile: join(folder, `${name}-${n}.log`),
            onOurDeath: 'SIGKILL',
          }),
        );
        await until(() => isWell(given, shared), 60_000);
      }
      running.set(name, children);
    },
    async kill(name) {
      await Promise.all((running.get(name) ?? []).map((child) => child.stop(KILL)));
    },
    logs() {
      const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
      return files.map((name) => `--- ${name}\n${lastLines(join(folder, name))}`).join('\n');
    },
    async close() {
      for (const children of [...running.values()].reverse())
        await Promise.all(children.map((child) => child.stop(END)));
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const imageVariables = (app: string, folder: string) => ({
  FOLLOWTHROUGH_BUNDLE: join(app, 'workflows.bundle.js'),
  FOLLOWTHROUGH_CACHE: join(folder, 'data', 'cache'),
  FOLLOWTHROUGH_DATA_DIR: join(folder, 'data'),
});
