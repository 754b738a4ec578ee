/** Text for a Markdown page: outside `code`, an angle bracket would be read as HTML and a bar as the end of a cell. */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '\\<').replaceAll('|', '\\|') : part))
    .join('`');
}
