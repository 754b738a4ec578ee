import type { Finding } from '../check/finding.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { twilioApi } from './api.ts';
import type { TwilioSettings } from './settings.ts';
import { textUrl } from './urls.ts';

type Found = Omit<Finding, 'connector'>;

/** Looks whether the login is taken and whether answers to our texts reach us. Reads only: nobody is contacted. */
export async function checkTwilio(settings: TwilioSettings): Promise<Finding[]> {
  const found: Found[] = [];
  try {
    const api = await twilioApi(settings);
    const { status } = await api.api.v2010.accounts(settings.accountSid).fetch();
    const active = status === 'active';
    found.push({
      state: active ? 'works' : 'broken',
      what: `Twilio takes the login; the account is ${status}.`,
      ...(active ? {} : { fix: 'Have the account activated in the console of Twilio.' }),
    });
    found.push(...(await numberFound(settings)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    found.push(fault(error));
  }
  return found.map((each) => ({ connector: 'twilio', ...each }));
}

/** How our number is set up there: whom it tells of texts that come in, and how often when it gets no answer. */
async function numberFound(settings: TwilioSettings): Promise<Found[]> {
  const { number, publicUrl } = settings;
  const wanted = textUrl(publicUrl);
  const set = `Set "A message comes in" to ${wanted} (POST) in the console of Twilio.`;
  if (number === undefined)
    return [{ state: 'unknown', what: 'No number is configured whose set-up could be read.', fix: set }];
  const [ours] = await (await twilioApi(settings)).incomingPhoneNumbers.list({
    phoneNumber: number,
    limit: 1,
  });
  if (!ours)
    return [
      {
        state: 'broken',
        what: `${number} is no number of this account.`,
        fix: 'Correct "from" or "call-from".',
      },
    ];
  const found: Found[] = [];
  if (ours.smsUrl === wanted) found.push({ state: 'works', what: `Texts to ${number} reach us.` });
  else if (ours.smsUrl?.split('#')[0] === wanted.split('#')[0])
    found.push({
      state: 'missing',
      what: `Texts to ${number} are told once: when the gateway is away for a moment, Twilio does not try again.`,
      fix: set,
    });
  else
    found.push({
      state: 'missing',
      what: `Texts to ${number} are told to somebody else, or to nobody.`,
      fix: set,
    });
  if (!ours.smsFallbackUrl)
    found.push({
      state: 'missing',
      what: `${number} has no fallback address for texts.`,
      fix: `Set "Primary handler fails" to ${wanted}: a text that failed once is tried there again.`,
    });
  return found;
}

function fault({ verdict, detail }: ConnectorError): Found {
  if (verdict.reason === 'login-refused')
    return {
      state: 'broken',
      what: 'The login is refused.',
      fix: 'Check account-sid and the token, or the API key, in the environment.',
    };
  if (verdict.class === 'retry')
    return { state: 'unknown', what: `It did not answer: ${detail}`, fix: 'Try again in some minutes.' };
  return { state: 'broken', what: `It refused a question: ${detail}`, fix: 'Check the account’s rights.' };
}
