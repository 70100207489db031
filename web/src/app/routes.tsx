import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { AnonymousLayout } from './AnonymousLayout';
import { Boot, Connecting } from './Boot';
import { numbered } from './numbered';
import { Protected } from './Protected';
import { RouteError } from './RouteError';

/** A page in a chunk of its own, loaded when it is first opened. */
const page = (path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject => ({
    path,
    lazy: async () => {
        const { default: Shown } = await load();
        return { Component: path.includes(':') ? numbered(Shown) : Shown };
    },
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
                    { path: '*', element: <Navigate to="/auth/login" replace /> },
                    page('email-verification-sent', async () => ({
                        default: (await import('../pages/auth/EmailPages')).EmailSentPage,
                    })),
                    page('email-confirmation', async () => ({
                        default: (await import('../pages/auth/EmailPages')).EmailConfirmedPage,
                    })),
                    page('incorrect-email-confirmation', async () => ({
                        default: (await import('../pages/auth/EmailPages')).WrongConfirmationPage,
                    })),
                    page('password/reset', async () => ({
                        default: (await import('../pages/auth/ResetPages')).ForgotPasswordPage,
                    })),
                    page('password/reset/confirm', async () => ({
                        default: (await import('../pages/auth/ResetPages')).ResetPasswordPage,
                    })),
                ],
            },
            page('/auth/logout', () => import('../pages/auth/LogoutPage')),
            {
                element: <Protected />,
                children: [
                    page('/projects', () => import('../pages/projects/ProjectsPage')),
                    page('/projects/create', () => import('../pages/projects/CreateProjectPage')),
                    page('/projects/:id', () => import('../pages/projects/ProjectPage')),
                    page('/projects/:id/guide', async () => ({
                        default: (await import('../pages/guide/GuidePage')).ProjectGuidePage,
                    })),
                    page('/projects/:id/webhooks', async () => ({
                        default: (await import('../pages/webhooks/WebhooksPage')).ProjectWebhooksPage,
                    })),
                    page('/tasks', () => import('../pages/tasks/TasksPage')),
                    page('/tasks/create', () => import('../pages/create-task/CreateTaskPage')),
                    page('/tasks/:id', () => import('../pages/task/TaskPage')),
                    page('/tasks/:id/guide', async () => ({
                        default: (await import('../pages/guide/GuidePage')).TaskGuidePage,
                    })),
                    page('/tasks/:id/gallery', () => import('../pages/gallery/GalleryPage')),
                    page('/tasks/:id/jobs/create', () => import('../pages/task/CreateGroundTruthPage')),
                    page('/tasks/:id/quality-control', () => import('../pages/validation/ValidationPage')),
                    page('/tasks/:taskId/jobs/:jobId', () => import('../pages/editor/EditorRoute')),
                    page('/jobs', () => import('../pages/jobs/JobsPage')),
                    page('/jobs/:id', () => import('../pages/jobs/JobRedirect')),
                    page('/cloudstorages', () => import('../pages/cloud/CloudStoragesPage')),
                    page('/cloudstorages/create', () => import('../pages/cloud/CloudFormPage')),
                    page('/cloudstorages/update/:id', () => import('../pages/cloud/CloudFormPage')),
                    page('/organization', () => import('../pages/organization/OrganizationPage')),
                    page('/organization/webhooks', async () => ({
                        default: (await import('../pages/webhooks/WebhooksPage')).OrganizationWebhooksPage,
                    })),
                    page('/organizations/create', () => import('../pages/organization/CreateOrganizationPage')),
                    page('/invitations', () => import('../pages/organization/InvitationsPage')),
                    page('/webhooks/create', () => import('../pages/webhooks/WebhookFormPage')),
                    page('/webhooks/update/:id', () => import('../pages/webhooks/WebhookFormPage')),
                    page('/requests', () => import('../pages/requests/RequestsPage')),
                    page('/profile', () => import('../pages/profile/ProfilePage')),
                    { path: '*', element: <Navigate to="/tasks" replace /> },
                ],
            },
        ],
    },
];

export const router = createBrowserRouter(routes);
