import type { Activities } from '../activities/contract.ts';
import type { Deps } from '../activities/deps.ts';
import { createActivities } from '../activities/index.ts';
import type { Config } from '../connectors/config/config.ts';
import { createConnectors } from '../connectors/connectors.ts';

/** What a worker offers to the workflow, put together from a ledger, a configuration and the calendars. */
export function assembleActivities(
  given: Pick<Deps, 'ledger' | 'calendar'> & { config: Config },
  /** For tests: what to put in place of the ordinary parts. */
  instead: Partial<Deps> = {},
): Activities {
  const { ledger, calendar, config } = given;
  const { owners, perPerson } = config;
  return createActivities({
    ledger,
    calendar,
    connectors: createConnectors(config, ledger),
    owners,
    perPerson,
    ...instead,
  });
}
