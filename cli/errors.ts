import type { ErrorTable } from '../domain/errors.ts';

/** What can be wrong with a command, before or besides what the other parts refuse. */
export const COMMAND_ERRORS = {
  'FT-CMD-USAGE': {
    means: 'The command was not written as it must be.',
    doThis: 'Look at its help: followthrough COMMAND --help.',
  },
  'FT-CMD-PROCEDURE': {
    means: 'There is no procedure of that name.',
    doThis: 'Use one of the names listed, or say with --procedures in which folder it is.',
  },
  'FT-CMD-CALENDAR': {
    means:
      'There is no calendar of that name, or it is closed at the hour of the procedure, or its file has errors.',
    doThis:
      'Use the name of a file in procedures/calendars that is open at that hour, and correct its errors.',
  },
  'FT-CMD-UNSOUND': {
    means: 'The procedure has problems, so nothing can be done with it.',
    doThis: 'Run "followthrough check" and correct what it shows.',
  },
  'FT-CMD-FILE': {
    means: 'A file that the command was given cannot be read or written.',
    doThis: 'Check the path and its permissions.',
  },
  'FT-CMD-DATA-DIR': {
    means: 'The data folder cannot be used.',
    doThis: 'Check the path and its permissions, or choose another folder with --data-dir.',
  },
  'FT-CMD-RUNNING': {
    means: 'Followthrough runs already on this data folder.',
    doThis: 'Use the one that runs, stop it, or choose another folder with --data-dir.',
  },
  'FT-CMD-CONFIG': {
    means: 'The configuration file has problems, so nothing was started.',
    doThis: 'Correct the places shown; without the file every channel is a sandbox.',
  },
  'FT-CMD-LINE': {
    means: 'A line of the input is not a JSON object.',
    doThis: 'Write one object of facts on each line: {"alert-sent": "2026-03-06T16:30:00-08:00"}.',
  },
  'FT-CMD-UNUSED': {
    means: 'A rehearsal was told of an answer, a reply or a condition for which its case never had a place.',
    doThis:
      'Use a name that the message lists, or leave it out: the case went another way, or had ended before.',
  },
  'FT-CMD-CASE': {
    means: 'No case has that id, or several end with it.',
    doThis: 'Give the whole id, or a longer end of it; "followthrough list" shows them.',
  },
  'FT-CMD-REPLY': {
    means: 'No unassigned reply, or more than one, is meant.',
    doThis: 'Give more of the id, as `followthrough replies` shows it.',
  },
  'FT-CMD-TASK': {
    means: 'No open task has that id, or several begin with it.',
    doThis: 'Give the id as "followthrough tasks" shows it.',
  },
  'FT-CMD-OUTCOME': {
    means: 'The outcomes of the task mean different things, and none was named.',
    doThis:
      'Add --outcome with one of those listed; "followthrough task show TASK" says what each of them does.',
  },
  'FT-CMD-TIME': {
    means: 'A time is not one that everybody understands in the same way.',
    doThis:
      'Write a date (2026-03-09), a date and time (2026-03-09T14:00), or one with its offset (2026-03-09T14:00-08:00).',
  },
  'FT-CMD-NO-KEY': {
    means: 'The gateway was to listen for other machines, and nobody has made a key yet.',
    doThis:
      'Start it for this machine only, make a key with "followthrough keys create", and start it again.',
  },
  'FT-CMD-NOT-RUNNING': {
    means: 'The command needs a running Followthrough and found none.',
    doThis: 'Start it in another terminal with "npm start", or set DATABASE_URL and TEMPORAL_ADDRESS.',
  },
  'FT-CMD-STARTING': {
    means: 'Followthrough is starting on this data folder, or just ending there, and cannot be reached.',
    doThis:
      'Wait until the terminal in which it starts says that it runs, then try again. The very first start may build the Temporal server, which takes some minutes.',
  },
  'FT-CMD-TEMPORAL': {
    means: 'The Temporal server does not answer.',
    doThis:
      'Check that it runs and that TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are right; nothing is lost meanwhile.',
  },
  'FT-CMD-TEMPORAL-SETUP': {
    means: 'The Temporal server does not let us make the namespace or the search attributes that cases need.',
    doThis:
      'Make them where it lets you, on Temporal Cloud in its web page or with tcld: the message lists them. Then start again.',
  },
  'FT-CMD-ENDED': {
    means: 'A server that Followthrough started has ended by itself, so everything was stopped.',
    doThis:
      'Read its log in the folder logs of the data folder, then start again: nothing that was acknowledged is lost.',
  },
  'FT-CMD-BUG': {
    means: 'Followthrough itself has made a mistake.',
    doThis: 'Run the command again with FOLLOWTHROUGH_DEBUG=1 and report what it prints.',
  },
} as const satisfies ErrorTable;

export type CommandErrorCode = keyof typeof COMMAND_ERRORS;

/** The command cannot do what was asked, in the words the user gets to read. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: CommandErrorCode;

  constructor(code: CommandErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
