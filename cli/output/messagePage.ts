import type { OutboxEntry } from '../../ledger/schema.ts';
import { html } from './html.ts';

/** What the sandbox keeps of an email besides its words. */
interface Kept {
  html?: string | null;
  toName?: string | null;
  from?: { name: string; mailbox: string | null };
}

const STYLE = `body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
dl { border: 1px solid #bbb; border-radius: .4rem; display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; padding: .8rem; }
dt { color: #555; } dd { margin: 0; } pre { font: inherit; white-space: pre-wrap; }
iframe { border: 1px solid #bbb; border-radius: .4rem; width: 100%; height: 40rem; }`;

/**
 * A message of the sandbox as its reader would see it, as a page that fetches nothing. The words stand in a frame of their
 * own, where nothing runs.
 */
export function messagePage(entry: OutboxEntry): string {
  const { html: words, toName, from } = entry.body as Kept;
  const to = toName ? `${toName} <${entry.recipient}>` : entry.recipient;
  const heads: [string, string][] = [
    ['From', from ? `${from.name}${from.mailbox === null ? '' : ` <${from.mailbox}>`}` : 'the house'],
    ['To', to],
    ...(entry.subject === null ? [] : ([['Subject', entry.subject]] as [string, string][])),
    ['By', entry.channel],
    ['When', new Date(entry.at).toISOString()],
    ['Case', entry.case_id],
  ];
  const rows = heads.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  const shown = words
    ? html`<iframe sandbox="" title="The message" srcdoc="${words}"></iframe>`
    : html`<pre>${entry.text}</pre>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${entry.subject ?? entry.name}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<dl>${rows}</dl>
${shown}
</body>
</html>
`.html;
}
