import type { ErrorTable } from '../domain/errors.ts';

/** Everything a caller of the client can have done that cannot be done. */
export const CLIENT_ERRORS = {
  'FT-CLI-PROCEDURE': {
    means: 'There is no procedure of that name.',
    doThis: 'Use the name of a folder below procedures/; the message lists them.',
  },
  'FT-CLI-PROCEDURE-BROKEN': {
    means: 'The procedure has problems, so no case can be opened with it.',
    doThis: 'Run `followthrough check` and correct what it shows.',
  },
  'FT-CLI-VERSION': {
    means: 'The procedure has no such version, or several versions have this number.',
    doThis: 'Give a number, the beginning of a hash, or "file": `followthrough versions` shows them.',
  },
  'FT-CLI-CALENDAR': {
    means: 'There is no calendar of this name, or no more, so no dates can be worked out by it.',
    doThis: 'Use the name of a file in procedures/calendars, or bring the file back.',
  },
  'FT-CLI-CALENDAR-BROKEN': {
    means: 'The file of the calendar is there and has errors, so no dates can be worked out by it.',
    doThis: 'Run `followthrough check` and correct what it shows.',
  },
  'FT-CLI-CALENDAR-HOURS': {
    means:
      'The calendar that a case was to be opened with is closed at the hour of its procedure, so no step would ever be due.',
    doThis: "Widen the calendar's hours, or choose one that is open at that hour.",
  },
  'FT-CLI-SOURCE': {
    means: 'The source is not the name of an outside system.',
    doThis: 'Use lower-case letters, digits and hyphens, such as "lab-crm".',
  },
  'FT-CLI-OCCURRENCE': {
    means:
      'The id of the occurrence cannot be part of a case id, or looks like an address, which must not be one.',
    doThis:
      'Give the id that the outside system has for this occurrence: letters, digits and . _ ~ : / # = | -, without blanks and "@", so that the whole case id has at most 200 characters.',
  },
  'FT-CLI-CASE-ID': {
    means: 'This is not the id of a case.',
    doThis: 'Write it as procedure:source:occurrence, as `followthrough list` shows it.',
  },
  'FT-CLI-CONTACT': {
    means: 'The contact has a field that nobody knows, or an address that is none.',
    doThis:
      'Use name, email, phone, portal, locale, zone, address, consent, ceaseContact and attorney; an email address has exactly one "@" and no blanks, a phone number begins with + and the code of its country.',
  },
  'FT-CLI-ADDRESS': {
    means: 'This is no address on which somebody can be reached by that channel, or the contact has none.',
    doThis:
      'Write an email address, or a telephone number with + and the code of its country; with --channel portal, an id of the portal.',
  },
  'FT-CLI-CONSENT': {
    means: 'A word about consent is none that is known, or what an opt-in or opt-out needs is missing.',
    doThis:
      'Use the words that the message lists. An opt-in needs evidence; an opt-out of one topic needs its purpose.',
  },
  'FT-CLI-NO-REFUSAL': {
    means:
      'This item of the inbox was not taken for a refusal by its words, so there is nothing to take back.',
    doThis:
      'What was asked with a word such as STOP, or by a complaint, only the contact can lift: `followthrough opt-in`, with the proof.',
  },
  'FT-CLI-UNENCRYPTED': {
    means: 'That somebody prefers unencrypted messages cannot be recorded like this.',
    doThis: 'Name the channel, email or text, and the evidence: the signed form, or what was said when.',
  },
  'FT-CLI-CONFIDENTIAL': {
    means: 'A request for confidential communication cannot be recorded, or ended, like this.',
    doThis:
      'Say by which address the person is known, where they want to be reached instead, and what they asked for; `followthrough confidential list` shows the requests.',
  },
  'FT-CLI-ERASE': {
    means: 'Nobody can be erased like this.',
    doThis:
      'Name the person by cases or addresses that are theirs alone, give a reason that does not name them, and have it done by a role that may set rules aside. Look first with --preview.',
  },
  'FT-CLI-ERASED': {
    means: 'The case, or the person that it was to be opened for, was erased.',
    doThis:
      'Take the person out of the system that still names them. If they have agreed anew, record it with `followthrough opt-in` and open a case with another id.',
  },
  'FT-CLI-NO-ERASURE': {
    means: 'There is no erasure with this id.',
    doThis: 'Look it up with `followthrough erasures`.',
  },
  'FT-CLI-ALREADY-OPEN': {
    means: 'The contact has an open case of this procedure, and the procedure allows one at a time.',
    doThis:
      'Go on with the case that the message names, or withdraw it first. A procedure whose contacts may have several open cases says so with open-cases-per-contact.',
  },
  'FT-CLI-NOTHING-OWED': {
    means: 'A follow-up of a debt was to be opened for a customer of whom nothing is open.',
    doThis:
      'Bring the open items first (`followthrough import-items`), with the same source and the same id of the customer; an invoice that is not yet due will do.',
  },
  'FT-CLI-NOT-BLOCKED': {
    means: 'An address is to be used again that is not blocked on this channel.',
    doThis:
      '`followthrough opt-outs list` shows what is blocked. What the person has said themselves is an opt-out: only their agreement lifts it (`followthrough opt-in`).',
  },
  'FT-CLI-INCONVENIENT': {
    means: 'What a person finds inconvenient cannot be noted, or lifted, like this.',
    doThis:
      'Give hours of one day such as 12:00 and 13:30, weekdays in words, and what the person said; `followthrough inconvenient list` shows the ids of the notes.',
  },
  'FT-CLI-ATTEMPTS': {
    means: 'What was given is no number of attempts that were made before.',
    doThis: 'Give a whole number, 0 or more; a case goes on behind so many attempts.',
  },
  'FT-CLI-ALLOW': {
    means: 'What the contact rules refuse cannot be allowed like this.',
    doThis:
      'Only the rules that the message names can be set aside, once, by a role that may, with a reason. An opt-out never can: the contact has to agree again.',
  },
  'FT-CLI-OWNER': {
    means: 'The owner of a case is not written as a role.',
    doThis:
      'Name the role, such as case-team: lower-case letters, digits and hyphens. The person who owns it is `ownerPerson`.',
  },
  'FT-CLI-ACTOR': {
    means: 'Once people have been added, only an active one of them can act, and this is none.',
    doThis:
      'Say who you are with --as or FOLLOWTHROUGH_AS: the id of a person, as `followthrough people list` shows it.',
  },
  'FT-CLI-PERSON': {
    means: 'There is no person with this id, or the person has left.',
    doThis: 'Use an id that `followthrough people list` shows, or add the person.',
  },
  'FT-CLI-PERSON-TAKEN': {
    means:
      'There is, or was, a person with this id. What was done keeps naming them, so it is never used again.',
    doThis: 'Choose another id; `followthrough people change ID --active` brings back somebody who had left.',
  },
  'FT-CLI-PERSON-FIELD': {
    means: 'Something about a person is not written as it must be.',
    doThis: 'Correct what the message names; mailbox and telephone number are checked, roles are free words.',
  },
  'FT-CLI-PERSON-LAST': {
    means: 'The last active person cannot be removed: nobody could act any more.',
    doThis: 'Add somebody else first.',
  },
  'FT-CLI-ABSENCE': {
    means: 'An absence cannot be noted like this.',
    doThis:
      'Correct the dates or the stand-in; `followthrough people show ID` has the absences noted so far.',
  },
  'FT-CLI-NO-CASE': {
    means: 'The ledger has no case with this id.',
    doThis: 'Look it up with `followthrough list`.',
  },
  'FT-CLI-NO-MESSAGE': {
    means: 'No message with this id has gone out, so it cannot have failed to arrive.',
    doThis: 'Give the id of the message itself, which its provider got with it.',
  },
  'FT-CLI-NO-ITEM': {
    means: 'Nothing with this id has come in, or several things end with it.',
    doThis: 'Look it up with `followthrough inbox`, and give more of the id.',
  },
  'FT-CLI-NO-REPLY': {
    means: 'There is no unassigned reply with this id: it is unknown, or somebody has assigned it before.',
    doThis: 'Look it up with `followthrough replies`.',
  },
  'FT-CLI-NO-TASK': {
    means: 'The ledger has no task with this id.',
    doThis: 'Look it up with `followthrough tasks`.',
  },
  'FT-CLI-TASK-DONE': {
    means: 'The task is no longer open: somebody did it before, or it is no longer needed.',
    doThis: 'Nothing; the message says who did it and when.',
  },
  'FT-CLI-CALL': {
    means: 'Nobody can be put through to the contact of this task now.',
    doThis:
      'The message says why: the task is no call, you have no number (`people change`), the contact has answered, or the contact rules do not allow a call at this hour.',
  },
  'FT-CLI-REASON': {
    means:
      'This answer refuses, ends or assumes something, or lets a case stand still, so it is taken with a reason only.',
    doThis: 'Say why, with --note (for a hold: --reason).',
  },
  'FT-CLI-UNTIL': {
    means: 'An answer or a promise needs a date and has none, or has one and takes none.',
    doThis: 'Give the date with --at or --promised-for (for a hold: --until), or leave it out.',
  },
  'FT-CLI-ROLE': {
    means: 'Only somebody who answers for the role of this question may answer it.',
    doThis: 'Ask one of the people that the message names, or note the absence of somebody you stand in for.',
  },
  'FT-CLI-CHANNEL': {
    means: 'There is no channel of this name.',
    doThis: 'Use one that `followthrough channels` shows, or all.',
  },
  'FT-CLI-PARKED': {
    means: 'What was parked cannot be dealt with like this: it could arrive twice, or could not arrive.',
    doThis: 'Do what the message says; `followthrough parked` shows what waits and why.',
  },
  'FT-CLI-REPLAY': {
    means: 'What went out cannot be sent again: its case has ended or is answered, or it was never taken.',
    doThis: 'Read the reason; what never arrived is released with `followthrough parked release`.',
  },
  'FT-CLI-OWN-REQUEST': {
    means: 'Whoever has asked for something that cannot be undone may not approve it themselves.',
    doThis: 'Ask another person who answers for the role.',
  },
  'FT-CLI-NO-DECISION': {
    means: 'The task asks for no decision.',
    doThis: 'Answer it with `followthrough task done`.',
  },
  'FT-CLI-NO-REVIEW': {
    means: 'Nobody is asked to look at this account now, so there is no letter to print and nothing to log.',
    doThis: 'Look with `followthrough statement CASE` when it is due again, and in `followthrough tasks`.',
  },
  'FT-CLI-ACTION': {
    means: 'The procedure has no words for this action at the level that the account has reached.',
    doThis: 'Do one of those that the message names, or add its template to the procedure.',
  },
  'FT-CLI-LEVEL': {
    means: 'The procedure has no such level, or nothing at this level could go out by itself.',
    doThis: 'Use a level that `followthrough automation list` shows.',
  },
  'FT-CLI-INVOICE': {
    means: 'This invoice cannot be disputed or settled.',
    doThis: 'Use the number of an open invoice, as `followthrough statement CASE` shows it.',
  },
  'FT-CLI-NOT-ENDED': {
    means: 'Only a case that has ended can be taken up again, with an attempt it has come to.',
    doThis: 'For a case that waits use `followthrough resume`; otherwise name an attempt of the case.',
  },
  'FT-CLI-KEY': {
    means: 'A key of the gateway cannot be made like this, or there is none with this id.',
    doThis: 'Correct what the message names; `followthrough keys list` shows the keys.',
  },
  'FT-CLI-LINK': {
    means: 'A link by which a question is answered is none of ours, or cannot be used any more.',
    doThis: 'Use the newest message about it, or answer with `followthrough task decide`.',
  },
  'FT-CLI-PAGE': {
    means: 'A page of a list was asked for in a way that means nothing.',
    doThis: 'Give as --after what the page before has named, and a limit from 1 to 1,000.',
  },
  'FT-CLI-OPTION': {
    means: 'This is not one of the options of the task.',
    doThis: 'Answer with one of the options listed.',
  },
  'FT-CLI-REFUSED': {
    means: 'The case as it stands cannot do what was asked.',
    doThis: 'Read the reason; `followthrough show` tells how the case stands.',
  },
  'FT-CLI-NO-RUN': {
    means:
      'The ledger says that the case is open, but Temporal does not carry it: its run was ended or deleted by hand.',
    doThis:
      'Look at the case in Temporal’s Web UI, deal with it by hand, and open a new one if it must go on.',
  },
  'FT-CLI-ID-USED': {
    means: 'The id of this request was used before, for something else.',
    doThis: 'Give every request an id of its own; repeat an id only to repeat the same request.',
  },
  'FT-CLI-CONDITION': {
    means: 'What was said to have happened is not written as a condition.',
    doThis: 'Use the word of the procedure, such as case-withdrawn: lower-case letters, digits and hyphens.',
  },
  'FT-CLI-ID': {
    means:
      'The id of a request has characters that an id cannot have. It travels to Temporal, so it must not be an address.',
    doThis: 'Use up to 100 letters, digits and . _ : -, or leave the id out.',
  },
  'FT-CLI-TEXT': {
    means: 'A text is longer than can be kept, or holds a NUL character.',
    doThis:
      'Shorten it (replies and notes: 100,000 characters), or keep it in its own system and send a link.',
  },
  'FT-CLI-PERIOD': {
    means: 'A report was asked for a period that is none.',
    doThis: 'Write dates such as 2026-03-09; the first must not lie behind the last, nor in the future.',
  },
  'FT-CLI-MOMENT': {
    means: 'What was given as a date or a moment is none, or does not lie where it must.',
    doThis:
      'Give a date (2026-03-16), a date and time (2026-03-16T14:00-07:00), or one of the words that the message lists. Programs that call the library give a Date, or milliseconds since 1970-01-01T00:00:00Z.',
  },
  'FT-CLI-REQUEST': {
    means:
      'An HTTP request is not one that the gateway answers: no such path, not JSON, a field too many, or too long.',
    doThis: 'Correct what the message names; bodies are JSON of at most 256 KiB.',
  },
  'FT-CLI-UNEXPECTED': {
    means: 'Something failed that nobody foresaw. Nothing was acknowledged.',
    doThis: 'Try again; if it stays, look in the log of the process, which has the whole error.',
  },
  'FT-CLI-REHEARSED': {
    means:
      'A rehearsal was asked for something that it cannot do, or a live case for what only a rehearsal does.',
    doThis:
      'Read what the case waits for; `can` of its state, or `help` in the prompt, says what makes sense now.',
  },
  'FT-CLI-REHEARSAL': {
    means: 'The rehearsal cannot be run here, or does not move.',
    doThis:
      'Rehearse on a server with time skipping (`frontend.WorkflowTimeSkippingEnabled`), with a worker running; the message says what stood still.',
  },
  'FT-CLI-CODEC': {
    means:
      'The keys by which payloads in Temporal are sealed cannot be used, or the one that a payload needs is not among them.',
    doThis:
      'Give every worker, gateway and command the same FOLLOWTHROUGH_CODEC_KEYS, with each key that an open case was sealed with: docs/operations.md says how keys are made and changed.',
  },
  'FT-CLI-TEMPORAL': {
    means: 'The environment, or a profile that it names, does not say rightly how to connect to Temporal.',
    doThis:
      'Check TEMPORAL_ADDRESS, TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE, TEMPORAL_API_KEY and TEMPORAL_TLS_…: docs/operations.md has an example.',
  },
} as const satisfies ErrorTable;

export type ClientErrorCode = keyof typeof CLIENT_ERRORS;

/** What was asked of the client cannot be done; trying again changes nothing. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  /** For FT-CLI-REFUSED: the key of the refusal, such as `case-closed`. */
  readonly refusal: string | null;

  constructor(code: ClientErrorCode, message: string, refusal: string | null = null) {
    super(`${code}: ${message}`);
    this.code = code;
    this.refusal = refusal;
  }
}

/** The contact may have one open case of the procedure, and has it. */
export class AlreadyOpen extends ClientError {
  /** The open case. */
  readonly caseId: string;

  constructor(procedure: string, caseId: string) {
    super('FT-CLI-ALREADY-OPEN', `this contact has an open case of ${procedure}: ${caseId}.`);
    this.caseId = caseId;
  }
}
