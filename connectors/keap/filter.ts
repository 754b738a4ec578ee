import { type Api, found, notUnderstood } from '../api.ts';

/** Pages of a list that are read at most. */
const PAGES = 10;

/** All of these must hold. A value cannot widen the question: `;` begins another condition, `*` stands for anything. */
export function filterOf(conditions: Record<string, string>): string {
  return Object.entries(conditions)
    .map(([field, value]) => {
      if (/[;*]/.test(value)) throw found('keap', 'not-found', `Keap cannot be asked for "${value}"`);
      return `${field}==${value}`;
    })
    .join(';');
}

/** Every entry of a list, page by page. @throws ConnectorError when there are more than anybody would have */
export async function listed<T>(
  api: Api,
  path: string,
  key: string,
  query: Record<string, string>,
): Promise<T[]> {
  const entries: T[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const asked = { ...query, page_size: '1000', ...(token ? { page_token: token } : {}) };
    const answer = (await api.get(path, asked)) as Record<string, unknown> | null;
    const part = answer?.[key];
    if (!Array.isArray(part)) throw notUnderstood('keap');
    entries.push(...(part as T[]));
    const next = answer?.['next_page_token'];
    if (typeof next !== 'string' || next === '') return entries;
    token = next;
  }
  throw notUnderstood('keap');
}
