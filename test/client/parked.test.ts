import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { claimNew } from '../../ledger/claims.ts';
import { newId } from '../../ledger/id.ts';
import { acceptance, intentsOfCase, markNotAccepted } from '../../ledger/intents.ts';
import { suppress } from '../../ledger/suppressions.ts';
import { openTasks } from '../../ledger/tasks.ts';
import { run } from '../cli/support/command.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { alert, ticket } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(90_000);

let stage: Stage;
let crm: HttpSink;
let env: Record<string, string>;

/** A running worker whose CRM is a real HTTP server. */
beforeAll(async () => {
  stage = await openStage();
  crm = await httpSink();
  const config = sandboxConfig();
  config.routes.note = { by: 'webhook', settings: { url: crm.url, secret: crm.secret } };
  await stage.startWorker({ deps: { connectors: createConnectors(config, stage.client.ledger) } });
  env = {
    DATABASE_URL: stage.ledgerUrl,
    TEMPORAL_ADDRESS: stage.address,
    TEMPORAL_NAMESPACE: stage.namespace,
    TZ: 'America/Los_Angeles',
  };
});
afterAll(async () => {
  await stage?.close({ orphans: made });
  await crm?.close();
});

const made: string[] = [];
const BY = { by: 'kim', note: 'their CRM was down' };
const parkedOf = async (caseId: string) => (await stage.client.parked({ caseId }))[0];

/** A case whose first note the CRM refuses. */
async function refusedNote(): Promise<string> {
  crm.next(422);
  const { id } = await stage.client.openCase(alert());
  await until(() => parkedOf(id));
  return id;
}

describe('What could not be done is parked', () => {
  test('with its reason, and goes out again when a person releases it', async () => {
    const id = await refusedNote();
    const found = await parkedOf(id);
    expect(found).toMatchObject({
      caseId: id,
      reason: 'request-refused',
      says: expect.stringContaining('The other system refused the request as it was.'),
      mayHaveArrived: false,
      message: { channel: 'note', name: 'original-alert', detail: 'HTTP 422' },
    });
    const before = crm.received.length;
    await stage.client.releaseParked(found?.id ?? '', BY);
    await until(async () => crm.received.length > before);
    await until(async () => (await parkedOf(id)) === undefined);
    const told = (await stage.client.history(id)).map(({ words }) => words).join('\n');
    expect(told).toContain('their CRM was down');
  });

  test('and is left out when a person drops it: it counts as not sent', async () => {
    const id = await refusedNote();
    const before = crm.received.length;
    const { code, stdout } = await run(
      ['parked', 'drop', (await parkedOf(id))?.id ?? '', '--note', 'told by telephone', '--as', 'kim'],
      { env },
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('left out; the case goes on without it')]);
    await until(async () => (await stage.client.show(id)).nextAt !== null);
    expect(crm.received).toHaveLength(before);
    expect((await intentsOfCase(stage.client.ledger, id)).map(({ state }) => state)).toEqual(['refused']);
  });

  test('it is dealt with by a person who says why, and once', async () => {
    const id = await refusedNote();
    const { id: task = '' } = (await parkedOf(id)) ?? {};
    await expect(stage.client.dropParked(task, { by: 'kim', note: ' ' })).rejects.toMatchObject({
      code: 'FT-CLI-REASON',
    });
    await stage.client.dropParked(task, BY);
    await expect(stage.client.releaseParked(task, BY)).rejects.toMatchObject({ code: 'FT-CLI-TASK-DONE' });
  });
});

