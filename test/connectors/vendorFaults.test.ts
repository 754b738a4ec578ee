import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { happyfox } from '../../connectors/happyfox/happyfox.ts';
import { keap } from '../../connectors/keap/keap.ts';
import type { AnyItem, Port } from '../../connectors/ports.ts';
import { zendesk } from '../../connectors/zendesk/zendesk.ts';
import { type Desk, desk } from '../activities/support/desk.ts';
import type { Double, Fault } from '../doubles/double.ts';
import { happyfoxDouble } from '../doubles/happyfox/happyfox.ts';
import { keapDouble } from '../doubles/keap/keap.ts';
import { zendeskDouble } from '../doubles/zendesk/zendesk.ts';
import { happyfoxSettings, zendeskSettings } from './support/desks.ts';
import { aNote, keapSettings } from './support/keapDesk.ts';

let house: Desk;
beforeAll(async () => {
  house = await desk();
}, 120_000);
afterAll(() => house?.close());

interface Vendor {
  double: Double;
  port: Port<AnyItem>;
  notes(): number;
}

const TICKET = 41;
const VENDORS: [string, string, () => Promise<Vendor>][] = [
  [
    'Keap',
    'POST /rest/v2/contacts/7/notes',
    async () => {
      const double = await keapDouble();
      double.contacts.push({ id: '7', email: 'pat@example.com' });
      const port = keap(keapSettings(double), house.ledger);
      return { double, port, notes: () => double.notes.length };
    },
  ],
  [
    'Zendesk',
    'PUT /api/v2/tickets',
    async () => {
      const double = await zendeskDouble();
      double.add('open', TICKET);
      const port = zendesk(zendeskSettings(double.url), house.ledger, true);
      return { double, port, notes: () => double.comments.filter((each) => !each.public).length };
    },
  ],
  [
    'HappyFox',
    'POST /api/1.1/json/ticket',
    async () => {
      const double = await happyfoxDouble();
      const ticket = double.add(TICKET);
      const port = happyfox(happyfoxSettings(double.url), house.ledger, true);
      return {
        double,
        port,
        notes: () => ticket.updates.filter(({ message }) => message?.message_type === 'p').length,
      };
    },
  ],
];

describe.each(VENDORS)('%s, when a note does not get through', (_, change, vendorOf) => {
  let vendor: Vendor;
  let caseId: string;
  beforeEach(async () => {
    vendor = await vendorOf();
    caseId = await house.open({ occurrence: String(TICKET) });
  });
  afterEach(() => vendor.double.close());

  test.each<[string, Fault, string]>([
    ['a break before anything is done', 'drop', 'ambiguous'],
    ['an answer that is lost', 'accept-then-drop', 'ambiguous'],
    ['an answer of 500', { status: 500 }, 'retry'],
  ])('SND-5: after %s the next try leaves one note', async (_words, fault, meaning) => {
    const note = aNote(caseId);
    vendor.double.next(fault, change);
    const thrown = await vendor.port.deliver(note).catch((error: unknown) => error);
    expect(thrown instanceof ConnectorError ? thrown.verdict.class : thrown).toBe(meaning);
    await vendor.port.deliver(note);
    expect(vendor.notes()).toBe(1);
  });
});
