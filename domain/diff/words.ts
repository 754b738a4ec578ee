import { diffWordsWithSpace } from 'diff';

/** Words of the unchanged text that are shown on each side of a change. */
const AROUND = 4;

interface Part {
  same: string;
  old: string;
  now: string;
}

/** What changed in a text, word by word: `… answer within [two → three] days [+ or call us] …`. */
export function wordChange(old: string, now: string): string {
  const parts = grouped(joined(old), joined(now));
  if (parts.every((part) => part.old.trim() === part.now.trim())) return 'only its line breaks or blanks.';
  const shown = parts.map((part, index) => {
    const [gone, come] = [part.old.trim(), part.now.trim()];
    if (part.same !== '') return between(part.same, index > 0, index < parts.length - 1);
    if (gone === come) return gone;
    if (gone === '') return `[+ ${come}]`;
    return come === '' ? `[− ${gone}]` : `[${gone} → ${come}]`;
  });
  return shown.filter((words) => words !== '').join(' ');
}

function joined(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** Changes that only blanks keep apart are one change. */
function grouped(old: string, now: string): Part[] {
  const parts: Part[] = [];
  for (const { value, added, removed } of diffWordsWithSpace(old, now)) {
    const last = parts.at(-1);
    const changes = last !== undefined && last.same === '';
    if (!added && !removed && !(changes && value.trim() === '')) {
      parts.push({ same: value, old: '', now: '' });
      continue;
    }
    const part = changes ? last : { same: '', old: '', now: '' };
    if (!changes) parts.push(part);
    if (!added) part.old += value;
    if (!removed) part.now += value;
  }
  return parts;
}

function between(value: string, before: boolean, after: boolean): string {
  const words = value.split(/\s+/).filter((word) => word !== '');
  const shown = (before ? AROUND : 0) + (after ? AROUND : 0);
  if (words.length <= shown) return words.join(' ');
  const head = before ? words.slice(0, AROUND) : [];
  const tail = after ? words.slice(-AROUND) : [];
  return [...head, '…', ...tail].join(' ');
}
