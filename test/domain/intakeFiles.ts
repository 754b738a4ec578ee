import { readFileSync } from 'node:fs';
import { decodeMapping } from '../../domain/intake/decode.ts';
import type { Mapping } from '../../domain/intake/mapping.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';

const FOLDER = new URL('../client/importProcedures/', import.meta.url);

export function mappingText(name: string): string {
  return readFileSync(new URL(`${name}/import.yaml`, FOLDER), 'utf8');
}

export function procedureOf(name: string): Procedure {
  const text = readFileSync(new URL(`${name}/procedure.yaml`, FOLDER), 'utf8');
  const found = { hasCalendar: () => true, hasMessage: () => true, rendersClosing: () => false };
  const { procedure, problems } = decodeProcedure({ file: 'procedure.yaml', text }, found);
  if (!procedure) throw new Error(JSON.stringify(problems));
  return procedure;
}

export function mappingOf(name: string, change: (text: string) => string = (text) => text): Mapping {
  const text = change(mappingText(name));
  const { mapping, problems } = decodeMapping({ file: 'import.yaml', text }, name, procedureOf(name));
  if (!mapping) throw new Error(JSON.stringify(problems));
  return mapping;
}
