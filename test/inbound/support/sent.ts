import { randomUUID } from 'node:crypto';
import type { Followthrough, OpenCase } from '../../../client/index.ts';
import { newIntentId } from '../../../ledger/intents.ts';
import { instant } from '../../../ledger/values.ts';
import { keptIntent } from '../../support/keptIntent.ts';
import { ticket } from '../../client/support/alerts.ts';

export const newAddress = () => `pat.${randomUUID()}@example.net`;

/** An open case of somebody with that email address, in which nothing is due today. */
export async function openFor(client: Followthrough, email: string, more: Partial<OpenCase> = {}) {
  const { id } = await client.openCase(ticket({ contact: { name: 'Pat Example', email }, ...more }));
  return id;
}

/** An email of that case as the ledger has it once a relay has taken it. */
export async function emailSent(client: Followthrough, caseId: string, recipient: string, relayed?: string) {
  const id = newIntentId();
  const messageId = `<${id}.0123456789abcdef0123@example.com>`;
  const at = instant(Date.now());
  await keptIntent(
    client.ledger,
    { mediaType: 'message/rfc822', text: 'Good morning.' },
    {
      id,
      case_id: caseId,
      channel: 'email',
      name: 'follow-up-1',
      recipient,
      state: 'accepted',
      connector: 'smtp',
      message_id: messageId,
      provider_id: relayed ?? '250 2.0.0 OK: queued as 4ABCDEF',
      created_at: at,
      accepted_at: at,
      delivered_at: at,
    },
  );
  return { id, messageId };
}
