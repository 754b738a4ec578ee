import type { Followthrough } from '../../client/index.ts';
import { type Form, valueOf } from './form.ts';
import type { Answer, Delivered, Hook } from './hooks.ts';
import { STAFF_CALL } from './twiml.ts';

type Post = (path: string, take: (form: Form, delivered: Delivered) => Promise<Answer>) => Hook;

/**
 * A call that is put through: the person who calls has been rung and is asked for a key, so that a mailbox of theirs
 * reaches nobody; then the contact is rung, if the gate still allows it. What Twilio saw of it is kept for staff.
 */
export function voiceHooks(publicUrl: string, number: string, client: Followthrough, post: Post): Hook[] {
  const at = (id: string, step: string) => `${publicUrl}/hooks/twilio/voice/${id}/${step}`;
  const step = (name: string, take: (id: string, form: Form) => Promise<Answer>) =>
    post(`/voice/:call/${name}`, (form, { url }) => take(idIn(url), form));
  return [
    step('picked-up', async (id) => {
      const next = STAFF_CALL.askForKey({
        words: 'This is Followthrough, with the call you asked for. Press any key to be put through.',
        action: at(id, 'key'),
        farewell: 'No key was pressed. Nobody is called. Good bye.',
      });
      return twiml(next);
    }),
    step('key', async (id) => {
      const may = await client.connectToContact(id);
      if (!may.connect) return twiml(STAFF_CALL.tell(`The contact is not called. ${may.because}`));
      const on = { ended: at(id, 'ended'), answeredBy: at(id, 'answered-by') };
      return twiml(STAFF_CALL.putThrough({ to: may.toNumber, callerId: number, ...on }));
    }),
    step('answered-by', async (id, form) => {
      await client.callAnsweredBy(id, machine(valueOf(form, 'AnsweredBy')));
      return NOTHING;
    }),
    step('ended', async (id, form) => {
      const seconds = Number(valueOf(form, 'DialCallDuration') || Number.NaN);
      await client.callEnded(id, {
        result: valueOf(form, 'DialCallStatus') || 'failed',
        seconds: Number.isInteger(seconds) ? seconds : null,
      });
      return twiml(STAFF_CALL.hangUp());
    }),
    step('status', async (id, form) => {
      // Of the call to the person who calls. Had the contact been rung, that call's own end is the word that counts.
      await client.callToStaffEnded(id, valueOf(form, 'CallStatus'));
      return NOTHING;
    }),
  ];
}

const NOTHING: Answer = { status: 200, type: 'text/xml; charset=utf-8', body: '<Response/>' };

function twiml(body: string): Answer {
  return { ...NOTHING, body };
}

function idIn(url: string): string {
  return /\/voice\/([^/?#]+)\//.exec(url)?.[1] ?? '';
}

/** "machine_end_beep" and its like are machines; what nobody could tell stays unknown. */
function machine(answeredBy: string): string {
  if (answeredBy === 'human' || answeredBy === 'fax') return answeredBy;
  return answeredBy.startsWith('machine') ? 'machine' : 'unknown';
}
