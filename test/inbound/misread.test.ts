import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PURPOSES } from '../../domain/contactRules/contactRules.ts';
import { consentsOf } from '../../ledger/contactRules/consents.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { newAddress, openFor } from './support/sent.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

let numbers = 0;
const newNumber = () => `+1310555${String((numbers += 1)).padStart(4, '0')}`;
const openAt = (phone: string) =>
  openFor(stage.client, '', { contact: { name: 'Pat Example', phone, email: newAddress() } });
const text = (from: string, words: string) =>
  stage.client.receive({
    channel: 'text',
    source: 'twilio',
    eventId: `SM${randomUUID()}`,
    from,
    text: words,
  });

describe('RPY-10: what was taken for a refusal and is none', () => {
  const struck = async (phone: string) => {
    const caseId = await openAt(phone);
    const { id } = await text(phone, 'please stop texting me');
    const [doubted] = await stage.client.takenForRefusals(caseId);
    expect(doubted).toMatchObject({
      item: id,
      evidence: expect.stringContaining('please stop texting me'),
    });
    await stage.client.noRefusal(id, { by: 'kim' });
    return { caseId, id };
  };
  const given = { channel: 'text', evidence: 'signed form', by: 'kim' };

  test('is taken back in one step, and nobody is said to have agreed to anything', async () => {
    const phone = newNumber();
    const { caseId, id } = await struck(phone);
    expect(await stage.client.takenForRefusals(caseId)).toEqual([]);
    expect(await stage.client.optOuts({ address: phone })).toEqual([]);
    expect((await consentsOf(stage.client.ledger, phone)).map((each) => each.given)).toEqual([false]);
    expect(await stage.client.noRefusal(id, { by: 'kim' })).toEqual({
      item: id,
      reachable: [{ address: phone, channel: 'text' }],
    });
  });

  test('leaves an earlier opt-out as it was, and the next one holds', async () => {
    const phone = newNumber();
    await stage.client.optOut({ ...given, address: phone });
    await struck(phone);
    expect(await stage.client.optOuts({ address: phone })).toMatchObject([{ source: 'by-hand' }]);
    await stage.client.optIn({ ...given, address: phone, purposes: [...PURPOSES] });
    expect(await stage.client.optOuts({ address: phone })).toEqual([]);
    await text(phone, 'stop');
    expect(await stage.client.optOuts({ address: phone })).toHaveLength(1);
  });

  test('is never STOP, a complaint, or an answer', async () => {
    const phone = newNumber();
    await openAt(phone);
    for (const said of ['STOP', 'Yes please']) {
      const { id } = await text(phone, said);
      await expect(stage.client.noRefusal(id, { by: 'kim' })).rejects.toMatchObject({
        code: 'FT-CLI-NO-REFUSAL',
      });
    }
  });

  test('stays in the ledger, with who found that it is none', async () => {
    const { ledger } = stage.client;
    await expect(ledger.deleteFrom('misread').execute()).rejects.toThrow('append-only');
  });
});
