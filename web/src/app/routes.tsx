import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { AnonymousLayout } from './AnonymousLayout';
import { Boot, Connecting } from './Boot';
import { Protected } from './Protected';
import { RouteError } from './RouteError';

/** A page in a chunk of its own, loaded when it is first opened. */
const page = (path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject => ({
    path,
    lazy: async () => ({ Component: (await load()).default }),
});

const routes: RouteObject[] = [
    {
        element: <Boot />,
        hydrateFallbackElement: <Connecting />,
        errorElement: <RouteError />,
        children: [
            {
                path: '/auth',
                element: <AnonymousLayout />,
                children: [
                    page('login', () => import('../pages/auth/LoginPage')),
                    page('register', () => import('../pages/auth/RegisterPage')),
                ],
            },
            {
                element: <Protected />,
                children: [
                    page('/projects', () => import('../pages/projects/ProjectsPage')),
                    page('/projects/create', () => import('../pages/projects/CreateProjectPage')),
                    page('/projects/:id', () => import('../pages/projects/ProjectPage')),
                    page('/tasks', () => import('../pages/tasks/TasksPage')),
                    page('/tasks/create', () => import('../pages/create-task/CreateTaskPage')),
                    page('/tasks/:id', () => import('../pages/task/TaskPage')),
                    page('/tasks/:taskId/jobs/:jobId', () => import('../pages/editor/EditorRoute')),
                    page('/jobs', () => import('../pages/jobs/JobsPage')),
                    page('/requests', () => import('../pages/requests/RequestsPage')),
                    page('/profile', () => import('../pages/profile/ProfilePage')),
                    { path: '*', element: <Navigate to="/tasks" replace /> },
                ],
            },
        ],
    },
];

export const router = createBrowserRouter(routes);
