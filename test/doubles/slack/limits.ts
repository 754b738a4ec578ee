/** How often a method may be called: on average, and at once after a pause. */
export interface Limit {
  perMinute: number;
  burst: number;
}

const TIER_3: Limit = { perMinute: 50, burst: 50 };
const TIER_4: Limit = { perMinute: 100, burst: 100 };

/** By Slack's tiers; messages are counted for each conversation, and a short burst of them is taken. */
const TIERS: Record<string, Limit> = {
  'chat.postMessage': { perMinute: 60, burst: 3 },
  'chat.postEphemeral': TIER_4,
  'chat.update': TIER_3,
  'conversations.info': TIER_3,
  'conversations.open': TIER_3,
  'users.info': TIER_4,
  'users.lookupByEmail': TIER_3,
  'views.open': TIER_4,
};

/** Counts calls as Slack does, by a clock that a test may set. */
export class Limits {
  private readonly tiers = new Map(Object.entries(TIERS));
  private readonly kept = new Map<string, { left: number; at: number }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** This method is limited like that from now on. */
  set(method: string, limit: Limit): void {
    this.tiers.set(method, limit);
    this.kept.clear();
  }

  /** As Slack has them, after a long pause. */
  reset(): void {
    for (const [method, limit] of Object.entries(TIERS)) this.tiers.set(method, limit);
    this.kept.clear();
  }

  /** @returns null: it may be called; else the whole seconds until it may. What is refused is not counted. */
  take(method: string, channel: string): number | null {
    const limit = this.tiers.get(method);
    if (!limit) return null;
    const key = method === 'chat.postMessage' ? `${method} ${channel}` : method;
    const [at, perMs] = [this.now(), limit.perMinute / 60_000];
    const before = this.kept.get(key) ?? { left: limit.burst, at };
    const left = Math.min(limit.burst, before.left + (at - before.at) * perMs);
    // A hair under one whole call is one: sums of fractions.
    const may = left > 0.999_999;
    this.kept.set(key, { left: may ? left - 1 : left, at });
    return may ? null : Math.ceil((1 - left) / perMs / 1_000);
  }
}
