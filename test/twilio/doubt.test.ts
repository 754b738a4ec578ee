import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { MessagePort } from '../../connectors/ports.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { openWith } from '../faults/support/openWith.ts';
import { question } from '../faults/support/questions.ts';

jest.setTimeout(120_000);

/** A carrier that takes everything, answers nothing, and has no list. */
const mute: MessagePort = {
  connector: 'twilio',
  repeatable: false,
  reportsDelivery: true,
  prepare: async ({ text }) => ({ mediaType: 'text/plain', body: Buffer.from(text), messageId: null }),
  deliver: async () => {
    throw new ConnectorError({ over: 'twilio', status: null, stage: 'content' }, 'no answer');
  },
};

describe('A question whether a message went out', () => {
  let stage: Stage;
  let folder: Folder;
  beforeAll(async () => {
    folder = await proceduresOfToday();
    stage = await openStage({ proceduresDir: folder.path });
    const connectors = createConnectors(sandboxConfig(), stage.client.ledger);
    await stage.startWorker({
      deps: { connectors: { ...connectors, message: () => ({ by: 'port', port: mute }) } },
    });
  });
  afterAll(async () => {
    await stage?.close();
    await folder?.remove();
  });

  test('SND-2: is answered by the carrier’s report when a person has been asked, and the case goes on', async () => {
    const { client } = stage;
    const id = await openWith(stage, question(), { due: Date.now() });
    await until(async () => (await client.tasks({ caseId: id })).some(({ kind }) => kind === 'problem'));
    const [intent] = await intentsOfCase(client.ledger, id);
    expect(intent).toMatchObject({ state: 'unknown', reason: 'ambiguous' });
    const report = { intentId: intent?.id ?? '', providerId: 'SM1', errorCode: null, at: Date.now() };
    await client.carrierReport({ ...report, status: 'delivered' });
    await client.followReports(async () => undefined);
    await until(async () => (await client.summary(id)).outcome === 'ended');
    const sent = (await intentsOfCase(client.ledger, id)).filter(({ verb }) => verb === 'send');
    expect(sent).toMatchObject([{ state: 'accepted', provider_id: 'SM1' }]);
    const [task] = (await client.tasks({ caseId: id, state: 'done' })).filter(
      ({ kind }) => kind === 'problem',
    );
    expect(task).toMatchObject({ option: 'count-as-done', note: expect.stringContaining('carrier') });
  });
});
