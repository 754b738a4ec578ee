import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { twimlProblems } from './twiml.ts';

export type Fields = Record<string, string>;

/**
 * Calls an address of ours as Twilio does: a form, signed over the whole address and every field, without the fragment.
 * @throws when the answer is one that Twilio would not understand
 */
export async function callAs(
  token: string,
  given: { url: string; fields: Fields; publicUrl: string; gateway: string },
): Promise<{ status: number; body: string }> {
  const [url = ''] = given.url.split('#');
  const signature = webhooks.getExpectedTwilioSignature(token, url, given.fields);
  // Through a proxy: the gateway is called by another name than the one that is signed.
  const answer = await fetch(url.replace(given.publicUrl, given.gateway), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(given.fields),
  });
  const body = await answer.text();
  const problems = answer.status === 200 && body !== '' ? twimlProblems(body) : [];
  if (problems.length > 0) throw new Error(`Twilio would not understand it: ${problems.join('; ')}`);
  return { status: answer.status, body };
}
