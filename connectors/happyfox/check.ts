import { checkAccount } from '../check/account.ts';
import type { Finding } from '../check/finding.ts';
import { happyfoxAccount } from './happyfox.ts';
import type { HappyfoxSettings } from './settings.ts';

/** Looks at the login and for the statuses that are configured. Contacts nobody. */
export function checkHappyfox(settings: HappyfoxSettings): Promise<Finding[]> {
  return checkAccount(happyfoxAccount(settings), async (api, tell) => {
    const statuses = (await api.get('/statuses/')) as { name?: string }[] | null;
    tell({ state: 'works', what: 'The login is taken.' });
    const known = (statuses ?? []).flatMap(({ name }) => name ?? []);
    for (const wanted of [settings.resolved, settings.open])
      if (!known.some((name) => name.toLowerCase() === wanted.toLowerCase()))
        tell({
          state: 'missing',
          what: `The account has no status "${wanted}".`,
          fix: `Name one of these under "statuses": ${known.join(', ')}.`,
        });
  });
}
