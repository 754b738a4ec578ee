import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { OpenCase } from '../../client/index.ts';
import { ticket } from './support/alerts.ts';
import { checkIn, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

let made = 0;

function missed(given: Partial<OpenCase> = {}): OpenCase {
  made += 1;
  return {
    procedure: 'missed-check-in',
    source: 'test',
    id: `one-${made}`,
    facts: {
      'check-in-due': new Date().toISOString(),
      'client-name': 'Pat',
      'coach-name': 'Sam Sample',
    },
    contact: { name: 'Pat Example', email: `one${made}@example.com` },
    ...given,
  };
}

describe('One open case per contact and procedure', () => {
  test('a contact whose case is open gets no second one, and the answer names the open one', async () => {
    const first = missed();
    const { id } = await stage.client.openCase(first);
    const contact = { name: 'pat  example', email: first.contact?.email?.toUpperCase() ?? '' };
    const refused = stage.client.openCase(missed({ contact }));
    await expect(refused).rejects.toMatchObject({ code: 'FT-CLI-ALREADY-OPEN', caseId: id });
    await expect(refused).rejects.toThrow(`this contact has an open case of missed-check-in: ${id}.`);
  });

  test('the same occurrence is still the same case, and after its end the next one is opened', async () => {
    const first = missed();
    const { id } = await stage.client.openCase(first);
    expect(await stage.client.openCase(first)).toMatchObject({ id, existing: true });
    await sql`update cases set status = 'closed', outcome = 'checked-in', closed_at = now() where id = ${id}`.execute(
      stage.client.ledger,
    );
    const next = await stage.client.openCase(missed({ contact: first.contact }));
    expect(next.existing).toBe(false);
  });

  test('of many opened at once for one contact, exactly one is', async () => {
    const contact = { name: 'Sam Sample', email: 'race@example.com', phone: '+12133734253' };
    const opened = await Promise.allSettled(
      Array.from({ length: 20 }, () => stage.client.openCase(missed({ contact }))),
    );
    const [won = null, ...more] = opened.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value.id] : [],
    );
    expect([won === null, more]).toEqual([false, []]);
    const named = opened.flatMap((each) => (each.status === 'rejected' ? [each.reason.caseId] : []));
    expect(named).toEqual(Array.from({ length: 19 }, () => won));
  });

  test('a family that shares a telephone are several contacts; so are two ids of the portal', async () => {
    const phone = '+12133734258';
    await stage.client.openCase(missed({ contact: { name: 'Kim Example', phone } }));
    await stage.client.openCase(missed({ contact: { name: 'Lee Example', phone } }));
    await stage.client.openCase(missed({ contact: { name: 'Max Example', phone, portal: 'm-1' } }));
    await stage.client.openCase(missed({ contact: { name: 'Max Example', phone, portal: 'm-2' } }));
    const again = missed({ contact: { name: 'Max M. Example', portal: 'M-2' } });
    await expect(stage.client.openCase(again)).rejects.toThrow('FT-CLI-ALREADY-OPEN');
  });

  test('a procedure that says several, and a rehearsal, open all the same', async () => {
    const contact = { name: 'Alex Sample', email: 'several@example.com' };
    const opened = [
      await stage.client.openCase(ticket({ contact })),
      await stage.client.openCase(ticket({ contact })),
      await stage.client.openCase(missed({ contact })),
      await stage.client.openCase(missed({ contact, rehearsal: true })),
      await stage.client.openCase(missed({ contact, rehearsal: true })),
    ];
    expect(opened.map(({ existing }) => existing)).toEqual(opened.map(() => false));
  });

  test('a row of a list about that contact says which case runs', async () => {
    const { contact } = missed();
    const { id } = await stage.client.openCase(missed({ contact }));
    const file = listOf([checkIn({ Name: contact?.name ?? '', Email: contact?.email ?? '' })]);
    const { result } = await stage.client.importList({ procedure: 'missed-check-in', file, by: 'test' });
    expect(resultOf(result)).toMatchObject([
      { outcome: 'already-running', case: id, reason: `The client is followed up already: ${id}.` },
    ]);
  });
});
