/** How often Twilio calls us again when we do not answer, are not reached or fail; by itself it would do so once (WHK-7). */
const CALL_AGAIN = '#rc=3&rp=ct,rt,5xx';

/** Where Twilio tells what became of a text: the address names our message, so that a lost answer is found again (SND-2). */
export function statusUrl(publicUrl: string, intentId: string): string {
  return `${publicUrl}/hooks/twilio/status/${intentId}${CALL_AGAIN}`;
}

/** What Twilio asks, or tells us, while a call lasts. */
export function voiceUrl(publicUrl: string, callId: string, step: string): string {
  return `${publicUrl}/hooks/twilio/voice/${callId}/${step}${CALL_AGAIN}`;
}

/** Where Twilio tells of a text that comes in; set up at the number. */
export function textUrl(publicUrl: string): string {
  return `${publicUrl}/hooks/twilio/text${CALL_AGAIN}`;
}
