import { type Api, notUnderstood } from '../api.ts';
import { filterOf } from './filter.ts';

export interface KeapContact {
  id: string;
  /** Keap has found out that mail to the address does not arrive. */
  bounces: boolean;
}

const BOUNCES = ['BOUNCE', 'HARD_BOUNCE', 'INVALID'];
/** More than one is for a person anyway. */
const PAGE = '10';

/** The contacts that have this email address, as one of theirs and as a whole. */
export async function contactOf(api: Api, email: string): Promise<KeapContact[]> {
  const wanted = email.trim().toLowerCase();
  const answer = (await api.get('/rest/v2/contacts', {
    filter: filterOf({ email: wanted }),
    fields: 'id,email_addresses',
    page_size: PAGE,
  })) as { contacts?: unknown } | null;
  if (!Array.isArray(answer?.contacts)) throw notUnderstood('keap');
  return (answer.contacts as Answered[]).flatMap(({ id, email_addresses: addresses }) => {
    const address = addresses?.find((each) => each.email?.trim().toLowerCase() === wanted);
    if (id === undefined || !address) return [];
    return [{ id: String(id), bounces: BOUNCES.includes(address.email_opt_status ?? '') }];
  });
}

interface Answered {
  id?: string | number;
  email_addresses?: { email?: string; email_opt_status?: string }[];
}
