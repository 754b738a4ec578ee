import type { ErrorTable } from '../errors.ts';

/** Every problem a procedure file can have. The rule itself is in the part of the code that reports it. */
export const PROCEDURE_ERRORS = {
  'FT-PRC-YAML': {
    means: 'The file is not valid YAML.',
    doThis:
      'Correct the place shown; most often it is the indentation, a missing space after a colon or an open quote.',
  },
  'FT-PRC-YAML-EXTRAS': {
    means: 'The file uses an anchor, an alias, a tag or a merge key. A procedure is read as it stands.',
    doThis: 'Write the value out where it is used.',
  },
  'FT-PRC-EMPTY': {
    means: 'The file, or a part that must hold keys, has nothing in it.',
    doThis: 'Start from one of the shipped procedures.',
  },
  'FT-PRC-TOO-LARGE': {
    means: 'The file is far larger than any procedure a person would read.',
    doThis: 'Check that it is the right file; split what it describes into several procedures.',
  },
  'FT-PRC-KEY-TWICE': {
    means: 'The same key stands twice in one place, so one of the two would be lost.',
    doThis: 'Remove one of them, or write two items.',
  },
  'FT-PRC-KEY-RESERVED': {
    means: 'A key is a word such as on, yes or no, which some programs read as true or false.',
    doThis: 'Choose another word.',
  },
  'FT-PRC-KEY-UNKNOWN': {
    means: 'A key is not in the vocabulary at this place.',
    doThis: 'Use one of the keys listed; docs/vocabulary.md has all of them.',
  },
  'FT-PRC-KEY-MISSING': {
    means: 'A key that must be there is not.',
    doThis: 'Add it.',
  },
  'FT-PRC-VALUE-KIND': {
    means:
      'A value is of the wrong kind: a list where a text is expected, a number without quotes, and so on.',
    doThis: 'Write it in the form the message shows.',
  },
  'FT-PRC-VALUE-UNKNOWN': {
    means: 'A value is not one of those that are allowed here.',
    doThis: 'Use one of the values listed.',
  },
  'FT-PRC-VALUE-TWICE': {
    means: 'The same value stands twice in a list.',
    doThis: 'Remove one.',
  },
  'FT-PRC-NAME': {
    means: 'A name has characters that names cannot have.',
    doThis: 'Use lower-case letters and digits, with hyphens between words: last-reminder.',
  },
  'FT-PRC-HOUR': {
    means:
      'An hour is not a quoted "HH:MM", or does not fit the other hours of the clock or of its calendar.',
    doThis: 'Write it with two digits each and in quotes, "09:00", within the hours of the calendar.',
  },
  'FT-PRC-LOOK-UP-FACT': {
    means: 'A look-up has no fact to put its answer in, or the fact lacks what it can say.',
    doThis:
      'Declare a fact of the same name, of type choice, with every option the message lists and a default.',
  },
  'FT-PRC-LEVELS': {
    means: 'Levels, the step at which they are reached and the review of the statement do not go together.',
    doThis:
      'Write levels, and one step "when: level-reached" whose only item is a review; days and waits do not stand beside it.',
  },
  'FT-PRC-ASKED-OF': {
    means:
      'A team is asked which way to go, but there is no choice to ask about, or no choice that excuses it.',
    doThis: 'Put the act into a branch of the choice, and name a choice with a default behind unless.',
  },
  'FT-PRC-RULE': {
    means:
      "A rule of the procedure's own is written wrongly, or is about something that the procedure never does.",
    doThis:
      'Write "never: call" with "before: send-text" or "after: ..." beside it, or "every-attempt-leaves: note", in words of the steps.',
  },
  'FT-PRC-ASK-EMPTY': {
    means: 'An approval is asked for, and nothing after it on the same way does what was approved.',
    doThis: 'Do the act later, or take the question out.',
  },
  'FT-PRC-NUMBER': {
    means: 'A number is not a whole number, or is too small or too large.',
    doThis: 'Write a whole number in the range that the message names.',
  },
  'FT-PRC-VERB-UNKNOWN': {
    means: 'An item of a step has no verb, or one that does not exist.',
    doThis: 'Use one of the verbs listed; docs/vocabulary.md explains them.',
  },
  'FT-PRC-VERB-TWO': {
    means: 'One item of a step has two verbs, so their order would be unclear.',
    doThis: 'Write two items, each with its own dash.',
  },
  'FT-PRC-MODIFIER': {
    means: 'A key such as warns-of stands beside a verb that it does not belong to.',
    doThis: 'Move it to the item it belongs to, or remove it.',
  },
  'FT-PRC-CHOOSE-NESTED': {
    means:
      'A choice stands inside the branch of another one. Choices are one level deep, so that a step can be read at a glance.',
    doThis: 'Write the choices one after the other, or make it a variant.',
  },
  'FT-PRC-FACT-KEY': {
    means: 'A key does not fit the type of the fact, such as options on a text.',
    doThis: 'Remove the key, or change the type.',
  },
  'FT-PRC-FACT-NAME': {
    means: 'The name of a fact or an option is already taken for something else.',
    doThis: 'Choose another name.',
  },
  'FT-PRC-WORDING': {
    means:
      'The wording of an option cannot be written: it is no correct template, or needs a value it cannot have.',
    doThis: 'Use plain text, and at most the detail of the same fact: proceed with {{ resolution-detail }}.',
  },
  'FT-PRC-FACT-UNKNOWN': {
    means: 'The procedure refers to a fact that it does not declare.',
    doThis: 'Correct the name, or declare the fact under facts.',
  },
  'FT-PRC-FACT-TYPE': {
    means: 'A fact is used for something its type cannot do.',
    doThis: 'Day zero needs a required fact of type instant; choose needs a fact of type choice.',
  },
  'FT-PRC-OPTION-UNKNOWN': {
    means: 'An option is not among the options of the fact, or does not exist in this variant.',
    doThis: 'Use one of the options listed.',
  },
  'FT-PRC-OPTION-OPEN': {
    means: 'A choice says nothing about some option, so a case with that option would have no way to go on.',
    doThis: 'Add a branch for each option named, or the branch otherwise.',
  },
  'FT-PRC-DEFAULT-MISSING': {
    means: 'A fact decides the path but has no default, so a case opened without it would have no path.',
    doThis: 'Add default: with one of the options.',
  },
  'FT-PRC-CHOICES-MANY': {
    means: 'More facts decide the path than anybody can keep in mind.',
    doThis: 'Leave at most three; make the others variants or separate procedures.',
  },
  'FT-PRC-CALENDAR': {
    means: 'The clock names a calendar that does not exist.',
    doThis: 'Use one of the calendars listed, or add a file to the folder calendars.',
  },
  'FT-PRC-STOP-RULE': {
    means:
      'The procedure does not say that it stops on a reply and when the case is withdrawn. Every procedure does.',
    doThis: 'Write stop-when: [customer-replies, case-withdrawn].',
  },
  'FT-PRC-VARIANT-UNKNOWN': {
    means: 'A variant is named that the procedure does not have, or none is named where one must be chosen.',
    doThis: 'Use one of the variants listed.',
  },
  'FT-PRC-VARIANT-EMPTY': {
    means: 'A variant has no step with a day, so nothing would ever happen in it.',
    doThis: 'Give it a day in at least one step, or remove the variant.',
  },
  'FT-PRC-STEP-TIME': {
    means: 'A step does not say when it happens, or says it in two ways.',
    doThis: 'Give it either day or when.',
  },
  'FT-PRC-STEP-ORDER': {
    means: 'The steps at the opening do not stand before the steps with days, or one of them stands twice.',
    doThis: 'Write when: opened first, then when: day-zero-moved, each at most once, then the days.',
  },
  'FT-PRC-DAY-ORDER': {
    means: 'The days of a variant do not increase from step to step.',
    doThis: 'Put the steps in the order of their days; put what happens on one day into one step.',
  },
  'FT-PRC-DAY-TOO-EARLY': {
    means: 'A step lies before the first day of the clock.',
    doThis: 'Use a day on or after the first day.',
  },
  'FT-PRC-MESSAGE-MISSING': {
    means: 'A step uses a message that has no template.',
    doThis: 'Write the file that the message names, or correct the name.',
  },
  'FT-PRC-MESSAGE-TWICE': {
    means: 'One step sends the same message twice on the same channel.',
    doThis: 'Remove one of the two.',
  },
  'FT-PRC-CLOSING-MISSING': {
    means: 'The last message has no closing statement, although the procedure promises one.',
    doThis: 'Render the closing-statement in its template, or remove last-message.',
  },
  'FT-PRC-CLOSING-THEN-CONTACT': {
    means: 'The contact hears from us again after the message that closed the matter.',
    doThis: 'Make the message with the closing statement the last one.',
  },
  'FT-PRC-ATTEMPTS': {
    means: 'The procedure reaches out more often than its own limit allows.',
    doThis: 'Remove a step that sends, or raise limits: attempts-per-round.',
  },
  'FT-PRC-DAY-TWICE': {
    means: 'Two steps reach the contact on the same day.',
    doThis: 'Put both messages into one step, or give one of them another day.',
  },
  'FT-PRC-ACT-UNAPPROVED': {
    means: 'An act that cannot be undone has nobody who approves it.',
    doThis: 'Add approved-by: with a role beside the act.',
  },
  'FT-PRC-ACT-APPROVAL-UNUSED': {
    means:
      'An approval is asked for an act that can be undone. Approval belongs to the acts that cannot, together with a warning.',
    doThis: 'Remove approved-by; if a person must do something first, write a task before the act.',
  },
  'FT-PRC-ACT-UNWARNED': {
    means: 'On some path an act that cannot be undone happens without an earlier message that warns of it.',
    doThis: 'Add warns-of: with the act to a message in an earlier step of that path.',
  },
  'FT-PRC-ACT-NO-TIME': {
    means: 'An act that cannot be undone comes so soon after its warning that nobody could answer it.',
    doThis: 'Let its step come on a later day, or wait at least 16 hours.',
  },
  'FT-PRC-ACT-WARNED-TWICE': {
    means:
      'Depending on the option, different steps warn of the same act, so it is unclear which warning counts.',
    doThis: 'Warn in one step, with a branch for each option if the wording differs.',
  },
  'FT-PRC-WARNING-EMPTY': {
    means: 'A message warns of something that no later step does.',
    doThis: 'Correct the act, or remove warns-of.',
  },
  'FT-PRC-END-MISSING': {
    means: 'On some path nothing ends the case, so it would wait for ever.',
    doThis: 'Add end: with an outcome as the last item of that path.',
  },
  'FT-PRC-END-ALONE': {
    means: 'A case would end without anything being done or noted at that place.',
    doThis: 'Put a note before the end, in the same branch, so that the record shows why.',
  },
  'FT-PRC-AFTER-END': {
    means: 'Something stands after the end of the case and would never happen.',
    doThis: 'Move it before the end, or remove it.',
  },
  'FT-PRC-CONTACT-AFTER-END': {
    means: 'A message stands after the end of the case; it would never go out.',
    doThis: 'Move it before the end, or remove it.',
  },
  'FT-PRC-FOLDER': {
    means: 'A folder of procedures is not laid out as expected.',
    doThis: 'Each procedure has a folder of its own name with procedure.yaml in it.',
  },
} as const satisfies ErrorTable;

export type ProcedureErrorCode = keyof typeof PROCEDURE_ERRORS;
