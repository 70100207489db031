import type { Severity } from '../../api';
import { word } from '../language/words';
import './severity.css';

/** Shapes that are told apart without their colours. */
const SHAPES: Readonly<Record<Severity, string>> = {
    note: 'M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12M8 7v4M8 4.6v.4',
    minor: 'M3 6l5 5l5-5',
    major: 'M3 7l5-5l5 5M3 13l5-5l5 5',
    blocking: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM5 8h6',
};

/** How bad an issue is, as a picture; whoever shows it alone names it. */
export function SeverityIcon({ severity }: { severity: Severity }) {
    return (
        <svg className={`limn-severity limn-${severity}`} viewBox="0 0 16 16" aria-hidden="true">
            <path d={SHAPES[severity]} />
        </svg>
    );
}

/** How bad an issue is, as a picture and in words. */
export function SeverityMark({ severity }: { severity: Severity }) {
    return (
        <span className="limn-severity-mark">
            <SeverityIcon severity={severity} /> {word(severity)}
        </span>
    );
}
