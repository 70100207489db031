import type { Session } from './session';

/** Plays the job's frames at the chosen pace, waiting for frames that have not arrived. */
export function togglePlay(session: Session): void {
    if (session.state.playing) return session.view.setState({ playing: false });
    if (session.frame === session.frames.last) session.goTo(session.frames.first);
    session.view.setState({ playing: true });
    let due = performance.now();
    const tick = (now: number) => {
        if (!session.state.playing) return;
        const interval = 1000 / session.state.preferences.player.fps;
        if (now >= due && session.cache.get(session.frame)) {
            // Time lost by a late frame is not caught up.
            due = Math.max(due + interval, now);
            if (!session.step(1)) return session.view.setState({ playing: false });
        }
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
}
