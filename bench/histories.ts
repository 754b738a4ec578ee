import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { EventType } = proto.temporal.api.enums.v1;

/** What a finished case has left in Temporal. */
export interface HistoryFigures {
  events: number;
  workflowTasks: number;
  activities: number;
  /** Those of skipping included: the same few on both sides. */
  bytes: number;
}

/** The names of a case's events in order, without those that are there only because its time was skipped. */
export async function eventsOf(engine: Client, workflowId: string): Promise<string[]> {
  const { events } = await engine.workflow.getHandle(workflowId).fetchHistory();
  const names = (events ?? []).map(({ eventType }) => nameOf(eventType ?? 0));
  return names.filter((name, index) => !isOfSkipping(name) && !followsSkipOrder(names, index));
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

const SKIP_ORDER = 'WORKFLOW_EXECUTION_OPTIONS_UPDATED';

function isOfSkipping(name: string): boolean {
  return name === SKIP_ORDER || name === 'WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED';
}

/** The order to skip costs a workflow task (three events) when it comes after the first one, which is a matter of chance. */
function followsSkipOrder(names: string[], index: number): boolean {
  const task = names.indexOf(SKIP_ORDER) + 1;
  return task > 0 && names[task] === 'WORKFLOW_TASK_SCHEDULED' && index >= task && index < task + 3;
}

function nameOf(type: number): string {
  return (EventType[type] ?? String(type)).replace('EVENT_TYPE_', '');
}
