import { createActivities } from '../activities/index.ts';
import type { Activities } from '../activities/contract.ts';
import type { Deps } from '../activities/deps.ts';
import { loadConfig } from '../connectors/config/read.ts';
import { createConnectors } from '../connectors/connectors.ts';
import { render } from '../domain/problem.ts';
import { type Ledger } from '../ledger/connect.ts';
import { readLibrary } from '../procedures/library.ts';

export interface AssembleOptions {
  ledger: Ledger;
  /** Folder of procedures and calendars; absent: the shipped ones. */
  proceduresDir?: string | undefined;
  /** Which connectors to use; a file that is not there means sandboxes everywhere. */
  configFile: string;
  /** For tests: what to put in place of the ordinary parts. */
  deps?: Partial<Deps>;
}

/**
 * Puts together what the worker offers to the workflow.
 * @throws Error with every problem of the configuration or the calendars: a worker never guesses
 */
export async function assembleActivities(options: AssembleOptions): Promise<Activities> {
  const { ledger } = options;
  const { config, problems } = await loadConfig(options.configFile);
  if (!config) throw new Error(problems.map((problem) => render(problem, '')).join('\n'));
  const library = await readLibrary(options.proceduresDir);
  const rules = new Map(library.calendars.map((calendar) => [calendar.calendar, calendar]));
  return createActivities({
    ledger,
    connectors: createConnectors(config, ledger),
    calendar: (name) => {
      const found = rules.get(name);
      if (!found) throw new Error(`there is no calendar ${name} in ${library.folder}`);
      return found;
    },
    owners: config.owners,
    perPerson: config.perPerson,
    ...options.deps,
  });
}
