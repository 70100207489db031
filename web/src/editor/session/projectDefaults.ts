import { create } from 'zustand';
import type { JobSettings } from '../../api';

/** What the editor begins with in the project of the open job. No job, or one of no project: nothing but the defaults. */
export const NO_PROJECT: JobSettings = { project_id: null, changeable: false, settings: {} };

export const useProjectDefaults = create<JobSettings>(() => NO_PROJECT);
