import { ClientError } from './errors.ts';

/** What names a case for ever: the procedure, the outside system, and its id of this occurrence. */
export interface CaseName {
  procedure: string;
  source: string;
  occurrence: string;
}

/** Below the server's limit of 1,000 and short enough for every list. */
const LONGEST = 200;
const PROCEDURE = /^[a-z0-9][a-z0-9-]*$/;
const SOURCE = /^[a-z0-9][a-z0-9-]*$/;
const OCCURRENCE = /^[A-Za-z0-9][A-Za-z0-9._~:/#=|-]*$/;

/**
 * The case's id in the ledger and the workflow's id in Temporal. Ids are never encrypted, so an address must not be in
 * one (SRV-9).
 * @throws ClientError when a part cannot be part of an id
 */
export function caseIdOf({ procedure, source, occurrence }: CaseName): string {
  if (!PROCEDURE.test(procedure)) {
    throw new ClientError('FT-CLI-CASE-ID', `"${procedure}" is not the name of a procedure.`);
  }
  if (!SOURCE.test(source)) {
    throw new ClientError('FT-CLI-SOURCE', `"${source}" is not the name of an outside system.`);
  }
  if (occurrence.includes('@')) {
    throw new ClientError('FT-CLI-OCCURRENCE', 'the id of the occurrence holds an "@": an address is no id.');
  }
  if (!OCCURRENCE.test(occurrence)) {
    throw new ClientError(
      'FT-CLI-OCCURRENCE',
      `"${occurrence}" has characters that an id cannot have, or none at all.`,
    );
  }
  const id = `${procedure}:${source}:${occurrence}`;
  if (id.length > LONGEST) {
    throw new ClientError(
      'FT-CLI-OCCURRENCE',
      `the case id would have ${id.length} characters; ${LONGEST} are allowed.`,
    );
  }
  return id;
}

/**
 * The parts of a case's id; an occurrence may contain colons itself.
 * @throws ClientError when the text is no case id
 */
export function parseCaseId(id: string): CaseName {
  const [procedure = '', source = '', ...rest] = id.split(':');
  const name = { procedure, source, occurrence: rest.join(':') };
  if (rest.length === 0)
    throw new ClientError('FT-CLI-CASE-ID', `"${id}" is not procedure:source:occurrence.`);
  caseIdOf(name);
  return name;
}
