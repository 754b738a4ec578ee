import type { Followthrough } from '../../../client/index.ts';
import { ClientError } from '../../../client/errors.ts';

type Tell = (client: Followthrough, caseId: string) => Promise<unknown>;

/** Everything that must keep an approved act from being done, as the client takes it. */
export const NEWS: Record<string, Tell> = {
  'a reply': (client, id) => client.reply(id, { text: 'Please wait!' }),
  'an email of which only the address is known': async (client, id) => {
    const { contact } = await client.show(id);
    await client.replyFrom({ address: contact.email ?? '', text: 'Please wait!' });
  },
  'a check-in': (client, id) => client.conditionMet(id, { condition: 'checked-in' }),
  'a booking': (client, id) => client.conditionMet(id, { condition: 'booked' }),
  'a payment': (client, id) => client.conditionMet(id, { condition: 'paid' }),
  'a withdrawal': (client, id) => client.withdraw(id, { by: 'sam' }),
  'a hold': (client, id) => client.hold(id, { by: 'sam', reason: 'asked to wait' }),
  'an approval taken back': (client, id) => client.withdrawApproval(id, { by: 'sam' }),
  'a warning that did not arrive': async (client, id) => {
    const { id: warning } = await client.ledger
      .selectFrom('intents')
      .select('id')
      .where('case_id', '=', id)
      .where('warns_of', 'is not', null)
      .executeTakeFirstOrThrow();
    await client.undelivered(warning, { source: 'portal' });
  },
};

/**
 * Tells the news.
 * @returns when it was acknowledged, on this process's own clock; null: the case said that it came too late
 */
export async function acknowledged(
  client: Followthrough,
  caseId: string,
  kind: string,
): Promise<number | null> {
  try {
    await NEWS[kind]?.(client, caseId);
    return performance.now();
  } catch (error) {
    if (error instanceof ClientError && error.refusal !== null) return null;
    throw error;
  }
}
