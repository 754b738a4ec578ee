import { checkAccount } from '../check/account.ts';
import type { Finding } from '../check/finding.ts';
import type { ZendeskSettings } from './settings.ts';
import { zendeskAccount } from './zendesk.ts';

/** Tags by which accounts mark what they follow up on by themselves: bump1, bump_2, bump-bump-solve. */
const BUMPS = /^bump[-_]?(\d+|bump.*|solved?)?$/i;

/** Looks at the login and for follow-ups that the account makes by itself. Contacts nobody. */
export function checkZendesk(settings: ZendeskSettings): Promise<Finding[]> {
  return checkAccount(zendeskAccount(settings), async (api, tell) => {
    await api.get('/users/me');
    tell({ state: 'works', what: 'The login is taken.' });
    const answer = (await api.get('/tags')) as { tags?: { name?: string }[] } | null;
    const bumps = (answer?.tags ?? []).flatMap(({ name }) => (name && BUMPS.test(name) ? [name] : []));
    if (bumps.length > 0)
      tell({
        state: 'broken',
        what: `The account seems to follow up by itself (tags ${bumps.join(', ')}): customers would be written to twice.`,
        fix: 'Switch off its automations that send reminders and solve tickets, for the tickets that come here.',
      });
  });
}
