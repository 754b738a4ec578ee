import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

/** So long the telephone of the contact rings, in seconds: before most mailboxes pick up, people have. */
const RINGS_FOR = 30;
/** So long somebody may take to press a key, in seconds. */
const FOR_A_KEY = 10;

/**
 * What a call does next, the one place where it is said. A machine's voice is for the house's own person, who asked for the
 * call; a contact hears a person or nothing. A voice of a machine needs the contact's consent to just that, who calls, a
 * number to call back and a key to opt out (LAW-6), so there are no words here that could be spoken to one. Nothing is recorded.
 */
export interface StaffCall {
  /** Words, and one key that leads on; without one, the farewell. */
  askForKey(given: { words: string; action: string; farewell: string }): string;
  /** Words, and the end of the call. */
  tell(words: string): string;
  /** The contact is rung and joined to the person; nobody and nothing speaks to them before that person does. */
  putThrough(given: { to: string; callerId: string; ended: string; answeredBy: string }): string;
  hangUp(): string;
}

export const STAFF_CALL: StaffCall = {
  askForKey({ words, action, farewell }) {
    const call = new VoiceResponse();
    call.gather({ numDigits: 1, timeout: FOR_A_KEY, action, method: 'POST' }).say(words);
    call.say(farewell);
    call.hangup();
    return call.toString();
  },
  tell(words) {
    const call = new VoiceResponse();
    call.say(words);
    call.hangup();
    return call.toString();
  },
  putThrough({ to, callerId, ended, answeredBy }) {
    const call = new VoiceResponse();
    call
      .dial({ callerId, timeout: RINGS_FOR, action: ended, method: 'POST', record: 'do-not-record' })
      .number(
        {
          machineDetection: 'Enable',
          amdStatusCallback: answeredBy,
          amdStatusCallbackMethod: 'POST',
        },
        to,
      );
    return call.toString();
  },
  hangUp() {
    const call = new VoiceResponse();
    call.hangup();
    return call.toString();
  },
};
