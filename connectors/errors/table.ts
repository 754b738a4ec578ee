import { readFileSync } from 'node:fs';
import { ConfigReader } from '../config/reader.ts';
import { readRows, type Row } from './rows.ts';
import type { Signal, Verdict } from './signal.ts';

const FILE = new URL('./table.yaml', import.meta.url);

/** The table that ships: the one place that says what a code means (SND-8). */
export const ERROR_TABLE: readonly Row[] = shipped();

function shipped(): Row[] {
  const reader = new ConfigReader(readFileSync(FILE, 'utf8'), 'table.yaml', {});
  const rows = readRows(reader, reader.root);
  const [problem] = reader.problems;
  if (problem) throw new Error(`table.yaml:${problem.line}: ${problem.message}`);
  return rows;
}

/** Says what a signal means. The house's own rows are asked first; the first row that fits decides. */
export function classify(signal: Signal, own: readonly Row[] = []): Verdict {
  const row =
    deciding(own, signal) ??
    deciding(ERROR_TABLE, signal) ??
    deciding(ERROR_TABLE, { ...signal, over: 'http' });
  if (!row) throw new Error(`the error table has no last row for ${signal.over}`);
  return { class: row.class, reason: row.reason, stopsChannel: row.stopsChannel };
}

function deciding(rows: readonly Row[], signal: Signal): Row | undefined {
  return rows.find((row) => fits(row, signal));
}

function fits(row: Row, signal: Signal): boolean {
  return (
    row.over === signal.over &&
    row.here === (signal.refusedHere ?? false) &&
    (row.stage === undefined || row.stage.includes(signal.stage)) &&
    (row.code === undefined || row.code.includes(signal.code ?? '')) &&
    (row.enhanced === undefined || row.enhanced.test(signal.enhanced ?? '')) &&
    (row.status === undefined || row.status.some((pattern) => matches(pattern, signal.status)))
  );
}

function matches(pattern: string, status: number | null): boolean {
  if (status === null) return pattern === 'none';
  const code = String(status);
  return pattern.endsWith('xx') ? code.length === 3 && code[0] === pattern[0] : code === pattern;
}
