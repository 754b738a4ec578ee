import { readdirSync } from 'node:fs';
import type { ErrorEntry, ErrorTable } from '../domain/errors.ts';

const ROOT = new URL('../', import.meta.url);
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'server', 'test']);

/** TypeScript files of the product, as paths below the repository. */
export function sourceFiles(folder = ''): string[] {
  return readdirSync(new URL(folder, ROOT), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || LEFT_OUT.has(entry.name)) return [];
    if (entry.isDirectory()) return sourceFiles(`${folder}${entry.name}/`);
    return entry.name.endsWith('.ts') ? [`${folder}${entry.name}`] : [];
  });
}

/** Every error table of the product, by the file that has it; found by the files' names, so that none is forgotten. */
export async function errorTables(): Promise<{ file: string; table: ErrorTable }[]> {
  const files = sourceFiles().filter(
    (file) => /(^|\/)(e|\w+E)rrors\.ts$/.test(file) && file !== 'domain/errors.ts',
  );
  const tables = await Promise.all(
    files.map(async (file) => {
      const module = (await import(new URL(file, ROOT).href)) as Record<string, unknown>;
      return Object.values(module)
        .filter(isTable)
        .map((table) => ({ file, table }));
    }),
  );
  return tables.flat();
}

function isTable(value: unknown): value is ErrorTable {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([code, entry]) => code.startsWith('FT-') && isEntry(entry));
}

function isEntry(value: unknown): value is ErrorEntry {
  return typeof value === 'object' && value !== null && 'means' in value && 'doThis' in value;
}
