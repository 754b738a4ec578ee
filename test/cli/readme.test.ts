import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import { run } from './support/command.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'followthrough-readme-'));
const procedures = join(folder, 'procedures');

/** Blocks whose first line names what they are: a file below procedures/, or "preview". */
const blocks = [...README.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));

beforeAll(() => {
  for (const { name, text } of blocks.filter((block) => block.name.startsWith('procedures/'))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the procedure that the README shows', () => {
  test('is whole: a calendar, a procedure and its messages', () => {
    expect(blocks.map(({ name }) => name)).toEqual([
      'procedures/calendars/our-office.yaml',
      'procedures/quote-follow-up/procedure.yaml',
      'procedures/quote-follow-up/messages/reminder.email.en.liquid',
      'procedures/quote-follow-up/messages/call-the-customer.task.en.liquid',
      'procedures/quote-follow-up/messages/last-reminder.email.en.liquid',
      'preview',
    ]);
  });

  test('has no problem', async () => {
    const { code, stdout } = await run(['check', '--procedures', procedures]);
    expect(stdout).toMatch(
      /^✓ quote-follow-up: version 1 is fine\n  every rule holds on every path with at most two unplanned events \([\d,]+ paths through [\d,]+ situations\)\n$/,
    );
    expect(code).toBe(0);
  });

  test('has the dates that the README shows', async () => {
    const line = /^npx followthrough (preview quote-follow-up .*)$/m.exec(README)?.[1] ?? '';
    const { stdout } = await run([...line.split(' '), '--procedures', procedures]);
    expect(stdout).toBe(blocks.at(-1)?.text);
  });
});

test('the configuration that docs/connectors.md shows is accepted', () => {
  const page = readFileSync(new URL('../../docs/connectors.md', import.meta.url), 'utf8');
  const text = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
  const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const env = {
    SMTP_PASSWORD: 'example',
    DESK_PASSWORD: 'example',
    MESSAGE_ID_SECRET: 'example of a long secret',
    CRM_SECRET: secret,
    PORTAL_SECRET: secret,
    DKIM_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const { config, problems } = readConfig(text, 'followthrough.yaml', env);
  expect(problems).toEqual([]);
  expect(config?.routes.email.by).toBe('smtp');
});

describe('the README', () => {
  test('names only commands that exist', async () => {
    const named = [...README.matchAll(/npx followthrough ([a-z-]+)/g)].map(([, command = '']) => command);
    const { stdout } = await run(['--help']);
    for (const command of new Set(named)) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  });

  test('links only to files that exist', () => {
    const links = [...README.matchAll(/\]\((docs\/[^)]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(4);
    for (const path of links.filter((each) => !each.endsWith('/')))
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').length).toBeGreaterThan(100);
  });
});
