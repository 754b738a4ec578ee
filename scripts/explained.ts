import { prose } from './markdown.ts';

/** The text of `explain` as Markdown: its title, then a heading for each section. */
export function explained(text: string): string {
  const [title = '', , ...rest] = text.trimEnd().split('\n');
  const blocks = rest.join('\n').split('\n\n');
  return [`# ${prose(title)}`, ...blocks.map(block)].join('\n\n');
}

function block(text: string): string {
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '');
  if (!lines[0]?.startsWith('  ')) return [first, ...lines].map(prose).join('\n\n');
  return `## ${prose(first)}\n\n${lines.map(listLine).join('\n').trim()}`;
}

/** A moment is a line of its own in bold; what is done then is a list under it. */
function listLine(line: string): string {
  const [, indent = '', dash = '', words = ''] = /^( *)(- )?(.*)$/.exec(line) ?? [];
  if (dash === '' && indent.length === 2) return `\n**${prose(words)}**\n`;
  return `${indent.length > 4 ? '  ' : ''}- ${prose(words)}`;
}
