/**
 * Whether the provider blocks the number as well, because it was told by a word that it knows or said so itself: then
 * nothing that staff do lets a text through (RPY-11).
 * @param source how the opt-out reached us
 */
export function blockedByProvider({ source, channel }: { source: string; channel: string }): boolean {
  return source === 'twilio' || (channel === 'text' && source.startsWith('text:'));
}

/** Who can lift an opt-out, and how, in words for staff. */
export function whoCanLift(optOut: { source: string; channel: string }): string {
  return blockedByProvider(optOut)
    ? 'only the contact, by texting START to our number: the provider blocks it'
    : 'the contact, by agreeing again: followthrough opt-in';
}
