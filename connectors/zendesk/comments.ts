import { type Api, notUnderstood } from '../api.ts';
import type { Writing } from '../desk/desk.ts';

/** The newest are enough: nothing that we look for is older than a hundred comments. */
const NEWEST = '100';

interface Comment {
  id?: number;
  author_id?: number;
  public?: boolean;
  body?: string;
  plain_body?: string;
  created_at?: string;
}

/** Comments of a ticket, newest first. Whoever is no agent counts as the customer, also somebody in copy. */
export async function writingsOf(
  api: Api,
  ticket: string,
  requester: number | undefined,
): Promise<Writing[]> {
  const answer = (await api.get(`/tickets/${ticket}/comments`, {
    include: 'users',
    sort_order: 'desc',
    per_page: NEWEST,
  })) as { comments?: Comment[]; users?: { id?: number; role?: string }[] } | null;
  if (!Array.isArray(answer?.comments)) throw notUnderstood('zendesk');
  const agents = new Set((answer.users ?? []).filter(({ role }) => role !== 'end-user').map(({ id }) => id));
  return answer.comments
    .map((comment): Writing => {
      const { id, author_id: author, created_at: at } = comment;
      const staff = author !== requester && agents.has(author);
      return {
        id: String(id ?? ''),
        at: Date.parse(at ?? ''),
        by: staff ? 'staff' : 'customer',
        public: comment.public !== false,
        text: comment.plain_body ?? comment.body ?? '',
      };
    })
    .toSorted((a, b) => b.at - a.at);
}
