import type { Activities } from '../activities/contract.ts';
import type { Deps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import { openItemsStand } from '../activities/statement/owed.ts';
import { verifying } from '../activities/verify/verify.ts';
import type { Config } from '../connectors/config/config.ts';
import { createConnectors } from '../connectors/connectors.ts';
import { createLookUps } from '../connectors/lookups/lookUps.ts';
import type { ScriptedAnswer } from '../domain/verify/reading/scripted.ts';

/** What a worker offers to the workflow, put together from a ledger, a configuration and the calendars. */
export function assembleActivities(
  given: Pick<Deps, 'ledger' | 'calendar'> & {
    config: Config;
    /** What sandbox look-ups answer; absent: nothing is ever new. */
    scenario?: readonly ScriptedAnswer[] | undefined;
  },
  /** For tests: what to put in place of the ordinary parts. */
  instead: Partial<Deps> = {},
): Activities {
  const { ledger, calendar, config } = given;
  const { owners, signedBy, letterhead } = config;
  return createActivities({
    ledger,
    calendar,
    connectors: createConnectors(config, ledger),
    owners,
    signedBy,
    letterhead,
    breaker: config.breaker,
    ...verifying({
      lookUps: createLookUps(config, ledger, given.scenario),
      own: { 'open-items': openItemsStand },
    }),
    ...instead,
  });
}
