import type { Instant } from '../../domain/program/program.ts';
import { twilioApi } from './api.ts';
import type { TwilioSettings } from './settings.ts';

/** A text that came in, as their list has it. */
export interface ListedText {
  sid: string;
  from: string;
  text: string;
  media: number;
  receivedAt: Instant;
}

/** Of one answer; as many are asked for as there are texts. */
const PAGE = 500;

/**
 * The texts that have come in since a moment, oldest first, and perhaps some from before it: their list knows days only.
 * @throws ConnectorError
 */
export async function textsSince(settings: TwilioSettings, since: Instant): Promise<ListedText[]> {
  const { messages } = await twilioApi(settings);
  // To our number, or to any number of the account where a messaging service sends from several.
  const to = 'from' in settings.sender && settings.sender.from.startsWith('+') ? settings.sender.from : null;
  const day = new Date(new Date(since).toISOString().slice(0, 10));
  const listed = await messages.list({ ...(to === null ? {} : { to }), dateSentAfter: day, pageSize: PAGE });
  return listed
    .filter(({ direction }) => direction === 'inbound')
    .map(({ sid, from, body, numMedia, dateSent, dateCreated }) => ({
      sid,
      from,
      text: body,
      media: Number(numMedia),
      receivedAt: (dateSent ?? dateCreated).getTime(),
    }))
    .filter(({ receivedAt }) => receivedAt >= since)
    .sort((one, other) => one.receivedAt - other.receivedAt);
}

/** How one of our texts stands. @throws ConnectorError */
export async function statusOf(
  settings: TwilioSettings,
  sid: string,
): Promise<{ status: string; errorCode: string | null }> {
  const { status, errorCode } = await (await twilioApi(settings)).messages(sid).fetch();
  return { status, errorCode: errorCode ? String(errorCode) : null };
}
