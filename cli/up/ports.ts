import { requireFreePort } from '../../embedded/ports.ts';
import { CommandError } from '../errors.ts';
import { readRunning } from '../system/running.ts';

interface Ports {
  httpPort: number;
  temporalPort: number;
  uiPort: number;
}

/** Before anything is started: every port that will be needed, named with its option; and no second `up` here. */
export async function checkPorts(ports: Ports, temporalIsYours: boolean, dataDir: string): Promise<void> {
  const running = readRunning(dataDir);
  if (running) {
    throw new CommandError(
      'FT-CMD-RUNNING',
      `the data folder ${dataDir} is in use by process ${running.pid}, which runs since ${running.since} at ${running.http}.`,
    );
  }
  await requireFreePort(ports.httpPort, 'the gateway', '--http-port');
  if (temporalIsYours) return;
  await requireFreePort(ports.temporalPort, 'the Temporal server', '--temporal-port');
  await requireFreePort(ports.uiPort, "Temporal's Web UI", '--ui-port');
}
