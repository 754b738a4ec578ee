import { type Followthrough, refusalToCall } from '../../client/index.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { ringStaff } from '../../connectors/twilio/dial.ts';
import type { TwilioSettings } from '../../connectors/twilio/settings.ts';
import { askedCalls, endCall, keepCallId, type PhoneCall, takeCall } from '../../ledger/carrier/calls.ts';
import { findTaskById } from '../../ledger/tasks.ts';

/** Whoever asked to be put through does not wait for longer; a telephone that rings then would surprise them. */
const ASKED_WITHIN = 2 * 60_000;

/**
 * Rings the people who want to be put through, each once. A call of which it is not known whether it was begun is not
 * begun again: the person asks again. Null settings: no account is configured.
 */
export async function dialAsked(
  { ledger }: Pick<Followthrough, 'ledger'>,
  settings: TwilioSettings | undefined,
  now: () => number = Date.now,
): Promise<number> {
  let rung = 0;
  for (const call of await askedCalls(ledger)) {
    if (!(await takeCall(ledger, call.id, now()))) continue;
    const no = await reasonNotTo(ledger, call, settings, now());
    if (no !== null || !settings) {
      await endCall(ledger, { id: call.id, result: 'refused', because: no, at: now() });
      continue;
    }
    try {
      await keepCallId(
        ledger,
        call.id,
        await ringStaff(settings, { id: call.id, staffNumber: call.staff_number }),
      );
      rung += 1;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      // It may ring all the same: then what the telephone says decides, see the gateway.
      if (error.verdict.class === 'ambiguous') continue;
      await endCall(ledger, { id: call.id, result: 'dial-failed', because: error.detail, at: now() });
    }
  }
  return rung;
}

async function reasonNotTo(
  ledger: Followthrough['ledger'],
  call: PhoneCall,
  settings: TwilioSettings | undefined,
  now: number,
): Promise<string | null> {
  if (!settings?.number) return 'No account is configured that calls could go through.';
  if (now - call.asked_at > ASKED_WITHIN) return 'It was asked for too long ago.';
  const task = await findTaskById(ledger, call.task_id);
  if (!task) return 'The task is gone.';
  return refusalToCall(ledger, task, { toNumber: call.to_number, by: call.by });
}
