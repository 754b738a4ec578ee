import type { Instant } from '../../domain/program/program.ts';
import { caseAlertPaths, caseAlertSamples } from './caseAlert.ts';
import { customerStatementPaths, customerStatementSamples } from './customerStatement.ts';
import { missedCheckInPaths, missedCheckInSamples } from './missedCheckIn.ts';
import { noAppointmentBookedPaths, noAppointmentBookedSamples } from './noAppointmentBooked.ts';
import type { Path, SampleCase } from './sample.ts';
import { threeFollowUpsPaths, threeFollowUpsSamples } from './threeFollowUps.ts';

/** Every way worth seeing through the shipped procedures: each variant through each of its endings. */
export function paths(now: Instant): Path[] {
  const all = [
    caseAlertPaths,
    threeFollowUpsPaths,
    missedCheckInPaths,
    noAppointmentBookedPaths,
    customerStatementPaths,
  ];
  return all.flatMap((pathsOf) => pathsOf(now));
}

/** The cases that a newcomer finds after the first start, each at another point of its way. */
export function sampleCases(now: Instant): SampleCase[] {
  const all = [
    caseAlertSamples,
    threeFollowUpsSamples,
    missedCheckInSamples,
    noAppointmentBookedSamples,
    customerStatementSamples,
  ];
  return all.flatMap((samplesOf) => samplesOf(now));
}
