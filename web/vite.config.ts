import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.LIMN_SERVER ?? 'http://localhost:8080';

// Every browser the page runs in has ResizeObserver itself; jsdom, where tests run, has none.
const NATIVE = { 'resize-observer-polyfill': fileURLToPath(new URL('src/shared/resizeObserver.ts', import.meta.url)) };

/** The page is imported once its language is there (`main.tsx`); it is fetched along with it all the same. */
const fetchPageAhead: Plugin = {
    name: 'fetch-page-ahead',
    transformIndexHtml: {
        order: 'post',
        handler(_html, { bundle = {} }) {
            const page = Object.values(bundle).find(chunk => chunk.type === 'chunk' && chunk.name === 'start');
            if (page?.type !== 'chunk') return [];
            return [page.fileName, ...page.imports].map((file): HtmlTagDescriptor => ({
                tag: 'link',
                attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
                injectTo: 'head',
            }));
        },
    },
};

export default defineConfig(({ command }) => ({
    plugins: [react(), fetchPageAhead],
    resolve: { alias: command === 'build' ? NATIVE : {} },
    build: {
        outDir: 'dist',
        assetsDir: 'assets',
        // The server's content security policy allows no data: fonts or scripts; images are small enough to be files.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 700,
        rollupOptions: {
            output: {
                manualChunks(id) {
                    if (!id.includes('node_modules')) return undefined;
                    if (/node_modules\/(react|react-dom|react-router|scheduler|zustand|@tanstack)\//.test(id))
                        return 'react';
                    return undefined;
                },
            },
        },
    },
    server: {
        port: 5173,
        proxy: { '/api': { target: server, changeOrigin: false, ws: true } },
    },
    test: {
        environment: 'jsdom',
        include: ['src/**/*.test.{ts,tsx}'],
        // Time is no assertion: rendering the component library may take minutes on a machine that is busy building.
        testTimeout: 240_000,
        maxWorkers: 2,
    },
}));
