import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { type Form, readForm } from './form.ts';
import { type Delivered, HookRefused } from './hooks.ts';

/** What Twilio's calls are checked with. */
export interface Signing {
  /** Where Twilio reaches us, as it is configured there. Never taken from what a request says of itself. */
  publicUrl: string;
  /** Each is right: while one is being replaced there are two. */
  authTokens: readonly string[];
}

const { validateRequest, validateRequestWithBody } = webhooks;

/**
 * The form that Twilio has sent, once its signature is found right: made over our public address and all fields, with or
 * without the standard port, since Twilio's own signing differs there (WHK-2). A body that is no form is covered by its hash.
 * @throws HookRefused
 */
export function signedForm({ publicUrl, authTokens }: Signing, { body, headers, url }: Delivered): Form {
  const given = headers['x-twilio-signature'];
  if (typeof given !== 'string' || given === '') throw new HookRefused('The signature is missing.');
  const address = publicUrl + url;
  const hashed = /[?&]bodySHA256=/.test(url);
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  // A body of another kind is not in the signature unless its hash is.
  if (!isForm && !hashed && body.length > 0) throw new HookRefused('The body is not signed.');
  const form = isForm ? readForm(body) : {};
  // An empty token would make a key that everybody has.
  const tokens = authTokens.filter((token) => token !== '');
  const right = tokens.map((token) =>
    hashed
      ? validateRequestWithBody(token, given, address, body.toString('utf8'))
      : validateRequest(token, given, address, form),
  );
  if (!right.includes(true)) throw new HookRefused('The signature is wrong.');
  return form;
}
