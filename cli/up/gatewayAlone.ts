import { processLog } from '../../worker/log.ts';
import { endWhenHanging } from '../../worker/hanging.ts';
import { connect } from '../../client/index.ts';
import { migrate } from '../../ledger/migrate.ts';
import { judgeRows } from '../../worker/judgeRows.ts';
import type { GatewayCommand } from '../commands/gateway.ts';
import { wholeNumber } from '../input/numbers.ts';
import { terminal } from '../output/terminal.ts';
import { erasureFolders } from '../system/erasuresDir.ts';
import { requireSystem } from '../system/connect.ts';
import { configFrom } from './config.ts';
import { startGateway } from './gateway.ts';
import { hookAccounts } from './hookAccounts.ts';
import { onInterrupt } from './interrupt.ts';
import { Stops } from './stops.ts';

/** The gateway and the redrive, until a signal. Several may run on one ledger. */
export async function gatewayAlone(options: GatewayCommand): Promise<void> {
  process.env['TZ'] = 'UTC';
  const stops = new Stops();
  const log = processLog('gateway');
  stops.add('the watch over itself', 500, endWhenHanging('gateway'));
  const asked = new Promise<void>((resolve) => void onInterrupt(resolve));
  try {
    const { databaseUrl, temporal } = requireSystem(options.dataDir);
    const config = await configFrom(options.config);
    const folder = process.env['FOLLOWTHROUGH_PROCEDURES'];
    const client = await connect({
      ledgerUrl: databaseUrl,
      temporal,
      ...erasureFolders(options.dataDir),
      ...(process.env['FOLLOWTHROUGH_TASK_QUEUE']
        ? { taskQueue: process.env['FOLLOWTHROUGH_TASK_QUEUE'] }
        : {}),
      ...(folder ? { proceduresDir: folder } : {}),
    });
    stops.add('the client', 1_000, () => client.close());
    await migrate(client.ledger);
    const redrive = client.startRedrive();
    stops.add('the redrive', 1_000, () => redrive.stop());
    const url = await startGateway(
      client,
      {
        port: wholeNumber('--http-port', options.httpPort, 0, 65_535),
        host: options.httpHost,
        publicUrl: process.env['FOLLOWTHROUGH_URL'],
        trustedProxies: process.env['FOLLOWTHROUGH_TRUSTED_PROXIES'],
        accounts: hookAccounts(config, client),
        sources: config.inbound.hooks,
        judge: judgeRows(config, client.ledger),
        sealed: { codec: temporal.codec, ui: process.env['FOLLOWTHROUGH_UI_ORIGIN'] },
      },
      log,
      stops,
    );
    terminal.out(`The gateway listens: ${url}`);
    await asked;
  } finally {
    await stops.stop((text) => terminal.say(text));
  }
}
