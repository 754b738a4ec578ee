import { convert } from 'html-to-text';

/** HTML beyond this length is cut: what a person wrote stands at its beginning. */
const LONGEST = 500_000;

/**
 * The words of an HTML mail, without what the mail programs mark as quoted. Outlook marks nothing: its block of From and
 * Sent stays, by which replyText.ts knows where the quoted mail begins. Fetches nothing.
 */
export function plainText(html: string): string {
  const skipped = ['img', 'blockquote', 'div.gmail_quote', 'div.gmail_signature', 'div.yahoo_quoted'];
  return convert(html.slice(0, LONGEST), {
    wordwrap: false,
    limits: { maxDepth: 100, maxInputLength: LONGEST },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ],
  }).trim();
}
