import type { Api } from '../api.ts';
import { found } from '../api.ts';
import type { Change, OutgoingNote } from '../ports.ts';
import type { KeapContact } from './contact.ts';
import { filterOf, listed } from './filter.ts';
import type { KeapSettings } from './settings.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Looks for the note on the contact; the change writes it where it is not there yet, and puts its tags on them. */
export async function postNote(
  api: Api,
  settings: KeapSettings,
  contact: KeapContact,
  note: OutgoingNote,
): Promise<Change> {
  const { user, tags } = settings;
  if (user === null) throw found('keap', 'cannot-carry', 'no user is configured who writes notes');
  const before = await writtenBefore(api, contact, note);
  return async () => {
    const providerId = before ?? (await write(api, user, settings, contact, note));
    // Applying a tag again changes nothing, so a try that was broken off is simply done again.
    for (const tag of note.tags.flatMap((name) => tags[name] ?? []))
      await api.post(`/rest/v2/tags/${tag}/contacts:applyTags`, { contact_ids: [contact.id] });
    return { providerId };
  };
}

/** Our id in a note's text says that an earlier try has arrived. */
async function writtenBefore(api: Api, contact: KeapContact, note: OutgoingNote): Promise<string | null> {
  // A day for clocks that differ: Keap dates notes by its own.
  const since = new Date(note.at - DAY).toISOString();
  const notes = await listed<{ id?: string; text?: string }>(api, pathOf(contact), 'notes', {
    filter: filterOf({ since_time: since }),
  });
  const before = notes.find(({ text }) => text?.includes(markOf(note)));
  return before === undefined ? null : (before.id ?? '');
}

async function write(
  api: Api,
  user: string,
  { tags }: KeapSettings,
  contact: KeapContact,
  note: OutgoingNote,
): Promise<string | null> {
  // A name that Keap has no tag for is at least read.
  const others = note.tags.filter((name) => tags[name] === undefined);
  const lines = [
    note.text.trimEnd(),
    ...(others.length > 0 ? [`Tags: ${others.join(', ')}`] : []),
    markOf(note),
  ];
  const answer = await api.post(pathOf(contact), {
    user_id: user,
    title: note.title || note.name,
    text: lines.join('\n\n'),
  });
  const { id } = (answer ?? {}) as { id?: string };
  return id ?? null;
}

function pathOf({ id }: KeapContact): string {
  return `/rest/v2/contacts/${encodeURIComponent(id)}/notes`;
}

function markOf({ id }: OutgoingNote): string {
  return `(Followthrough ${id})`;
}
