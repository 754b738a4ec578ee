import { type Api, found } from '../api.ts';
import type { Change } from '../ports.ts';
import type { KeapContact } from './contact.ts';
import { filterOf, listed } from './filter.ts';
import type { KeapSettings } from './settings.ts';

interface Subscription {
  id: string;
  active?: boolean;
  subscription_plan_id?: string;
}

/**
 * Finds the one subscription that the contact pays; the change stops it, and reads back that it has stopped. One that has
 * stopped before is done; which of several is meant is never guessed.
 */
export async function stopSubscription(
  api: Api,
  { plans }: KeapSettings,
  contact: KeapContact,
  reason: string,
): Promise<Change> {
  const query = { filter: filterOf({ contact_id: contact.id }) };
  const all = await listed<Subscription>(api, '/rest/v2/subscriptions', 'subscriptions', query);
  const meant = all.filter(
    ({ subscription_plan_id: plan }) => plans.length === 0 || plans.includes(plan ?? ''),
  );
  const [one, another] = meant.filter(({ active }) => active !== false);
  if (!one) {
    const stopped = meant.at(-1);
    if (stopped) return async () => ({ providerId: stopped.id });
    throw found('keap', 'not-found', 'the contact has no subscription that could be meant');
  }
  if (another)
    throw found('keap', 'several', `the contact has several active subscriptions: ${one.id}, ${another.id}`);
  const path = `/rest/v2/subscriptions/${encodeURIComponent(one.id)}`;
  return async () => {
    await api.post(`${path}:deactivate`, { reason });
    const after = (await api.get(path)) as Subscription | null;
    if (after?.active !== false)
      throw found('keap', 'not-as-asked', `subscription ${one.id} is still active after it was stopped`);
    return { providerId: one.id };
  };
}
