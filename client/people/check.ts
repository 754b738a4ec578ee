import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { PersonChange } from '../../ledger/people/changes.ts';
import { ClientError } from '../errors.ts';

/** What may be said of a person. Absent in a change: as it is; null: none. */
export interface PersonFields {
  /** How messages are signed; absent: with the name. */
  senderName?: string | null | undefined;
  mailbox?: string | null | undefined;
  /** With + and the country. */
  number?: string | null | undefined;
  site?: string | null | undefined;
  roles?: readonly string[] | undefined;
  /** Their user id in Slack. */
  slack?: string | null | undefined;
}

const ID = /^[a-z][a-z0-9._-]{0,49}$/;
const ROLE = /^[a-z][a-z0-9-]{0,49}$/;
/** What goes into a From header: letters of any script in the domain, no quoting, no comments. */
const MAILBOX =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;
const SLACK = /^[UW][A-Z0-9]{2,20}$/;
const LONGEST = { name: 100, 'sender name': 100, site: 100, mailbox: 254 } as const;

export function checkId(id: string): string {
  if (ID.test(id)) return id;
  throw wrong(
    `"${id}" cannot be the id of a person: up to 50 lower-case letters, digits and . _ -, a letter first.`,
  );
}

function checkRoles(roles: readonly string[]): string[] {
  for (const role of roles)
    if (!ROLE.test(role))
      throw wrong(`"${role}" is not written as a role: lower-case letters, digits and hyphens.`);
  return [...new Set(roles)].sort();
}

/** One line, not empty: it stands in headers, lists and signatures. */
export function checkLine(text: string, what: Exclude<keyof typeof LONGEST, 'mailbox'>): string {
  const line = text.trim();
  if (line !== '' && line.length <= LONGEST[what] && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(line)) return line;
  throw wrong(`the ${what} must be one line of up to ${LONGEST[what]} characters.`);
}

function checkMailbox(text: string): string {
  const mailbox = text.trim();
  const dots = /^\.|\.\.|\.@/.test(mailbox);
  if (mailbox.length <= LONGEST.mailbox && MAILBOX.test(mailbox) && !dots) return mailbox;
  throw wrong(`"${text}" is not an email address, such as kim@example.com.`);
}

/** @returns the number as people read it: "+1 202 555 0143" */
function checkNumber(text: string): string {
  const number = parsePhoneNumberFromString(text.trim());
  if (number?.isPossible()) return number.formatInternational();
  const because = number ? 'it has too few or too many digits' : 'it needs + and the country';
  throw wrong(`"${text}" is not a telephone number: ${because}, such as +1 202 555 0143.`);
}

function checkSlack(text: string): string {
  if (SLACK.test(text.trim())) return text.trim();
  throw wrong(
    `"${text}" is not the id of a user in Slack, such as U012AB3CD: a profile shows it under "Copy member ID".`,
  );
}

/** What was given, each as it is kept. @throws ClientError FT-CLI-PERSON-FIELD */
export function checkFields(given: PersonFields): PersonChange {
  const { senderName, mailbox, number, site, roles, slack } = given;
  return {
    ...part('senderName', senderName, (text) => checkLine(text, 'sender name')),
    ...part('mailbox', mailbox, checkMailbox),
    ...part('number', number, checkNumber),
    ...part('site', site, (text) => checkLine(text, 'site')),
    ...part('slack', slack, checkSlack),
    ...(roles === undefined ? {} : { roles: checkRoles(roles) }),
  };
}

function part<Field extends string>(
  field: Field,
  value: string | null | undefined,
  check: (text: string) => string,
): { [field in Field]?: string | null } {
  if (value === undefined) return {};
  return { [field]: value === null ? null : check(value) } as { [field in Field]?: string | null };
}

function wrong(message: string): ClientError {
  return new ClientError('FT-CLI-PERSON-FIELD', message);
}
