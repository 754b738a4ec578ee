/** What a house that works with health data keeps to (LAW-10): what `health-data:` in followthrough.yaml says, complete. */
export interface HealthRules {
  /** When an agreement of a business associate was signed (YYYY-MM-DD), by vendor, or by host for mail servers and webhooks. */
  agreements: Record<string, string>;
  /** Words that no message to a patient may have, besides those that ship, and words of those that it may. */
  moreWords: string[];
  allowedWords: string[];
  /** A staff or admin key that was not used for so long gets nobody in any more. */
  logOffMinutes: number;
}

/** Without other words in the configuration. */
export const USUAL_LOG_OFF_MINUTES = 30;

/** Channels that anybody on their way can read. */
const UNENCRYPTED = ['email', 'text'];

/** Whether the patient must have been told of the risk of this channel, and still prefer it. */
export function needsPreference(health: HealthRules | undefined, channel: string): boolean {
  return health !== undefined && UNENCRYPTED.includes(channel);
}
