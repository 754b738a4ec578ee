import { openLedger } from '../../../ledger/connect.ts';
import { recordInbound } from '../../../ledger/inbound.ts';

/** Stores one reply after the other and says so after each, until it is killed. */
const [url = '', caseId = '', prefix = ''] = process.argv.slice(2);
const ledger = openLedger(url);
for (let count = 0; ; count += 1) {
  const eventId = `${prefix}-${count}`;
  try {
    await recordInbound(ledger, {
      caseId,
      channel: 'portal',
      source: 'writer',
      eventId,
      text: 'Yes.',
      receivedAt: Date.now(),
    });
    process.stdout.write(`${eventId}\n`);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
