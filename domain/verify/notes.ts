import { type Answers, type Note, NOTE_ABOUT, type NoteAbout } from './answers.ts';
import type { Circumstances, Finding, NoteWords } from './finding.ts';

/** What stops contact unless the configuration names other words. Beginnings of words: "pregnan" is pregnant, pregnancy. */
export const HOLD_WORDS: NoteWords = {
  surgery: ['surger', 'surgical', 'surgeon', 'operated on', 'post-op', 'biopsy'],
  exposure: ['covid', 'coronavirus', 'quarantine', 'tested positive', 'contagious', 'isolating'],
  other: [
    'hospital',
    'pregnan',
    'chemo',
    'cancer',
    'allergic',
    'passed away',
    'deceased',
    'bereave',
    'lawyer',
  ],
};

/**
 * A note on surgery, an exposure or the like holds, and so does any note that a person wrote and nobody has read
 * (section 4 of the SOPs). What a person has dealt with holds no more.
 */
export function judgeNotes({ notes }: Answers['notes'], { settled, words }: Circumstances): Finding {
  const fresh = notes.filter(({ id }) => !settled.has(id));
  for (const about of NOTE_ABOUT) {
    const found = fresh.filter((note) => noteAbout(note, words) === about);
    if (found.length > 0)
      return { finding: 'hold', reason: `note-${about}`, about: found.map(({ id }) => id) };
  }
  const unread = fresh.filter(({ author, read }) => author === 'person' && !read);
  if (unread.length > 0) return { finding: 'hold', reason: 'unread-note', about: unread.map(({ id }) => id) };
  return { finding: 'clear' };
}

/** What a note is about, by the CRM's own word or by its words; null: nothing that stops contact. */
export function noteAbout(note: Pick<Note, 'about' | 'title' | 'text'>, words: NoteWords): NoteAbout | null {
  if (note.about) return note.about;
  const said = plain(`${note.title}\n${note.text ?? ''}`);
  return NOTE_ABOUT.find((about) => words[about].some((word) => begins(said, plain(word)))) ?? null;
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');
}

/** Whether a word in the text begins like that. */
function begins(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
  }
  return false;
}
