import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { findCase } from '../../ledger/cases.ts';
import { isSuppressed } from '../../ledger/parked.ts';
import { run } from '../cli/support/command.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(90_000);

const PROCEDURES = fileURLToPath(new URL('./procedures', import.meta.url));
const DAY = 24 * 3_600_000;

let stage: Stage;
let relay: SmtpSink;
let env: Record<string, string>;
beforeAll(async () => {
  relay = await smtpSink();
  stage = await openStage({ proceduresDir: PROCEDURES });
  const config = sandboxConfig();
  const settings = {
    host: '127.0.0.1',
    port: relay.port,
    security: 'none',
    from: 'desk@example.com',
    messageIdSecret: 'x',
  } as const;
  config.routes.email = { by: 'smtp', settings };
  await stage.startWorker({ deps: { connectors: createConnectors(config, stage.client.ledger) } });
  env = {
    DATABASE_URL: stage.ledgerUrl,
    TEMPORAL_ADDRESS: stage.address,
    TEMPORAL_NAMESPACE: stage.namespace,
    TZ: 'UTC',
  };
});
afterAll(async () => {
  await stage?.close();
  await relay?.close();
});

let cases = 0;
/** A case whose email is due today, to an address that the relay refuses. */
async function refusedAddress() {
  cases += 1;
  const address = `refused-${cases}@example.com`;
  relay.next({ at: 'recipient', code: 550, text: '5.1.1 no such mailbox' });
  const { id: caseId } = await stage.client.openCase({
    procedure: 'overdue',
    source: 'erp',
    id: String(cases),
    facts: { opened: new Date(Date.now() - 300 * DAY).toISOString() },
    contact: { name: 'Pat Example', email: address },
  });
  const [parked] = await until(async () => {
    const found = await stage.client.parked({ caseId });
    return found.length > 0 && found;
  });
  return { caseId, address, task: parked?.id ?? '' };
}

const command = (...args: string[]) => run(['parked', ...args, '--as', 'kim'], { env });
const receivedBy = (address: string) => relay.received.filter(({ to }) => to.includes(address)).length;

describe('An email to an address that was refused', () => {
  test('goes there again, once, when a person says that the address works', async () => {
    const { address, task } = await refusedAddress();
    const { ledger } = stage.client;
    expect(await isSuppressed(ledger, 'email', address)).toBe(true);
    const unsure = await command('release', task, '--note', 'again');
    expect([unsure.code === 0, unsure.stderr]).toEqual([
      false,
      expect.stringContaining('its address was refused'),
    ]);
    const told = await command('release', task, '--address-works', '--note', 'they have repaired it');
    expect([told.code, told.stderr]).toEqual([0, '']);
    await until(async () => receivedBy(address) > 0);
    expect(receivedBy(address)).toBe(1);
    expect(await isSuppressed(ledger, 'email', address)).toBe(false);
  });

  test('goes to the right one when a person corrects it, for the whole case, and never to the wrong one', async () => {
    const { address, task, caseId } = await refusedAddress();
    const { ledger } = stage.client;
    const bad = await command('edit', task, '--to', 'no address', '--note', 'x');
    expect([bad.code === 0, bad.stderr]).toEqual([false, expect.stringContaining('FT-CLI-CONTACT')]);
    const told = await command('edit', task, '--to', 'right@example.com', '--note', 'a slip');
    expect([told.code, told.stderr]).toEqual([0, '']);
    await until(async () => receivedBy('right@example.com') > 0);
    expect([receivedBy('right@example.com'), receivedBy(address)]).toEqual([1, 0]);
    expect((await findCase(ledger, caseId))?.contact.email).toBe('right@example.com');
    expect(await isSuppressed(ledger, 'email', address)).toBe(true);
  });
});
