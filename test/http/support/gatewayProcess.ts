/** A gateway in a process of its own, so that a test can kill it. Prints its port. */
import { connect } from '../../../client/index.ts';
import { createGateway, listen } from '../../../gateway/gateway.ts';

const client = await connect({
  ledgerUrl: process.env['LEDGER_URL'] ?? '',
  temporal: { address: process.env['TEMPORAL'] ?? '', namespace: 'followthrough' },
  taskQueue: process.env['TASK_QUEUE'] ?? '',
});
process.stdout.write(`${await listen(createGateway(client), 0)}\n`);
