import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.LIMN_SERVER ?? 'http://localhost:8080';

// Every browser the page runs in has ResizeObserver itself; jsdom, where tests run, has none.
const NATIVE = { 'resize-observer-polyfill': fileURLToPath(new URL('src/shared/resizeObserver.ts', import.meta.url)) };

export default defineConfig(({ command }) => ({
    plugins: [react()],
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
