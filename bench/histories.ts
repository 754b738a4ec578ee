import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { EventType } = proto.temporal.api.enums.v1;

/** What a finished case has left in Temporal. */
export interface HistoryFigures {
  events: number;
  workflowTasks: number;
  activities: number;
  bytes: number;
}

/** Events that are there only because time was skipped; a case that lives in real time has none. */
const OF_SKIPPING = new Set([
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
]);

/** The names of a case's events in order, those of skipping left out. */
export async function eventsOf(engine: Client, workflowId: string): Promise<string[]> {
  const { events } = await engine.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? [])
    .map(({ eventType }) => eventType ?? 0)
    .filter((type) => !OF_SKIPPING.has(type))
    .map((type) => EventType[type].replace('EVENT_TYPE_', ''));
}

export async function figuresOf(engine: Client, workflowId: string): Promise<HistoryFigures> {
  const events = await eventsOf(engine, workflowId);
  const { historySize } = await engine.workflow.getHandle(workflowId).describe();
  const count = (name: string) => events.filter((event) => event === name).length;
  return {
    events: events.length,
    workflowTasks: count('WORKFLOW_TASK_SCHEDULED'),
    activities: count('ACTIVITY_TASK_SCHEDULED'),
    bytes: historySize ?? 0,
  };
}