describe('What may have arrived', () => {
  /** An email of which it is not known whether the relay took it; its case asks a person. */
  async function unknown(address: string) {
    const { ledger } = stage.client;
    const { id: caseId } = await stage.client.openCase(ticket({ contact: { email: address } }));
    made.push(caseId);
    const work = { caseId, round: 1, pass: 0, key: 'day-1', effect: 0, channel: 'email' };
    const [id, at] = [newId(), Date.now()];
    const content = {
      mediaType: 'message/rfc822',
      body: Buffer.from(id),
      subject: 'Hello',
      text: '',
      messageId: null,
    };
    const decision = { ...work, at, allowed: true, rule: 'all', reason: null, purpose: 'informational' };
    const wanted = { ...work, id, verb: 'send' as const, name: 'hello', recipient: address, content };
    await claimNew(
      ledger,
      { ...wanted, attempt: true, warnsOf: null, connector: 'smtp' },
      { at, leaseUntil: null, localDay: '2026-03-10', decision, state: 'sending' },
    );
    await markNotAccepted(ledger, id, 'unknown', 'ambiguous');
    const about = `ambiguous@${at}/send-email:hello`;
    const words = { title: 'Judge', body: 'It is not known whether it went out.', role: 'support' };
    const options = ['try-again', 'count-as-done', 'leave-it-out'];
    await openTasks(ledger, [
      { ...words, caseId, key: `problem:${about}`, kind: 'problem', options, about, at },
    ]);
    const { id: task = '' } = (await parkedOf(caseId)) ?? {};
    return { caseId, id, task };
  }

  test('is not sent again before a person has made sure that it did not', async () => {
    const { task, caseId, id } = await unknown('perhaps@example.com');
    expect(await parkedOf(caseId)).toMatchObject({ mayHaveArrived: true, message: { id } });
    await expect(stage.client.releaseParked(task, BY)).rejects.toThrow('it may have arrived');
    await expect(stage.client.editParked(task, { ...BY, to: 'pat@example.com' })).rejects.toThrow(
      'it may have arrived',
    );
    const [intent] = await intentsOfCase(stage.client.ledger, caseId);
    expect(intent?.state).toBe('unknown');
  });

  test('and never when it has arrived meanwhile', async () => {
    const { task, id } = await unknown('arrived@example.com');
    const { ledger } = stage.client;
    const at = Date.now();
    await acceptance(ledger, { intentId: id, at, deliveredAt: at, providerId: null, by: null }).execute();
    await expect(stage.client.releaseParked(task, { ...BY, didNotArrive: true })).rejects.toThrow(
      'it has arrived meanwhile',
    );
  });

  test('to an address that was refused it goes again only when that is corrected, or said to work', async () => {
    const address = 'refused@example.com';
    const { task, id } = await unknown(address);
    await markNotAccepted(stage.client.ledger, id, 'refused', 'address-refused');
    await suppress(stage.client.ledger, 'email', address, 'address-refused', Date.now());
    await expect(stage.client.releaseParked(task, BY)).rejects.toThrow('its address was refused');
    const shown = await run(['parked'], { env });
    expect(shown.stdout).toContain(`hello (email) to ${address}`);
  });

  test('what goes to no address has none to be corrected', async () => {
    const caseId = await refusedNote();
    const { id = '' } = (await parkedOf(caseId)) ?? {};
    const edit = stage.client.editParked(id, { ...BY, to: 'pat@example.com' });
    await expect(edit).rejects.toThrow('it goes to no address of the contact');
    await stage.client.dropParked(id, BY);
  });
});

describe('A channel that is switched off', () => {
  test('SND-12: stops a running worker at once, cases wait, and every switch is on record', async () => {
    const off = await run(['channels', 'off', 'note', '--reason', 'notes twice', '--as', 'kim'], { env });
    expect([off.code, off.stdout]).toEqual([0, 'note: off from now on.\n']);
    const switched = Date.now();
    const before = crm.received.length;
    const { id } = await stage.client.openCase(alert());
    await until(async () =>
      stage.client.ledger
        .selectFrom('decisions')
        .select('id')
        .where('case_id', '=', id)
        .where('reason', '=', 'channel-off')
        .executeTakeFirst(),
    );
    expect(Date.now() - switched).toBeLessThan(5_000);
    expect(crm.received).toHaveLength(before);
    expect((await stage.client.show(id)).status).not.toBe('closed');
    expect(await parkedOf(id)).toBeUndefined();
    const listed = await run(['channels'], { env });
    expect(listed.stdout).toMatch(/note +off +.* kim +notes twice/);
    await run(['channels', 'on', 'note', '--reason', 'repaired', '--as', 'kim'], { env });
    const log = await run(['channels', '--log'], { env });
    expect(log.stdout).toMatch(/note +on +kim +repaired\n.*note +off +kim +notes twice/);
    expect((await run(['channels', 'off', 'mail', '--reason', 'x'], { env })).stderr).toContain(
      'there is no channel "mail"',
    );
  });
});
