import type { Ledger } from '../../ledger/connect.ts';
import { checkAccount } from '../check/account.ts';
import type { Finding } from '../check/finding.ts';
import { listed } from './filter.ts';
import { keapAccount } from './keap.ts';
import type { KeapSettings } from './settings.ts';

/** Looks at the login and for the tags that are configured. Contacts nobody; it may renew the login. */
export function checkKeap(settings: KeapSettings, ledger: Ledger): Promise<Finding[]> {
  return checkAccount(keapAccount(settings, ledger), async (api, tell) => {
    await api.get('/rest/v2/oauth/connect/userinfo');
    tell({ state: 'works', what: 'The login is taken.' });
    if (settings.user === null)
      tell({ state: 'missing', what: 'No user writes notes.', fix: 'Name the id of one under "user".' });
    const wanted = {
      ...settings.tags,
      ...(settings.endedTag === null ? {} : { 'ended-tag': settings.endedTag }),
    };
    if (Object.keys(wanted).length === 0) return;
    const tags = await listed<{ id?: string }>(api, '/rest/v2/tags', 'tags', {});
    const known = new Set(tags.map(({ id }) => String(id)));
    for (const [name, id] of Object.entries(wanted))
      if (!known.has(id))
        tell({ state: 'missing', what: `Keap has no tag ${id} ("${name}").`, fix: 'Correct its id.' });
  });
}
