import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Context } from '../../client/context.ts';
import { contactHistory, correctContact } from '../../client/correctContact.ts';
import { findCase } from '../../ledger/cases.ts';
import { lockForContact, unlockContact } from '../../ledger/locks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type Desk, desk } from '../activities/support/desk.ts';

const KIM = { by: 'kim' };

let here: Desk;
let context: Context;
let caseId: string;

beforeAll(async () => {
  here = await desk();
  // Correcting asks the ledger only.
  context = { ledger: here.ledger } as Context;
});
beforeEach(async () => {
  caseId = await here.open({ contact: { name: 'Pat Example', email: 'pat@exmaple.com' } });
});
afterAll(() => here.close());

const contact = async () => (await findCase(here.ledger, caseId))?.contact;

describe('Contact data that were wrong', () => {
  test('are corrected, and what was there before is kept with who said so', async () => {
    const { changes } = await correctContact(
      context,
      caseId,
      { email: ' pat@example.com ', phone: '+1 555 555 0100' },
      KIM,
    );
    expect(changes).toEqual([
      { field: 'email', before: 'pat@exmaple.com', after: 'pat@example.com' },
      { field: 'phone', before: null, after: '+15555550100' },
    ]);
    expect(await contact()).toEqual({
      name: 'Pat Example',
      email: 'pat@example.com',
      phone: '+15555550100',
    });
    await correctContact(context, caseId, { phone: null }, { by: 'sam' });
    expect(await contactHistory(context, caseId)).toMatchObject([
      { field: 'email', by: 'kim' },
      { field: 'phone', by: 'kim' },
      { field: 'phone', by: 'sam', before: '+15555550100', after: null },
    ]);
    expect(await contact()).toEqual({ name: 'Pat Example', email: 'pat@example.com' });
  });

  test('the timeline says which, and not what they are', async () => {
    await correctContact(context, caseId, { email: 'canary-7f3@example.com' }, KIM);
    const entries = await timelineOf(here.ledger, caseId);
    expect(entries.at(-1)).toMatchObject({ what: 'contact-corrected', because: 'email' });
    expect(JSON.stringify(entries)).not.toContain('canary-7f3');
  });

  test('that were right change nothing', async () => {
    expect(await correctContact(context, caseId, { email: 'pat@exmaple.com' }, KIM)).toEqual({ changes: [] });
    expect(await contactHistory(context, caseId)).toEqual([]);
  });

  test.each<[string, Record<string, string | null>]>([
    ['nothing', {}],
    ['an address that is none', { email: 'pat' }],
    ['an empty text', { email: ' ' }],
    ['a field that cannot be corrected', { consent: 'yes' }],
    ['a line break', { name: 'Pat\nExample' }],
  ])('%s is refused, and nothing is changed', async (_, given) => {
    await expect(correctContact(context, caseId, given, KIM)).rejects.toMatchObject({
      code: 'FT-CLI-CONTACT',
    });
    expect(await contact()).toEqual({ name: 'Pat Example', email: 'pat@exmaple.com' });
  });

  test.each(['pat@exmaple.com', 'pat@example.com'])(
    'wait while a contact to %s is on its way, and none starts with the old ones after it',
    async (address) => {
      const order: string[] = [];
      let correcting: Promise<unknown> = Promise.resolve();
      await here.ledger.connection().execute(async (connection) => {
        await lockForContact(connection, { address });
        correcting = correctContact(context, caseId, { email: 'pat@example.com' }, KIM).then(() =>
          order.push('corrected'),
        );
        await new Promise((resolve) => setTimeout(resolve, 200));
        order.push('sent');
        await unlockContact(connection);
      });
      await correcting;
      expect(order).toEqual(['sent', 'corrected']);
    },
  );
});
