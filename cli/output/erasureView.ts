import type { Carried, Certificate, ErasurePreview, KnownErasure } from '../../client/index.ts';
import { isIntact } from '../../ledger/erasure/certificate.ts';
import { table, wrap } from './table.ts';
import { ownZone, short } from './times.ts';
import { statusWords } from './wording.ts';

/** What would go and what would stay. */
export function previewText(preview: ErasurePreview, width: number): string {
  const { cases, addresses, sharedAddresses, others, rehearsals, removed, pseudonymised, kept } = preview;
  const open = cases.filter(({ status }) => status !== 'closed').length;
  const listed = cases.map(({ id, status }) => [
    `  ${id}`,
    statusWords(status, null) + (rehearsals.includes(id) ? ', a rehearsal or sample' : ''),
  ]);
  const played = cases.filter(({ id }) => rehearsals.includes(id)).length;
  const apart = played === 0 ? '' : `, ${played} of them rehearsals or samples`;
  return paragraphs(
    `This would erase ${many(cases.length, 'case')} (${open} open${apart}) and block ${many(addresses, 'address')}:`,
    table(listed, width),
    sharedWords(sharedAddresses, others, rehearsals),
    rowsText(removed, pseudonymised, width),
    keptText(kept, width),
    'Nothing was changed. To do it, say --reason instead of --preview.',
  );
}

/** What an erasure came to, or that it is still to be done. */
export function erasedText({ id, certificate, because, registered }: Carried, width: number): string {
  if (!certificate)
    return `Erasure ${id} is kept and goes on by itself: ${because ?? 'it is at work'}. No contact starts meanwhile.`;
  return paragraphs(
    certificateText(certificate, width),
    registered === false
      ? 'The register beside the backups could not be written: look at FOLLOWTHROUGH_ERASURES and the disk. The next erasure or backup writes it.'
      : '',
  );
}

export function certificateText(certificate: Certificate, width: number): string {
  const { id, by, role, reason, endedAt, runs, files, previous, hash, stillNamed } = certificate;
  const { cases, addresses, sharedAddresses, removed, pseudonymised, kept } = certificate;
  return paragraphs(
    table(
      [
        ['erasure', id],
        ['done', short(Date.parse(endedAt), ownZone())],
        ['by', `${by} (${role})`],
        ['reason', reason],
        ['erased', `${many(cases, 'case')}; ${many(addresses, 'address')} blocked`],
        ['Temporal', `${many(runs.ended, 'open run')} ended, ${many(runs.deleted, 'run')} deleted`],
        ['reports', `${many(files, 'fetched file')} deleted`],
        ['certificate', `${hash}${isIntact(certificate) ? '' : ' DOES NOT FIT ITS WORDS'}`],
        ['before it', previous ?? 'none'],
      ],
      width,
    ),
    sharedWords(sharedAddresses),
    rowsText(removed, pseudonymised, width),
    keptText(kept, width),
    Object.keys(stillNamed).length === 0
      ? ''
      : `Other people's cases still name them; look there:\n${countsOf(stillNamed, width)}`,
  );
}

export function erasuresTable(erasures: KnownErasure[], width: number): string {
  const rows = erasures.map(({ id, begun_at: at, begun_by: by, certificate, reason }) => [
    id,
    short(at, ownZone()),
    by,
    certificate ? many(certificate.cases, 'case') : 'not done yet',
    reason,
  ]);
  return table(rows, width, ['erasure', 'asked', 'by', 'came to', 'reason']);
}

function sharedWords(shared: number, others: string[] = [], rehearsals: string[] = []): string {
  if (shared === 0) return '';
  const what = shared === 1 ? 'address is' : 'addresses are';
  const says = `${shared} ${what} in other people's cases as well. It is not blocked, and those cases stay`;
  const played = others.filter((id) => rehearsals.includes(id)).length;
  const real = others.filter((id) => !rehearsals.includes(id)).map((id) => `\n  ${id}`);
  const apart = played === 0 ? '' : `\n  and ${played} of rehearsals and samples`;
  return others.length === 0 ? `${says}.` : `${says}:${real.join('')}${apart}`;
}

function rowsText(
  removed: Record<string, number>,
  pseudonymised: Record<string, number>,
  width: number,
): string {
  return paragraphs(
    Object.keys(removed).length === 0 ? '' : `Rows removed:\n${countsOf(removed, width)}`,
    Object.keys(pseudonymised).length === 0
      ? ''
      : `Rows that stay without anything that tells who it was:\n${countsOf(pseudonymised, width)}`,
  );
}

function countsOf(counts: Record<string, number>, width: number): string {
  const rows = Object.entries(counts).map(([name, n]) => [`  ${name.replaceAll('_', ' ')}`, String(n)]);
  return table(rows, width);
}

function keptText(kept: Certificate['kept'], width: number): string {
  if (kept.length === 0) return '';
  const lines = kept.flatMap(({ table: name, rows, because, years }) => {
    const until = years === null ? '' : ` For ${years} years.`;
    return wrap(`${name.replaceAll('_', ' ')} (${rows}): ${because}${until}`, width - 2);
  });
  return `Kept, and why:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function paragraphs(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function many(n: number, what: string): string {
  const plural = what.endsWith('s') ? `${what}es` : `${what}s`;
  return `${n} ${n === 1 ? what : plural}`;
}
