/** What a look at a connector has found. */
export interface Finding {
  connector: string;
  /** In a sentence. */
  what: string;
  state: 'works' | 'missing' | 'broken' | 'unknown';
  /** What a person can do about it. */
  fix?: string;
}
