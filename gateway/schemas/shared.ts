import * as cases from './cases.ts';
import * as channels from './channels.ts';
import * as common from './common.ts';
import * as contactRules from './contactRules.ts';
import * as erasures from './erasures.ts';
import * as imports from './imports.ts';
import * as inbox from './inbox.ts';
import * as people from './people.ts';
import * as procedures from './procedures.ts';
import * as receivables from './receivables.ts';
import * as rehearsals from './rehearsals.ts';
import * as reports from './reports.ts';
import * as tasks from './tasks.ts';
import * as versions from './versions.ts';

/** Every schema with a name, by that name. */
export const SHARED = [
  cases,
  channels,
  common,
  contactRules,
  erasures,
  imports,
  inbox,
  people,
  procedures,
  receivables,
  rehearsals,
  reports,
  tasks,
  versions,
].flatMap((file) => Object.values(file).filter(isNamed));

function isNamed(value: unknown): value is { $id: string } {
  return typeof value === 'object' && value !== null && '$id' in value;
}
