import { ConnectorError } from '../errors/connectorError.ts';
import { twilioApi } from './api.ts';
import type { TwilioSettings } from './settings.ts';
import { voiceUrl } from './urls.ts';

/** So long a staff member's telephone rings, in seconds: a mailbox must not pick up first. */
const RINGS_FOR = 25;

/**
 * Rings the person who wants to be put through; what happens then is asked of our gateway. Never tried again.
 * @returns the provider's id of the call
 * @throws ConnectorError
 */
export async function ringStaff(
  settings: TwilioSettings,
  { id, staffNumber }: { id: string; staffNumber: string },
): Promise<string> {
  const { number, publicUrl } = settings;
  if (number === undefined)
    throw new ConnectorError(
      { over: 'twilio', status: null, stage: 'connect', refusedHere: true },
      'no number of ours is configured to call from',
    );
  const { calls } = await twilioApi(settings);
  const { sid } = await calls.create({
    to: staffNumber,
    from: number,
    url: voiceUrl(publicUrl, id, 'picked-up'),
    statusCallback: voiceUrl(publicUrl, id, 'status'),
    timeout: RINGS_FOR,
  });
  return sid;
}
