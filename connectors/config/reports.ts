import { isSafe } from './routes.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Where a report comes from, and whose cases its rows become. */
export interface ReportSource {
  procedure: string;
  from: ReportFolder | ReportAddress;
}

/** Every CSV file that lies in it. */
export interface ReportFolder {
  folder: string;
}

export interface ReportAddress {
  url: string;
  /** The header that carries the secret; null: the address needs none. */
  secret: { header: string; value: string } | null;
  /** Hosts in the house that may have private addresses. */
  allowPrivate?: readonly string[];
}

const NAME = /^[a-z][a-z0-9-]{0,49}$/;
/** A header that a request may carry (RFC 9110), and that names no address of another host. */
const HEADER = /^(?!host$|content-length$|transfer-encoding$)[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}$/i;

/** Reads `reports`: by its name, each report with its procedure and a folder or an https address. */
export function readReports(reader: ConfigReader, place: Place | undefined): Record<string, ReportSource> {
  const reports: Record<string, ReportSource> = {};
  for (const [name, each] of place ? reader.fields(place, null) : []) {
    if (!NAME.test(name))
      reader.report(
        'FT-CFG-VALUE',
        each.at,
        `"${name}" cannot name a report: use lower-case letters, digits and -.`,
      );
    const report = readReport(reader, each);
    if (report) reports[name] = report;
  }
  return reports;
}

function readReport(reader: ConfigReader, place: Place): ReportSource | undefined {
  const fields = reader.fields(place, ['procedure', 'folder', 'url', 'header', 'secret'], ['procedure']);
  const procedure = reader.text(fields.get('procedure'));
  const folder = reader.text(fields.get('folder'));
  const url = reader.text(fields.get('url'));
  const value = reader.secret(fields.get('secret'));
  const header = reader.text(fields.get('header')) ?? 'Authorization';
  if ((folder === undefined) === (url === undefined)) {
    reader.report('FT-CFG-KEY-MISSING', place.at, `"${place.name}" needs either a folder or a url.`);
    return undefined;
  }
  if (url !== undefined && !isSafe(url)) {
    reader.report('FT-CFG-URL', fields.get('url')?.at ?? place.at, `"${url}" is not an https address.`);
    return undefined;
  }
  if (!HEADER.test(header)) {
    reader.report(
      'FT-CFG-VALUE',
      fields.get('header')?.at ?? place.at,
      `"${header}" is no header for a secret.`,
    );
    return undefined;
  }
  if (procedure === undefined) return undefined;
  if (folder !== undefined) return { procedure, from: { folder } };
  const { allowPrivate } = reader;
  return {
    procedure,
    from: {
      url: url ?? '',
      secret: value === undefined ? null : { header, value },
      ...(allowPrivate.length > 0 ? { allowPrivate } : {}),
    },
  };
}
