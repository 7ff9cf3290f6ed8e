import { useEffect } from 'react';
import { useBehavior } from '../state';
import type { Task, TaskState } from './task';

/** The state of a task of a page, for a dialog about one thing of many: what failed is forgotten when it closes. */
export function useTask(task: Task): TaskState {
  useEffect(() => () => task.forget(), [task]);
  return useBehavior(task.state);
}
