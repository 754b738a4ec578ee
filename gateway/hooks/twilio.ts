import type { Followthrough } from '../../client/index.ts';
import { textWithMedia } from '../../domain/carrier/media.ts';
import { GatewayError } from '../errors.ts';
import { type Form, valueOf } from './form.ts';
import type { Answer, Delivered, Hook } from './hooks.ts';
import { signedForm, type Signing } from './twilioSigned.ts';
import { voiceHooks } from './twilioVoice.ts';

export interface TwilioHooks extends Signing {
  /** Our number that calls come from; absent: nobody is put through. */
  number?: string;
}

/** Twilio confirms what it was told by itself; we say nothing. */
const NOTHING: Answer = { status: 200, type: 'text/xml; charset=utf-8', body: '<Response/>' };

/** Every address that Twilio calls: texts that come in, what became of ours, and what to do in a call. */
export function twilioHooks(settings: TwilioHooks, client: Followthrough): Hook[] {
  const post = (path: string, take: (form: Form, delivered: Delivered) => Promise<Answer>): Hook => ({
    method: 'POST',
    path: `/twilio${path}`,
    take: async (delivered) => take(signedForm(settings, delivered), delivered),
  });
  return [
    post('/text', async (form, { receivedAt }) => {
      await client.receive({
        channel: 'text',
        source: 'twilio',
        eventId: needed(form, 'MessageSid'),
        from: needed(form, 'From'),
        text: textWithMedia(valueOf(form, 'Body'), Number(valueOf(form, 'NumMedia'))),
        receivedAt,
        ...(valueOf(form, 'OptOutType') === '' ? {} : { optOutType: valueOf(form, 'OptOutType') }),
      });
      return NOTHING;
    }),
    post('/status/:intent', async (form, { url, receivedAt }) => {
      const errorCode = valueOf(form, 'ErrorCode');
      // A text that nobody here knows is another installation's: to refuse it would only bring it again.
      await client.carrierReport({
        intentId: /\/status\/([^/?#]+)/.exec(url)?.[1] ?? '',
        providerId: needed(form, 'MessageSid'),
        status: needed(form, 'MessageStatus').toLowerCase(),
        errorCode: errorCode === '' || errorCode === '0' ? null : errorCode,
        at: receivedAt,
      });
      return NOTHING;
    }),
    ...(settings.number === undefined ? [] : voiceHooks(settings.publicUrl, settings.number, client, post)),
  ];
}

function needed(form: Form, name: string): string {
  const value = valueOf(form, name);
  if (value !== '') return value;
  throw new GatewayError('FT-HTTP-FIELD', 400, `${name} is missing.`);
}
