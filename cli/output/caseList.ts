import type { CaseSummary } from '../../client/index.ts';
import { table } from './table.ts';
import { ownZone, short } from './times.ts';
import { statusWords, waitingWords } from './wording.ts';

const HEAD = ['case', 'status', 'goes on', 'zone', 'waits for'];

/** Cases as a table. Each row's time is in the zone that the row names. */
export function caseList(cases: CaseSummary[], zones: ReadonlyMap<string, string>, width: number): string {
  const rows = cases.map((each) => {
    const zone = zones.get(each.id) ?? ownZone();
    const waits = waitingWords(each.waitingOn, each.nextAt);
    const notes = [
      waits,
      each.replyToAssign ? '(a reply from the address waits: followthrough replies)' : '',
      each.rehearsal ? '(rehearsal)' : '',
      each.started ? '' : '(Temporal has yet to be told)',
    ];
    return [
      each.id,
      statusWords(each.status, each.outcome),
      short(each.nextAt, zone),
      each.nextAt === null ? '' : zone,
      notes.filter(Boolean).join(' '),
    ];
  });
  return table(rows, width, HEAD);
}
