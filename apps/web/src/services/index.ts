export { createServices, ServicesContext, useServices, type Services } from './Services';
export { keyOf, useApi, type Loaded } from './useApi';
export { Task, type TaskState } from './task';
export { useTask } from './useTask';
