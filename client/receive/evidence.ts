const LONGEST = 2_000;

/** What was said, for whoever reads the opt-out. Doubt counts as a refusal, so they must know that it may be none. */
export function saidIn(text: string, because: string): string {
  const said = `“${text.slice(0, LONGEST)}”`;
  return because === 'phrase' ? `${said}. These words were taken for a refusal.` : said;
}

/**
 * How an opt-out reached us. A word that the provider knows as well is told apart from words of their own, of which it
 * knows nothing.
 * @param way the channel, where its provider has heard the word; `reply`: somebody says that it was said
 */
export function sourceOf(way: string, { source, because }: { source: string; because: string }): string {
  return `${because === 'phrase' ? 'words' : way}:${source}`;
}
