import * as cases from './cases.ts';
import * as common from './common.ts';
import * as contactRules from './contactRules.ts';
import * as imports from './imports.ts';
import * as people from './people.ts';
import * as procedures from './procedures.ts';
import * as rehearsals from './rehearsals.ts';
import * as tasks from './tasks.ts';
import * as versions from './versions.ts';

/** Every schema with a name, by that name. */
export const SHARED = [
  cases,
  common,
  contactRules,
  imports,
  people,
  procedures,
  rehearsals,
  tasks,
  versions,
].flatMap((file) => Object.values(file).filter(isNamed));

function isNamed(value: unknown): value is { $id: string } {
  return typeof value === 'object' && value !== null && '$id' in value;
}
