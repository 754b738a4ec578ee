import { classify } from '../../connectors/errors/table.ts';
import type { Row } from '../../connectors/errors/rows.ts';
import type { Followthrough } from '../../client/index.ts';
import type { OpenReport, WhenLost } from '../../ledger/carrier/reports.ts';
import { noteFault } from '../../ledger/intents.ts';
import { suppress } from '../../ledger/suppressions.ts';
import { switchOff } from '../../ledger/switches.ts';
import { addToTimeline } from '../../ledger/timeline.ts';

/** What follows from a text that did not arrive, by the class of the carrier's code (SND-8). Twice is as once. */
export async function textLost(
  client: Followthrough,
  own: readonly Row[],
  { intentId, caseId, round, key, status, errorCode, channel, recipient, at }: OpenReport,
): Promise<WhenLost> {
  const { ledger } = client;
  const verdict = classify({ over: 'twilio', status: null, code: errorCode, stage: 'content' }, own);
  const detail = errorCode === null ? status : `${status}, ${errorCode}`;
  const optedOut = verdict.class === 'opt-out';
  const reason = optedOut ? 'opted-out' : verdict.reason;
  await noteFault(ledger, intentId, reason, `Twilio: ${detail}`);
  const entry = { key: `carrier|${intentId}`, at, round, what: 'carrier-said', about: key };
  await addToTimeline(ledger, [{ caseId, ...entry, because: `${reason} (${detail})` }]);
  if (optedOut) {
    const known = await client.optOuts({ address: recipient, limit: 50 });
    if (known.some((each) => each.channel === channel || each.channel === '*')) return 'person';
    const evidence = `The provider says that this number has opted out (${detail}).`;
    await client.optOut({ address: recipient, channel, source: 'twilio', evidence, by: 'twilio' });
  }
  if (verdict.class === 'permanent-recipient') await suppress(ledger, channel, recipient, verdict.reason, at);
  if (verdict.stopsChannel) await switchOff(ledger, channel, verdict.reason, 'followthrough', Date.now());
  return verdict.class === 'retry-later' ? 'again' : 'person';
}
